-- One row a project and year of its scenario of reference, in euros. What is not known in a year is NULL from that year
-- on, never zero; a kind that the model does not have is zero, but for operating costs, without which nothing is judged.
-- A project whose horizon is not known is followed for as long as its longest flow.
WITH flow AS (
    SELECT
        flow.programme,
        flow.project_id,
        flow.kind,
        flow_kinds.sign,
        flow_kinds.is_cash,
        flow_kinds.is_own_revenue,
        coalesce(flow_funder.funder_id, flow.flow_id) AS funder,
        coalesce(funding_statuses.certainty = 'secured', false) AS is_committed,
        string_split(flow.amounts_eur, '|') AS texts
    FROM {economic_flow} AS flow
    JOIN flow_kinds USING (kind)
    LEFT JOIN {flow_funder} AS flow_funder USING (programme, project_id, scenario, flow_id)
    LEFT JOIN funding_statuses USING (status)
    WHERE flow.scenario = 'reference'
),
span AS (
    SELECT
        model.programme,
        model.project_id,
        model.horizon_years::INTEGER AS horizon,
        coalesce(model.horizon_years::INTEGER + 1, max(len(flow.texts)), 0) AS years
    FROM {economic_model} AS model
    LEFT JOIN flow USING (programme, project_id)
    GROUP BY model.programme, model.project_id, model.horizon_years
),
grid AS (SELECT programme, project_id, horizon, unnest(range(years))::INTEGER AS year FROM span),
cell AS (
    SELECT
        grid.programme,
        grid.project_id,
        grid.horizon,
        grid.year,
        flow.* EXCLUDE (programme, project_id, texts),
        nullif(flow.texts[grid.year + 1], '')::DECIMAL(15, 2) AS amount
    FROM grid
    LEFT JOIN flow USING (programme, project_id)
),
given AS (
    SELECT programme, project_id, funder, sum(amount) AS total
    FROM cell
    WHERE kind = 'contribution'
    GROUP BY programme, project_id, funder
),
first_funder AS (
    SELECT programme, project_id, first(funder ORDER BY total DESC NULLS LAST, funder) AS funder, max(total) AS total
    FROM given
    GROUP BY programme, project_id
),
summed AS (
    SELECT
        cell.programme,
        cell.project_id,
        cell.horizon,
        cell.year,
        any_value(first_funder.funder) AS first_funder,
        any_value(first_funder.total) AS first_funder_eur,
        coalesce(sum(sign * amount) FILTER (is_cash), 0) AS cash,
        bool_or(coalesce(is_cash AND amount IS NULL, false)) AS is_cash_unknown,
        coalesce(sum(amount) FILTER (kind = 'contribution'), 0) AS contribution,
        coalesce(sum(amount) FILTER (kind = 'contribution' AND cell.funder = first_funder.funder), 0) AS first_contribution,
        coalesce(sum(amount) FILTER (kind = 'contribution' AND is_committed), 0) AS committed,
        bool_or(coalesce(kind = 'contribution' AND amount IS NULL, false)) AS is_contribution_unknown,
        bool_or(coalesce(kind = 'contribution' AND is_committed AND amount IS NULL, false)) AS is_committed_unknown,
        coalesce(sum(amount) FILTER (is_own_revenue), 0) AS own_revenue,
        bool_or(coalesce(is_own_revenue AND amount IS NULL, false)) AS is_revenue_unknown,
        coalesce(sum(amount) FILTER (kind = 'grant'), 0) AS grants,
        coalesce(sum(amount) FILTER (kind = 'investment'), 0) AS investment,
        bool_or(coalesce(kind = 'grant' AND amount IS NULL, false)) AS is_grant_unknown,
        bool_or(coalesce(kind = 'investment' AND amount IS NULL, false)) AS is_investment_unknown,
        CASE WHEN count(amount) FILTER (kind = 'operating_cost') = count(*) FILTER (kind = 'operating_cost')
            THEN sum(amount) FILTER (kind = 'operating_cost') END AS opex
    FROM cell
    LEFT JOIN first_funder USING (programme, project_id)
    GROUP BY cell.programme, cell.project_id, cell.horizon, cell.year
)
SELECT
    programme,
    project_id,
    horizon,
    year,
    first_funder,
    first_funder_eur,
    CASE WHEN NOT is_cash_unknown THEN cash END AS cash,
    CASE WHEN NOT is_cash_unknown THEN cash - first_contribution END AS cash_without_first,
    CASE WHEN NOT is_cash_unknown THEN cash - contribution END AS cash_without_any,
    CASE WHEN NOT is_revenue_unknown THEN own_revenue END AS own_revenue,
    CASE WHEN NOT is_committed_unknown THEN committed END AS committed,
    CASE WHEN NOT is_contribution_unknown THEN contribution END AS contribution,
    CASE WHEN NOT is_grant_unknown THEN grants END AS grants,
    CASE WHEN NOT is_investment_unknown THEN investment END AS investment,
    opex
FROM summed
