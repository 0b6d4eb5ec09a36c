-- One line a project: its words, its last report, its money, its progress, its next milestone.
SELECT line.* EXCLUDE (programme, words, name_key, territory_key, lead_key)
FROM {project_line} AS line
JOIN {kept} AS kept USING (project_id)
WHERE programme = $programme
ORDER BY title COLLATE fr, project_id
