-- Planned and declared progress at the end of each month, and at the day asked: declared over the milestones that have a
-- weight, planned over those that also have an initial date, as the indicators of those names. Under a filter on
-- territories a project weighs by its part that lies there.
WITH weighed AS (
    SELECT milestone.weight * kept.part AS weight, milestone.planned_on, milestone.reached_on
    FROM {milestone} AS milestone
    JOIN {kept} AS kept USING (project_id)
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
)
SELECT
    days.day,
    coalesce(sum(weight) FILTER (planned_on <= days.day), 0)
    / nullif(sum(weight) FILTER (planned_on IS NOT NULL), 0) AS planned,
    CASE WHEN days.day <= $day THEN
        coalesce(sum(weight) FILTER (reached_on <= days.day), 0) / nullif(sum(weight), 0)
    END AS declared
FROM days
CROSS JOIN weighed
GROUP BY days.day
ORDER BY days.day
