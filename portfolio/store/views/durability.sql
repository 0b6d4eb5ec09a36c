-- One row a project that has an economic model: the value of each gate of its durability, NULL where its data lack.
-- The steady state is the years after both the last investment and the last grant; an unknown year that comes after the
-- others may be the last. Thresholds are read where these values are.
WITH effort AS (
    SELECT
        *,
        CASE WHEN grants > 0 OR investment > 0 THEN 1 WHEN grants IS NULL OR investment IS NULL THEN NULL ELSE 0 END AS spent
    FROM {economic_year}
),
marked AS (
    SELECT
        *,
        sum(cash) OVER upto AS cumulated,
        sum(cash_without_first) OVER upto AS cumulated_without_first,
        sum(cash_without_any) OVER upto AS cumulated_without_any,
        bool_or(cash IS NULL) OVER upto AS is_blind,
        max(CASE WHEN grants IS DISTINCT FROM 0 THEN year END) OVER whole AS last_grant,
        max(CASE WHEN grants IS NULL THEN year END) OVER whole AS last_unknown_grant,
        max(CASE WHEN spent IS DISTINCT FROM 0 THEN year END) OVER whole AS last_effort,
        max(CASE WHEN spent IS NULL THEN year END) OVER whole AS last_unknown_effort
    FROM effort
    WINDOW
        upto AS (PARTITION BY programme, project_id ORDER BY year),
        whole AS (PARTITION BY programme, project_id)
),
placed AS (
    SELECT
        *,
        last_unknown_effort IS DISTINCT FROM last_effort OR last_effort IS NULL AS is_effort_known,
        last_unknown_grant IS DISTINCT FROM last_grant OR last_grant IS NULL AS is_grant_known,
        horizon IS NOT NULL AND year > coalesce(last_effort, -1) AS is_steady,
        year > coalesce(last_grant, -1) AND (is_blind OR is_overdrawn(cumulated_without_any)) AS is_stop
    FROM marked
),
gathered AS (
    SELECT
        programme,
        project_id,
        any_value(horizon) AS horizon,
        any_value(first_funder) AS first_funder,
        any_value(first_funder_eur) AS first_funder_eur,
        horizon IS NOT NULL AND NOT bool_or(is_blind) AS is_cash_known,
        bool_and(opex IS NOT NULL) AS is_opex_known,
        bool_and(is_effort_known) AS is_effort_known,
        bool_and(is_grant_known) AS is_grant_known,
        min(cumulated) FILTER (NOT is_blind) AS lowest_eur,
        min(year) FILTER (NOT is_blind AND is_overdrawn(cumulated)) AS first_negative_year,
        min(cumulated_without_first) FILTER (NOT is_blind) AS lowest_without_first_eur,
        min(year) FILTER (NOT is_blind AND is_overdrawn(cumulated_without_first)) AS first_negative_without_first,
        sum(own_revenue) FILTER (is_steady) AS steady_revenue_eur,
        sum(committed) FILTER (is_steady) AS steady_committed_eur,
        sum(opex) FILTER (is_steady) AS steady_opex_eur,
        count(*) FILTER (is_steady) AS steady_years,
        bool_and(own_revenue IS NOT NULL) FILTER (is_steady) AS is_steady_revenue_known,
        bool_and(committed IS NOT NULL) FILTER (is_steady) AS is_steady_committed_known,
        bool_and(opex IS NOT NULL) FILTER (is_steady) AS is_steady_opex_known,
        any_value(last_grant) AS last_grant,
        min(year) FILTER (is_stop) AS first_stop,
        arg_min(is_blind, year) FILTER (is_stop) AS is_stop_blind,
        max(year) AS last_year
    FROM placed
    GROUP BY programme, project_id, horizon
),
valued AS (
    SELECT
        *,
        is_cash_known AND is_opex_known AS is_judged,
        is_effort_known AND steady_opex_eur > 0 AND is_steady_opex_known AS has_steady
    FROM gathered
),
steady AS (
    SELECT
        * EXCLUDE (steady_revenue_eur, steady_committed_eur, steady_opex_eur),
        CASE WHEN has_steady AND is_steady_revenue_known THEN steady_revenue_eur END AS steady_revenue_eur,
        CASE WHEN has_steady AND is_steady_committed_known THEN steady_committed_eur END AS steady_committed_eur,
        CASE WHEN has_steady THEN steady_opex_eur END AS steady_opex_eur
    FROM valued
)
SELECT
    steady.programme,
    steady.project_id,
    model.first_year::INTEGER AS first_year,
    horizon,
    CASE WHEN first_negative_year IS NOT NULL OR is_judged THEN lowest_eur END AS lowest_eur,
    first_negative_year,
    (steady_revenue_eur + steady_committed_eur) / steady_opex_eur AS coverage,
    (steady_opex_eur - steady_revenue_eur - steady_committed_eur) / steady_years AS coverage_gap_eur,
    steady_revenue_eur,
    steady_committed_eur,
    steady_opex_eur,
    CASE WHEN first_negative_without_first IS NOT NULL OR is_judged THEN lowest_without_first_eur END
        AS without_first_eur,
    first_negative_without_first,
    first_funder,
    first_funder_eur,
    CASE WHEN risk.inputs = model_digest.digest THEN risk.probability END AS probability,
    CASE WHEN is_grant_known THEN last_grant END AS last_grant,
    CASE WHEN horizon IS NOT NULL AND is_opex_known AND is_grant_known AND NOT coalesce(is_stop_blind, false)
        THEN least(coalesce(first_stop, last_year + 1) - coalesce(last_grant + 1, 0), horizon) END AS autonomy_years
FROM steady
JOIN {economic_model} AS model USING (programme, project_id)
JOIN {model_digest} AS model_digest USING (programme, project_id)
LEFT JOIN {risk_assessment} AS risk USING (programme, project_id)
