-- One row a milestone that some agreement waits for: verified when every funder asked has verified its current file.
SELECT
    programme,
    project_id,
    milestone_id,
    any_value(weight) AS weight,
    count(*) AS funders,
    count(*) FILTER (is_verified) AS verified,
    bool_and(is_verified) AS is_verified,
    CASE WHEN bool_and(is_verified) THEN max(verified_on) END AS verified_on
FROM {milestone_answer}
GROUP BY programme, project_id, milestone_id
