-- What each funder says of each milestone that its agreements wait for; abandoned projects ask for nothing.
SELECT
    heard.project_id,
    project.title AS project,
    project.lead_id AS lead,
    heard.milestone_id,
    milestone.title,
    milestone.weight,
    milestone.planned_on,
    milestone.expected_on,
    milestone.reached_on,
    heard.funder_id,
    funder.name AS funder,
    heard.amount_eur,
    heard.due_on,
    heard.instalments,
    heard.amounts,
    heard.version,
    submission.submitted_on,
    heard.has_two_steps,
    heard.answer,
    heard.proposes,
    heard.reason,
    heard.answered_on,
    heard.is_verified
FROM {milestone_answer} AS heard
JOIN {project} AS project USING (programme, project_id)
JOIN {milestone} AS milestone USING (programme, project_id, milestone_id)
LEFT JOIN {submission} AS submission USING (programme, project_id, milestone_id)
LEFT JOIN {organisation} AS funder ON funder.programme = heard.programme AND funder.organisation_id = heard.funder_id
WHERE
    heard.programme = $programme
    AND project.abandoned_on IS NULL
    AND ($project_id::VARCHAR IS NULL OR heard.project_id = $project_id)
    AND ($funder_id::VARCHAR IS NULL OR heard.funder_id = $funder_id)
ORDER BY heard.due_on NULLS LAST, heard.amount_eur DESC NULLS LAST, heard.project_id, heard.milestone_id, heard.funder_id
