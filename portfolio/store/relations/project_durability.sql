-- One row a project that is not abandoned, which nothing can outlive, with its cost and the gates of its economic model,
-- NULL where it has none. A model that is not everyone's to read lies in a log of its own, and is read for the projects
-- of `$private` only.
SELECT
    project.programme,
    project.project_id,
    money.cost_eur,
    coalesce(money.is_cost_known, false) AS is_cost_known,
    gates.project_id IS NOT NULL AS has_model,
    gates.* EXCLUDE (programme, project_id),
    form.ends_on AS contract_ends_on,
    form.is_reversible
FROM {project} AS project
LEFT JOIN {project_funding} AS money USING (programme, project_id)
LEFT JOIN {legal_form} AS form USING (programme, project_id)
LEFT JOIN {durability} AS gates
    ON gates.project_id = project.project_id
    AND (
        gates.programme = project.programme
        OR (
            gates.programme = project.programme || '~' || project.project_id
            AND list_contains($private::VARCHAR[], project.project_id)
        )
    )
WHERE project.abandoned_on IS NULL
QUALIFY row_number() OVER (PARTITION BY project.programme, project.project_id ORDER BY gates.programme DESC) = 1
