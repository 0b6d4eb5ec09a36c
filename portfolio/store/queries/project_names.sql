-- Projects by name, the first of them.
SELECT project_id, title
FROM {project_row}
JOIN {kept} AS kept USING (project_id)
WHERE programme = $programme
ORDER BY name_key, project_id
LIMIT $most
