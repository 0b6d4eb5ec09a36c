-- One row a funding line that counts in figures: refused lines, guarantees and apports en nature are out. Its amount is the
-- final one, else the one awarded once it is secured, else the forecast; less what it lost.
WITH lost AS (
    SELECT programme, project_id, line_id, sum(amount_eur) AS lost_eur
    FROM {funding_loss}
    GROUP BY programme, project_id, line_id
)
SELECT
    line.programme,
    line.project_id,
    line.line_id,
    line.operation_id,
    line.funder_id,
    coalesce(funder.family, 'unspecified') AS family,
    funder_groups.funder_group,
    line.instrument,
    line.status,
    funding_statuses.certainty,
    (
        coalesce(
            line.final_eur,
            CASE WHEN funding_statuses.certainty = 'secured' THEN line.awarded_eur END,
            line.amount_eur
        ) - coalesce(lost.lost_eur, 0)
    )::DECIMAL(18, 2) AS amount_eur,
    funding_statuses.certainty = 'secured' AS is_secured,
    coalesce(instruments.is_repaid, false) AS is_repaid,
    line.needed_on
FROM {funding_line} AS line
LEFT JOIN lost USING (programme, project_id, line_id)
LEFT JOIN {organisation} AS funder
    ON funder.programme = line.programme AND funder.organisation_id = line.funder_id
JOIN funder_groups ON funder_groups.family = coalesce(funder.family, 'unspecified')
JOIN funding_statuses ON funding_statuses.status = line.status
LEFT JOIN instruments ON instruments.instrument = line.instrument
WHERE funding_statuses.certainty IS NOT NULL AND coalesce(instruments.is_resource, true)
