-- The projects whose model lies in a log of its own, with who may read it: those who fund it are those of its lines that
-- were not refused, and of its agreements in force.
WITH payer AS (
    SELECT project_id, funder_id FROM {funding_line} WHERE programme = $programme AND status <> 'refused'
    UNION SELECT project_id, funder_id FROM {agreement} WHERE programme = $programme AND lapsed_on IS NULL
)
SELECT
    model.project_id,
    model.audience,
    project.lead_id,
    list(payer.funder_id ORDER BY payer.funder_id) FILTER (payer.funder_id IS NOT NULL) AS funders
FROM {economic_model} AS model
JOIN {project} AS project ON project.programme = $programme AND project.project_id = model.project_id
LEFT JOIN payer ON payer.project_id = model.project_id
WHERE model.programme = $programme || '~' || model.project_id
GROUP BY model.project_id, model.audience, project.lead_id
ORDER BY model.project_id
