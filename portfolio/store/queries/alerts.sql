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
concerned AS (
    SELECT dimension.*
    FROM {project_dimension} AS dimension
    JOIN {kept} AS kept USING (project_id)
    JOIN {programme} AS plan USING (programme)
    WHERE dimension.programme = $programme AND dimension.abandoned_on IS NULL AND plan.kind <> 'real'
),
late AS (
    SELECT
        'late_milestone' AS kind,
        milestone.project_id,
        milestone.title AS subject,
        NULL::DECIMAL(18,2) AS amount_eur,
        date_diff('day', milestone.planned_on, greatest(milestone.expected_on, $day)) AS days,
        CASE WHEN milestone.expected_on >= $day THEN milestone.expected_on END AS due_on
    FROM {milestone} AS milestone, threshold
    WHERE
        milestone.programme = $programme
        AND milestone.reached_on IS NULL
        AND milestone.planned_on < $day - threshold.late_days
    QUALIFY row_number() OVER (PARTITION BY milestone.project_id ORDER BY milestone.planned_on, milestone.milestone_id) = 1
),
to_be_found AS (
    SELECT
        'funding_to_be_found' AS kind,
        funding.project_id,
        NULL AS subject,
        sum(funding.amount_eur) AS amount_eur,
        NULL::BIGINT AS days,
        min(funding.needed_on) AS due_on
    FROM {funding} AS funding, threshold
    WHERE
        funding.programme = $programme
        AND funding.certainty = 'to_be_found'
        AND funding.needed_on <= $day + threshold.notice_days
    GROUP BY funding.project_id
),
gap AS (
    SELECT
        'plan_gap' AS kind,
        money.project_id,
        NULL AS subject,
        money.cost_eur - money.funding_eur AS amount_eur,
        NULL::BIGINT AS days,
        NULL::DATE AS due_on
    FROM {project_funding} AS money, threshold
    WHERE
        money.programme = $programme
        AND money.is_cost_known
        AND money.is_funding_known
        AND money.cost_eur - money.funding_eur > threshold.tolerance_eur
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
    SELECT
        report.confidence AS kind,
        report.project_id,
        NULL AS subject,
        NULL::DECIMAL(18,2) AS amount_eur,
        NULL::BIGINT AS days,
        NULL::DATE AS due_on
    FROM {status_report} AS report
    WHERE report.programme = $programme AND report.confidence IN ('needs_support', 'compromised')
),
-- A contract that ends soon; without a reversibility clause, nobody may be able to take over.
contract AS (
    SELECT
        CASE WHEN form.is_reversible THEN 'contract_ends' ELSE 'contract_ends_without_return' END AS kind,
        form.project_id,
        NULL AS subject,
        NULL::DECIMAL(18,2) AS amount_eur,
        NULL::BIGINT AS days,
        form.ends_on AS due_on
    FROM {legal_form} AS form, threshold
    WHERE
        form.programme = $programme
        AND form.ends_on BETWEEN $day AND $day + to_months(threshold.contract_months)
),
-- Those whose every milestone is reached owe no more news.
finished AS (
    SELECT project_id
    FROM {milestone}
    WHERE programme = $programme
    GROUP BY project_id
    HAVING bool_and(reached_on IS NOT NULL)
),
silent AS (
    SELECT
        'silent' AS kind,
        report.project_id,
        NULL AS subject,
        NULL::DECIMAL(18,2) AS amount_eur,
        date_diff('day', report.reported_on, $day) AS days,
        NULL::DATE AS due_on
    FROM {status_report} AS report, threshold
    WHERE report.programme = $programme AND report.reported_on < $day - threshold.silence_days
    UNION ALL BY NAME
    -- Those that never spoke, since the plan knows them.
    SELECT
        'silent' AS kind,
        history.project_id,
        NULL AS subject,
        NULL::DECIMAL(18,2) AS amount_eur,
        date_diff('day', min(history.known_from)::DATE, $day) AS days,
        NULL::DATE AS due_on
    FROM project_history AS history
    ANTI JOIN {status_report} AS report USING (programme, project_id)
    CROSS JOIN threshold
    WHERE history.programme = $programme AND history.known_from < $t
    GROUP BY history.project_id, threshold.silence_days
    HAVING min(history.known_from)::DATE < $day - threshold.silence_days
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
WHERE alert.kind <> 'silent' OR project_id NOT IN (SELECT project_id FROM finished)
ORDER BY alert.amount_eur DESC NULLS LAST, alert.days DESC NULLS LAST, project.title COLLATE fr, project_id, alert.kind
