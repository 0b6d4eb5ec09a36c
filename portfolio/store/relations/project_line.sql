-- One row a project as lists show it on the day: what is kept of it, with its progress, the days its next milestone slips
-- and the day of its latest news.
SELECT
    line.*,
    progress.declared AS declared_progress,
    progress.planned AS planned_progress,
    CASE WHEN line.next_expected_on IS NOT NULL OR line.next_planned_on < $day THEN
        date_diff('day', line.next_planned_on, greatest(line.next_expected_on, $day))
    END AS slip_days,
    latest.known_on
FROM {project_row} AS line
LEFT JOIN {project_progress} AS progress USING (programme, project_id)
LEFT JOIN {project_latest} AS latest USING (programme, project_id)
