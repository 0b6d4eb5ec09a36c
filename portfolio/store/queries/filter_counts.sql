-- Each value of a dimension that some project of the programme has, with how many projects the filters leave it.
WITH valued AS (
    SELECT
        project_id,
        CASE $dimension
            WHEN 'axis' THEN axis
            WHEN 'vertical' THEN vertical
            WHEN 'legal_form' THEN legal_form
            WHEN 'confidence' THEN confidence
        END AS code
    FROM {project_row}
    WHERE programme = $programme AND $dimension <> 'department'
    UNION ALL
    SELECT project_id, department
    FROM {project_part}
    WHERE programme = $programme AND $dimension = 'department'
)
SELECT code, count(DISTINCT kept.project_id) AS projects
FROM valued
LEFT JOIN {kept} AS kept USING (project_id)
GROUP BY code
ORDER BY code
