-- One row a project that has a milestone: how far it is on the day. Declared progress is over the milestones that have a
-- weight; planned progress and the gap, in points, over those that also have an initial date. Days since the initial date
-- of the milestone latest among those not reached, and whether one of these has none.
WITH stepped AS (
    SELECT
        programme,
        project_id,
        weight,
        CASE WHEN planned_on IS NOT NULL THEN weight END AS dated_weight,
        coalesce(reached_on <= $day, false) AS is_reached,
        coalesce(planned_on <= $day, false) AS is_due,
        date_diff('day', planned_on, $day) AS days
    FROM {milestone}
),
summed AS (
    SELECT
        programme,
        project_id,
        sum(weight) AS weight,
        coalesce(sum(weight) FILTER (is_reached), 0) AS reached,
        sum(dated_weight) AS dated,
        coalesce(sum(dated_weight) FILTER (is_reached), 0) AS dated_reached,
        coalesce(sum(dated_weight) FILTER (is_due), 0) AS due,
        max(days) FILTER (NOT is_reached) AS days_late,
        coalesce(bool_or(days IS NULL) FILTER (NOT is_reached), false) AS is_one_undated
    FROM stepped
    GROUP BY programme, project_id
)
SELECT
    programme,
    project_id,
    (reached / nullif(weight, 0))::DOUBLE AS declared,
    (due / nullif(dated, 0))::DOUBLE AS planned,
    (100 * (dated_reached - due) / nullif(dated, 0))::DOUBLE AS gap_points,
    days_late,
    is_one_undated
FROM summed
