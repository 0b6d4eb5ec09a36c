-- One row a project that has a cost and a funding plan: its euros by certainty, and whether all of it is known.
WITH cost AS (
    SELECT programme, project_id, sum(cost_eur) AS cost_eur, bool_and(cost_eur IS NOT NULL) AS is_known
    FROM {operation}
    GROUP BY programme, project_id
),
money AS (
    SELECT
        programme,
        project_id,
        sum(amount_eur) AS funding_eur,
        coalesce(sum(amount_eur) FILTER (certainty = 'secured'), 0) AS secured_eur,
        coalesce(sum(amount_eur) FILTER (certainty = 'requested'), 0) AS requested_eur,
        coalesce(sum(amount_eur) FILTER (certainty = 'to_be_found'), 0) AS to_be_found_eur,
        coalesce(sum(amount_eur) FILTER (certainty = 'not_reported'), 0) AS not_reported_eur,
        bool_and(amount_eur IS NOT NULL) AS is_known,
        bool_and(amount_eur IS NOT NULL AND certainty <> 'not_reported') AS is_certain
    FROM {funding}
    GROUP BY programme, project_id
)
SELECT
    programme,
    project_id,
    cost_eur,
    cost.is_known AS is_cost_known,
    funding_eur,
    money.is_known AS is_funding_known,
    secured_eur,
    requested_eur,
    to_be_found_eur,
    not_reported_eur,
    coalesce(cost.is_known AND money.is_certain, false) AS is_known
FROM cost
FULL JOIN money USING (programme, project_id)
