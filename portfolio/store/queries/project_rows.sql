-- One line a project: its words, its last report, its money, its progress, its next milestone.
SELECT
    project_id,
    title,
    summary,
    axis,
    vertical,
    lead,
    lead_name,
    legal_form,
    territories,
    departments,
    confidence,
    comment,
    reported_on,
    cost_eur,
    is_cost_whole,
    funding_eur,
    is_funding_whole,
    secured_eur,
    secured_share,
    declared_progress,
    planned_progress,
    next_milestone_id,
    next_milestone,
    next_planned_on,
    next_expected_on,
    slip_days,
    abandoned_on,
    known_on
FROM {project_line}
JOIN {kept} AS kept USING (project_id)
WHERE programme = $programme
ORDER BY title COLLATE fr, project_id
