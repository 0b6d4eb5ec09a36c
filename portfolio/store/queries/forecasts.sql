-- Each version of a project's milestones that was known by the day asked, in the order they were said. What was taken
-- back was not promised.
SELECT
    milestone_id,
    title,
    CAST(known_from AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Paris' AS DATE) AS said_on,
    planned_on,
    expected_on,
    reached_on
FROM milestone_history
ANTI JOIN {undone} USING (programme, sequence)
WHERE programme = $programme AND project_id = $project_id AND known_from < $t AND NOT ended
ORDER BY milestone_id, known_from, sequence
