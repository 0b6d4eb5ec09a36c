-- One row a milestone and funder whose agreements wait for it: what it says of the current version of the file, itself or
-- for each of its agreements through the funder that this one relies on. An answer on an earlier version is no answer any
-- more, and what an instructor proposes none yet. An instalment may wait for several milestones: `instalments` names those
-- held back, `amounts` what each is worth.
WITH asked AS (
    SELECT
        programme,
        project_id,
        milestone_id,
        funder_id,
        relies_on_id,
        sum(amount_eur) AS amount_eur,
        min(due_on) AS due_on,
        bool_or(has_two_steps) AS has_two_steps,
        list(agreement_id || '/' || instalment_id ORDER BY agreement_id) FILTER (instalment_id IS NOT NULL)
            AS instalments,
        list(amount_eur ORDER BY agreement_id) FILTER (instalment_id IS NOT NULL) AS amounts
    FROM {awaited}
    GROUP BY programme, project_id, milestone_id, funder_id, relies_on_id
),
heard AS (
    SELECT
        asked.*,
        milestone.weight,
        submission.version::INTEGER AS version,
        own.answer,
        own.proposes,
        own.reason,
        own.answered_on,
        chief.answer AS chief_answer,
        chief.answered_on AS chief_answered_on
    FROM asked
    JOIN {milestone} AS milestone USING (programme, project_id, milestone_id)
    LEFT JOIN {submission} AS submission USING (programme, project_id, milestone_id)
    LEFT JOIN {verification} AS own
        ON own.programme = asked.programme AND own.project_id = asked.project_id
        AND own.milestone_id = asked.milestone_id AND own.funder_id = asked.funder_id
        AND own.version = submission.version
    LEFT JOIN {verification} AS chief
        ON chief.programme = asked.programme AND chief.project_id = asked.project_id
        AND chief.milestone_id = asked.milestone_id AND chief.funder_id = asked.relies_on_id
        AND chief.version = submission.version
)
SELECT
    programme,
    project_id,
    milestone_id,
    funder_id,
    any_value(weight) AS weight,
    any_value(version) AS version,
    sum(amount_eur) AS amount_eur,
    min(due_on) AS due_on,
    flatten(list(coalesce(instalments, []) ORDER BY relies_on_id)) AS instalments,
    flatten(list(coalesce(amounts, []) ORDER BY relies_on_id)) AS amounts,
    bool_or(has_two_steps) AS has_two_steps,
    any_value(answer) AS answer,
    any_value(proposes) AS proposes,
    any_value(reason) AS reason,
    any_value(answered_on) AS answered_on,
    coalesce(nullif(any_value(answer), 'proposed') = 'verified', bool_and(coalesce(chief_answer = 'verified', false))) AS is_verified,
    CASE
        WHEN any_value(answer) = 'verified' THEN any_value(answered_on)
        WHEN nullif(any_value(answer), 'proposed') IS NULL AND bool_and(coalesce(chief_answer = 'verified', false))
            THEN max(chief_answered_on)
    END AS verified_on
FROM heard
GROUP BY programme, project_id, milestone_id, funder_id
