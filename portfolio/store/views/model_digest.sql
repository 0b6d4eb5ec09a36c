-- The digest of what a probability of sustainability is computed from: horizon, flows of reference, factors. The domain
-- computes the same of the same rows; a probability whose digest is another no longer holds.
WITH flow AS (
    SELECT
        programme,
        project_id,
        string_agg(flow_id || ' ' || kind || ' ' || amounts_eur, chr(10) ORDER BY flow_id) AS written
    FROM {economic_flow}
    WHERE scenario = 'reference'
    GROUP BY programme, project_id
),
factor AS (
    SELECT
        programme,
        project_id,
        string_agg(
            concat_ws(
                ' ', flow_id, distribution, coalesce(low::VARCHAR, '-'), coalesce(centre::VARCHAR, '-'),
                coalesce(high::VARCHAR, '-'), coalesce(deviation::VARCHAR, '-')
            ),
            chr(10) ORDER BY flow_id
        ) AS written
    FROM {risk_factor}
    GROUP BY programme, project_id
)
SELECT
    model.programme,
    model.project_id,
    sha256(
        coalesce(model.horizon_years::INTEGER::VARCHAR, '-') || chr(10) || coalesce(flow.written, '') || chr(10)
        || coalesce(factor.written, '')
    ) AS digest
FROM {economic_model} AS model
LEFT JOIN flow USING (programme, project_id)
LEFT JOIN factor USING (programme, project_id)
