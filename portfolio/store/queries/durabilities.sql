-- Each project kept, with the gates of its economic model; none where it is abandoned.
SELECT
    kept.project_id,
    project.title,
    project.lead_id AS lead,
    form.form AS legal_form,
    gates.cost_eur,
    coalesce(gates.has_model, false) AS has_model,
    project.abandoned_on IS NOT NULL AS is_abandoned,
    gates.first_year,
    gates.horizon,
    gates.lowest_eur,
    gates.first_negative_year,
    gates.coverage,
    gates.coverage_gap_eur,
    gates.without_first_eur,
    gates.first_negative_without_first,
    coalesce(funder.name, gates.first_funder) AS first_funder,
    gates.first_funder_eur,
    gates.probability::DOUBLE AS probability,
    gates.last_grant,
    gates.autonomy_years,
    gates.contract_ends_on,
    gates.is_reversible
FROM {kept} AS kept
JOIN {project} AS project ON project.programme = $programme AND project.project_id = kept.project_id
LEFT JOIN {project_durability} AS gates ON gates.programme = $programme AND gates.project_id = kept.project_id
LEFT JOIN {legal_form} AS form ON form.programme = $programme AND form.project_id = kept.project_id
LEFT JOIN {organisation} AS funder
    ON funder.programme = $programme AND funder.organisation_id = gates.first_funder
ORDER BY kept.project_id
