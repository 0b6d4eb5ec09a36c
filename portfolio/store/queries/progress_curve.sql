-- Planned, declared and verified progress at the end of each month, and at the day asked: declared over the milestones that
-- have a weight, planned over those that also have an initial date, verified over those that an agreement waits for, as the
-- indicators of those names. Under a filter on territories a project weighs by its part that lies there.
WITH weighed AS (
    SELECT milestone.weight * kept.part AS weight, milestone.planned_on, milestone.reached_on, standing.verified_on,
        standing.funders IS NOT NULL AS is_awaited
    FROM {milestone} AS milestone
    JOIN {kept} AS kept USING (project_id)
    LEFT JOIN {milestone_standing} AS standing USING (programme, project_id, milestone_id)
    WHERE milestone.programme = $programme AND milestone.weight IS NOT NULL
),
span AS (
    SELECT least(min(planned_on), min(reached_on)) AS first_on, greatest(max(planned_on), $day) AS last_on FROM weighed
    HAVING count(*) > 0
),
days AS (
    SELECT unnest(generate_series(
        date_trunc('month', first_on), date_trunc('month', last_on) + INTERVAL 1 MONTH, INTERVAL 1 MONTH
    ))::DATE - 1 AS day
    FROM span
    UNION
    SELECT $day FROM span WHERE first_on IS NOT NULL
),
-- The weight that each day moved, and what had moved by its end: every milestone is read once, however many days.
daily AS (
    SELECT day, sum(planned) AS planned, sum(reached) AS reached, sum(verified) AS verified
    FROM (
        SELECT planned_on AS day, weight AS planned, 0 AS reached, 0 AS verified FROM weighed
        UNION ALL SELECT reached_on, 0, weight, 0 FROM weighed
        UNION ALL SELECT verified_on, 0, 0, weight FROM weighed
    )
    WHERE day IS NOT NULL
    GROUP BY day
),
so_far AS (
    SELECT
        day,
        sum(planned) OVER so_far AS planned,
        sum(reached) OVER so_far AS reached,
        sum(verified) OVER so_far AS verified
    FROM daily
    WINDOW so_far AS (ORDER BY day)
),
whole AS (
    SELECT
        sum(weight) FILTER (planned_on IS NOT NULL) AS dated,
        sum(weight) AS weight,
        sum(weight) FILTER (is_awaited) AS awaited
    FROM weighed
)
SELECT
    days.day,
    coalesce(so_far.planned, 0) / nullif(whole.dated, 0) AS planned,
    CASE WHEN days.day <= $day THEN coalesce(so_far.reached, 0) / nullif(whole.weight, 0) END AS declared,
    CASE WHEN days.day <= $day THEN coalesce(so_far.verified, 0) / nullif(whole.awaited, 0) END AS verified
FROM days
ASOF LEFT JOIN so_far ON days.day >= so_far.day
CROSS JOIN whole
ORDER BY days.day
