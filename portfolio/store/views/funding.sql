-- One row a funding line that counts in figures: refused lines, guarantees and apports en nature are out.
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
    line.amount_eur,
    funding_statuses.certainty = 'secured' AS is_secured,
    coalesce(instruments.is_repaid, false) AS is_repaid,
    line.needed_on
FROM {funding_line} AS line
LEFT JOIN {organisation} AS funder
    ON funder.programme = line.programme AND funder.organisation_id = line.funder_id
JOIN funder_groups ON funder_groups.family = coalesce(funder.family, 'unspecified')
JOIN funding_statuses ON funding_statuses.status = line.status
LEFT JOIN instruments ON instruments.instrument = line.instrument
WHERE funding_statuses.certainty IS NOT NULL AND coalesce(instruments.is_resource, true)
