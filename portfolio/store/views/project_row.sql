-- One row a project: what every list and card needs of it, save what depends on the day. `words`: what is searched, folded;
-- `…_key`: as people count. No CTE bears the name of a table: inside a macro it would hide it.
WITH places AS (
    SELECT
        place.programme,
        place.project_id,
        list(
            territory.name || CASE WHEN place.level = 'department' THEN ' (' || place.territory_code || ')' ELSE '' END
            ORDER BY territory.population DESC, place.level, place.territory_code
        ) AS territories
    FROM {project_territory} AS place
    JOIN territory ON territory.level = place.level AND territory.code = place.territory_code
    GROUP BY place.programme, place.project_id
),
lies_in AS (
    SELECT programme, project_id, list(department ORDER BY part DESC, department) AS departments
    FROM {project_part}
    GROUP BY programme, project_id
),
next_milestone AS (
    SELECT programme, project_id, milestone_id, milestone.title, planned_on, expected_on
    FROM {milestone} AS milestone
    JOIN {project} AS project USING (programme, project_id)
    WHERE reached_on IS NULL AND project.abandoned_on IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY programme, project_id ORDER BY coalesce(expected_on, planned_on) NULLS LAST, milestone_id
    ) = 1
),
-- The one of those not reached whose initial date comes first, and whether none is left.
stepped AS (
    SELECT
        programme,
        project_id,
        bool_and(reached_on IS NOT NULL) AS is_finished,
        min_by({'title': title, 'planned_on': planned_on, 'expected_on': expected_on}, (planned_on, milestone_id))
            FILTER (reached_on IS NULL AND planned_on IS NOT NULL) AS earliest
    FROM {milestone}
    GROUP BY programme, project_id
),
described AS (
    SELECT
        dimension.*,
        coalesce(places.territories, []) AS territories,
        lies_in.departments,
        status_report.comment,
        status_report.reported_on,
        money.cost_eur,
        coalesce(money.is_cost_known, false) AS is_cost_whole,
        money.funding_eur,
        coalesce(money.is_funding_known, false) AS is_funding_whole,
        CASE WHEN money.is_known THEN money.secured_eur END AS secured_eur,
        CASE WHEN money.is_known THEN (money.secured_eur / nullif(money.cost_eur, 0))::DOUBLE END AS secured_share,
        upcoming.milestone_id AS next_milestone_id,
        upcoming.title AS next_milestone,
        upcoming.planned_on AS next_planned_on,
        upcoming.expected_on AS next_expected_on,
        stepped.earliest.title AS earliest_milestone,
        stepped.earliest.planned_on AS earliest_planned_on,
        stepped.earliest.expected_on AS earliest_expected_on,
        coalesce(stepped.is_finished, false) AS is_finished,
        contract.ends_on AS contract_ends_on,
        contract.is_reversible
    FROM {project_dimension} AS dimension
    LEFT JOIN places USING (programme, project_id)
    LEFT JOIN lies_in USING (programme, project_id)
    LEFT JOIN next_milestone AS upcoming USING (programme, project_id)
    LEFT JOIN stepped USING (programme, project_id)
    LEFT JOIN {legal_form} AS contract USING (programme, project_id)
    LEFT JOIN {status_report} AS status_report USING (programme, project_id)
    LEFT JOIN {project_funding} AS money USING (programme, project_id)
)
SELECT
    *,
    folded(concat_ws(' ', title, project_id, array_to_string(territories, ' '), lead_name, summary)) AS words,
    natural_key(title) AS name_key,
    natural_key(territories[1]) AS territory_key,
    natural_key(lead_name) AS lead_key
FROM described
