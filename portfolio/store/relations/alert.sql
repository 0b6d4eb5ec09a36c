-- What the committee should look at first: the rules that a project meets, a row each. Thresholds are dated parameters.
-- Nothing is asked of the organisations of a programme of real, public facts.
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
to_be_found AS (
    SELECT project_id, sum(amount_eur) AS amount_eur, min(needed_on) AS needed_on
    FROM {funding}, threshold
    WHERE programme = $programme AND certainty = 'to_be_found' AND needed_on <= $day + threshold.notice_days
    GROUP BY project_id
),
known AS (
    SELECT project_id, min(known_from)::DATE AS since FROM project_history WHERE programme = $programme GROUP BY project_id
),
concerned AS (
    SELECT
        line.*,
        threshold.*,
        missing.project_id IS NOT NULL AS is_to_be_found,
        missing.amount_eur AS missing_eur,
        missing.needed_on,
        checked.* EXCLUDE (programme, project_id),
        -- Since the last report, or since the plan knows a project that never spoke; those whose every milestone is
        -- reached owe no more news.
        CASE WHEN NOT line.is_finished THEN coalesce(line.reported_on, known.since) END AS heard_on
    FROM {project_row} AS line
    JOIN {kept} AS kept USING (project_id)
    JOIN {programme} AS plan USING (programme)
    JOIN known USING (project_id)
    LEFT JOIN to_be_found AS missing USING (project_id)
    LEFT JOIN {confidence_check} AS checked USING (programme, project_id)
    CROSS JOIN threshold
    WHERE line.programme = $programme AND line.abandoned_on IS NULL AND plan.kind <> 'real'
),
-- A row a rule that is met; a contract without a reversibility clause, nobody may be able to take over.
met AS (
    SELECT
        *,
        unnest([
            CASE WHEN is_to_be_found THEN 'funding_to_be_found' END,
            CASE WHEN is_cost_whole AND is_funding_whole AND cost_eur - funding_eur > tolerance_eur THEN 'plan_gap' END,
            CASE WHEN earliest_planned_on < $day - late_days THEN 'late_milestone' END,
            CASE WHEN confidence = 'compromised' THEN 'compromised' END,
            CASE WHEN confidence = 'needs_support' THEN 'needs_support' END,
            CASE WHEN on_track_but_late THEN 'on_track_but_late' END,
            CASE WHEN on_track_but_behind THEN 'on_track_but_behind' END,
            CASE WHEN compromised_but_nearly_done THEN 'compromised_but_nearly_done' END,
            CASE WHEN heard_on < $day - silence_days THEN 'silent' END,
            CASE WHEN contract_ends_on BETWEEN $day AND $day + to_months(contract_months) THEN
                CASE WHEN is_reversible THEN 'contract_ends' ELSE 'contract_ends_without_return' END
            END
        ]) AS kind
    FROM concerned
)
SELECT
    kind,
    project_id,
    title,
    CASE WHEN kind = 'late_milestone' THEN earliest_milestone END AS subject,
    CASE kind WHEN 'funding_to_be_found' THEN missing_eur WHEN 'plan_gap' THEN cost_eur - funding_eur END AS amount_eur,
    CASE kind
        WHEN 'late_milestone' THEN date_diff('day', earliest_planned_on, greatest(earliest_expected_on, $day))
        WHEN 'on_track_but_late' THEN days_late
        WHEN 'silent' THEN date_diff('day', heard_on, $day)
    END AS days,
    CASE kind WHEN 'on_track_but_behind' THEN gap_points WHEN 'compromised_but_nearly_done' THEN 100 * progress END AS points,
    lead_name AS actor,
    CASE
        WHEN kind = 'funding_to_be_found' THEN needed_on
        WHEN kind = 'late_milestone' AND earliest_expected_on >= $day THEN earliest_expected_on
        WHEN kind LIKE 'contract_ends%' THEN contract_ends_on
    END AS due_on
FROM met
WHERE kind IS NOT NULL
