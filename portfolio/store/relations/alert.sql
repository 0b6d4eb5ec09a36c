-- What the committee should look at first. One SELECT an alert; thresholds are dated parameters. Nothing is asked of the
-- organisations of a programme of real, public facts.
WITH threshold AS (
    SELECT
        max(value::INT) FILTER (key = 'milestone_late_threshold') AS late_days,
        max(value::INT) FILTER (key = 'funding_needed_notice') AS notice_days,
        max(value::INT) FILTER (key = 'report_silence_threshold') AS silence_days,
        max(value) FILTER (key = 'plan_balance_tolerance') AS tolerance_eur,
        max(value::INT) FILTER (key = 'contract_end_notice') AS contract_months
    FROM parameters_in_force($day)
),
-- No CTE bears the name of a table: inside a relation it would hide it.
concerned AS MATERIALIZED (
    SELECT line.*
    FROM {project_row} AS line
    JOIN {kept} AS kept USING (project_id)
    JOIN {programme} AS plan USING (programme)
    WHERE line.programme = $programme AND line.abandoned_on IS NULL AND plan.kind <> 'real'
),
late AS (
    SELECT
        'late_milestone' AS kind,
        project_id,
        earliest_milestone AS subject,
        date_diff('day', earliest_planned_on, greatest(earliest_expected_on, $day)) AS days,
        CASE WHEN earliest_expected_on >= $day THEN earliest_expected_on END AS due_on
    FROM concerned, threshold
    WHERE earliest_planned_on < $day - threshold.late_days
),
to_be_found AS (
    SELECT
        'funding_to_be_found' AS kind,
        project_id,
        sum(amount_eur) AS amount_eur,
        min(needed_on) AS due_on
    FROM {funding}, threshold
    WHERE
        programme = $programme
        AND certainty = 'to_be_found'
        AND needed_on <= $day + threshold.notice_days
    GROUP BY project_id
),
gap AS (
    SELECT 'plan_gap' AS kind, project_id, cost_eur - funding_eur AS amount_eur
    FROM concerned, threshold
    WHERE is_cost_whole AND is_funding_whole AND cost_eur - funding_eur > threshold.tolerance_eur
),
-- What leads declare against what the figures say.
checked AS MATERIALIZED (FROM {confidence_check} WHERE programme = $programme),
contradicted AS (
    SELECT 'on_track_but_late' AS kind, project_id, days_late AS days FROM checked WHERE on_track_but_late
    UNION ALL BY NAME
    SELECT 'on_track_but_behind' AS kind, project_id, gap_points AS points FROM checked WHERE on_track_but_behind
    UNION ALL BY NAME
    SELECT 'compromised_but_nearly_done' AS kind, project_id, 100 * progress AS points
    FROM checked
    WHERE compromised_but_nearly_done
),
confidence AS (
    SELECT confidence AS kind, project_id FROM concerned WHERE confidence IN ('needs_support', 'compromised')
),
-- A contract that ends soon; without a reversibility clause, nobody may be able to take over.
contract AS (
    SELECT
        CASE WHEN is_reversible THEN 'contract_ends' ELSE 'contract_ends_without_return' END AS kind,
        project_id,
        contract_ends_on AS due_on
    FROM concerned, threshold
    WHERE contract_ends_on BETWEEN $day AND $day + to_months(threshold.contract_months)
),
-- Since the last report, or since the plan knows a project that never spoke; those whose every milestone is reached owe
-- no more news.
heard AS (
    SELECT project_id, reported_on AS heard_on FROM concerned WHERE reported_on IS NOT NULL AND NOT is_finished
    UNION ALL
    SELECT project_id, min(history.known_from)::DATE AS heard_on
    FROM concerned
    JOIN project_history AS history USING (programme, project_id)
    WHERE reported_on IS NULL AND NOT is_finished
    GROUP BY project_id
),
silent AS (
    SELECT 'silent' AS kind, project_id, date_diff('day', heard_on, $day) AS days
    FROM heard, threshold
    WHERE heard_on < $day - threshold.silence_days
)
SELECT alert.kind, project.project_id, project.title, alert.subject, alert.amount_eur, alert.days,
    alert.points, project.lead_name AS actor, alert.due_on
FROM (
    FROM late
    UNION ALL BY NAME FROM to_be_found
    UNION ALL BY NAME FROM gap
    UNION ALL BY NAME FROM confidence
    UNION ALL BY NAME FROM contradicted
    UNION ALL BY NAME FROM silent
    UNION ALL BY NAME FROM contract
) AS alert
JOIN concerned AS project USING (project_id)
