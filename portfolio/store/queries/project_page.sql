-- The lines of a list that are found, in an order, a page of them: unknown values last at both ends, equal ones by name.
WITH found AS (
    SELECT
        line.*,
        CASE $by
            WHEN 'name' THEN name_key
            WHEN 'territory' THEN territory_key
            WHEN 'lead' THEN lead_key
        END AS words_key,
        CASE $by
            WHEN 'confidence' THEN confidence_rank(confidence)
            WHEN 'legal_form' THEN legal_form_rank(legal_form)
            WHEN 'declared_progress' THEN declared_progress
            WHEN 'slip' THEN slip_days
            WHEN 'cost' THEN cost_eur
            WHEN 'funding' THEN funding_eur
            WHEN 'secured_share' THEN secured_share
            WHEN 'next_milestone' THEN date_diff('day', DATE '1970-01-01', coalesce(next_expected_on, next_planned_on))
            WHEN 'news' THEN date_diff('day', DATE '1970-01-01', known_on)
        END::DOUBLE AS number_key
    FROM {project_line} AS line
    JOIN {kept} AS kept USING (project_id)
    WHERE programme = $programme AND finds($words, words)
)
SELECT * EXCLUDE (programme, words, name_key, territory_key, lead_key, words_key, number_key)
FROM found
ORDER BY
    words_key IS NULL AND number_key IS NULL,
    CASE WHEN NOT $is_downwards THEN words_key END,
    CASE WHEN $is_downwards THEN words_key END DESC,
    CASE WHEN $is_downwards THEN -number_key ELSE number_key END,
    name_key,
    project_id
LIMIT $most OFFSET $skip
