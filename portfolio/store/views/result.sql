-- One row a result indicator: its latest observation against its original target, the revised one beside it.
-- raw_rate: (actual - baseline) / (target - baseline), one formula for rising and falling targets; NULL when a value is
-- missing, or when target = baseline. rate: the same clamped to [0, 1]; when target = baseline, 1 or 0 if a sense says so.
-- An indicator that says no weight weighs 1.
WITH actual AS (
    SELECT programme, project_id, indicator_id, last(value ORDER BY observed_on NULLS FIRST, observation_id) AS actual,
        max(observed_on) AS observed_on
    FROM {observation}
    GROUP BY programme, project_id, indicator_id
),
aimed AS (
    SELECT
        programme,
        project_id,
        indicator_id,
        last(value ORDER BY due_on NULLS FIRST, target_id) FILTER (kind = 'original') AS target,
        max(due_on) FILTER (kind = 'original') AS due_on,
        last(value ORDER BY due_on NULLS FIRST, target_id) FILTER (kind = 'revised') AS revised_target,
        max(due_on) FILTER (kind = 'revised') AS revised_due_on
    FROM {target}
    GROUP BY programme, project_id, indicator_id
),
valued AS (
    SELECT
        indicator.programme,
        indicator.project_id,
        indicator.indicator_id,
        indicator.title,
        indicator.unit,
        coalesce(indicator.weight, 1) AS weight,
        indicator.sense,
        indicator.baseline::DOUBLE AS baseline,
        actual.actual::DOUBLE AS actual,
        actual.observed_on,
        aimed.target::DOUBLE AS target,
        aimed.due_on,
        aimed.revised_target::DOUBLE AS revised_target,
        aimed.revised_due_on
    FROM {result_indicator} AS indicator
    LEFT JOIN actual USING (programme, project_id, indicator_id)
    LEFT JOIN aimed USING (programme, project_id, indicator_id)
),
rated AS (
    SELECT
        *,
        CASE WHEN target <> baseline THEN (actual - baseline) / (target - baseline) END AS raw_rate,
        CASE WHEN revised_target <> baseline THEN (actual - baseline) / (revised_target - baseline) END AS raw_revised_rate
    FROM valued
)
-- greatest and least skip NULLs: an unknown rate must not come out as 1.
SELECT
    *,
    CASE
        WHEN raw_rate IS NOT NULL THEN greatest(0, least(1, raw_rate))
        WHEN target = baseline AND sense = 'at_least' THEN (actual >= target)::INT
        WHEN target = baseline AND sense = 'at_most' THEN (actual <= target)::INT
    END AS rate,
    CASE
        WHEN raw_revised_rate IS NOT NULL THEN greatest(0, least(1, raw_revised_rate))
        WHEN revised_target = baseline AND sense = 'at_least' THEN (actual >= revised_target)::INT
        WHEN revised_target = baseline AND sense = 'at_most' THEN (actual <= revised_target)::INT
    END AS revised_rate
FROM rated
