-- One row a flow that designates a funder, with the one that answers for it that day. What everyone reads designates a
-- successor as soon as it is recorded; a model in a log of its own is left as it was said, and followed here: from each
-- organisation to its successor, and to the one that replaced it in the project since.
WITH RECURSIVE passed AS (
    SELECT programme, NULL AS project_id, organisation_id AS leaving, successor_id, known_from FROM {succession}
    UNION ALL
    SELECT programme, project_id, funder_id, successor_id, known_from FROM {replacement}
    UNION ALL
    SELECT programme, project_id, lead_id, successor_id, known_from FROM {handover} WHERE with_own_funds
),
designated AS (
    SELECT programme, project_id, scenario, flow_id, funder_id, known_from, 0 AS steps
    FROM {economic_flow}
    WHERE funder_id IS NOT NULL
    UNION ALL
    SELECT
        designated.programme,
        designated.project_id,
        designated.scenario,
        designated.flow_id,
        passed.successor_id,
        greatest(passed.known_from, designated.known_from),
        steps + 1
    FROM designated
    JOIN passed
        ON passed.leaving = designated.funder_id
        AND designated.programme = passed.programme || '~' || designated.project_id
        -- Nobody designates an organisation that was succeeded; one that was replaced may be designated again.
        AND (
            passed.project_id IS NULL
            OR (passed.project_id = designated.project_id AND passed.known_from > designated.known_from)
        )
)
SELECT programme, project_id, scenario, flow_id, first(funder_id ORDER BY steps DESC, known_from) AS funder_id
FROM designated
GROUP BY programme, project_id, scenario, flow_id
