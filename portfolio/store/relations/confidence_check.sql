-- One row a project under way whose lead declared its confidence: what its figures of the day say of it. Each rule is true,
-- false, or NULL where it applies and its figure is not known; its threshold is a dated parameter.
WITH threshold AS (
    SELECT
        max(value) FILTER (key = 'milestone_late_threshold') AS late_after_days,
        max(value) FILTER (key = 'progress_gap_threshold') AS behind_under_points,
        max(value) FILTER (key = 'compromised_progress_threshold') AS nearly_done_from
    FROM parameters_in_force($day)
)
SELECT
    report.programme,
    report.project_id,
    paced.days_late,
    paced.gap_points,
    paced.declared AS progress,
    CASE
        WHEN report.confidence <> 'on_track' THEN false
        WHEN exceeds(paced.days_late, threshold.late_after_days) THEN true
        WHEN NOT coalesce(paced.is_one_undated, false) THEN false
    END AS on_track_but_late,
    CASE
        WHEN report.confidence <> 'on_track' THEN false
        ELSE exceeds(-paced.gap_points, -threshold.behind_under_points)
    END AS on_track_but_behind,
    CASE
        WHEN report.confidence <> 'compromised' THEN false
        ELSE reaches(paced.declared, threshold.nearly_done_from)
    END AS compromised_but_nearly_done
FROM {status_report} AS report
JOIN {project} AS project USING (programme, project_id)
LEFT JOIN {project_progress} AS paced USING (programme, project_id)
CROSS JOIN threshold
WHERE project.abandoned_on IS NULL
