-- The result indicators of one project.
SELECT
    project_id, indicator_id, title, unit, baseline, actual, observed_on, target, due_on, revised_target,
    revised_due_on, rate::DOUBLE AS rate, raw_rate::DOUBLE AS raw_rate, revised_rate::DOUBLE AS revised_rate
FROM {result}
WHERE programme = $programme AND project_id = $project_id
ORDER BY indicator_id
