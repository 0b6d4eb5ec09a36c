-- The projects whose model lies in a log of its own, with who may read it.
SELECT
    model.project_id,
    model.audience,
    project.lead_id,
    list(DISTINCT line.funder_id ORDER BY line.funder_id) FILTER (line.funder_id IS NOT NULL) AS funders
FROM {economic_model} AS model
JOIN {project} AS project ON project.programme = $programme AND project.project_id = model.project_id
LEFT JOIN {funding_line} AS line ON line.programme = $programme AND line.project_id = model.project_id
WHERE model.programme = $programme || '~' || model.project_id
GROUP BY model.project_id, model.audience, project.lead_id
ORDER BY model.project_id
