-- How many projects are found, of how many, and what is known of those found.
SELECT
    count(*) AS found,
    (SELECT count(*) FROM {project} WHERE programme = $programme) AS total,
    sum(cost_eur) AS cost_eur,
    count(*) FILTER (is_cost_whole) AS whole_costs,
    count(confidence) AS confidences
FROM {project_row}
JOIN {kept} AS kept USING (project_id)
WHERE programme = $programme AND finds($words, words)
