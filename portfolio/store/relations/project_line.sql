-- One row a project as lists show it on the day, column by column: what is kept of it, with its progress, the days its next
-- milestone slips and the day of its latest news; then what it is found and sorted by.
SELECT
    line.programme,
    line.project_id,
    line.title,
    line.summary,
    line.axis,
    line.vertical,
    line.lead,
    line.lead_name,
    line.legal_form,
    line.territories,
    line.departments,
    line.confidence,
    line.comment,
    line.reported_on,
    line.cost_eur,
    line.is_cost_whole,
    line.funding_eur,
    line.is_funding_whole,
    line.secured_eur,
    line.secured_share,
    progress.declared AS declared_progress,
    progress.planned AS planned_progress,
    line.next_milestone_id,
    line.next_milestone,
    line.next_planned_on,
    line.next_expected_on,
    CASE WHEN line.next_expected_on IS NOT NULL OR line.next_planned_on < $day THEN
        date_diff('day', line.next_planned_on, greatest(line.next_expected_on, $day))
    END AS slip_days,
    line.abandoned_on,
    latest.known_on,
    line.words,
    line.name_key,
    line.territory_key,
    line.lead_key
FROM {project_row} AS line
LEFT JOIN {project_progress} AS progress USING (programme, project_id)
LEFT JOIN {project_latest} AS latest USING (programme, project_id)
