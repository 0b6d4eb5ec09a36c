-- Each flow of a project that designates a funder, with the one that answers for it that day.
SELECT scenario, flow_id, funder_id
FROM {flow_funder}
WHERE
    project_id = $project_id
    AND programme = CASE WHEN list_contains($private::VARCHAR[], $project_id)
        THEN $programme || '~' || $project_id ELSE $programme END
ORDER BY scenario, flow_id
