-- What the figures of one project say of the confidence that its lead declared.
SELECT project_id, days_late, gap_points, progress, on_track_but_late, on_track_but_behind, compromised_but_nearly_done
FROM {confidence_check}
WHERE programme = $programme AND project_id = $project_id
