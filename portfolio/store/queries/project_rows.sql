-- One line a project: its words, its last report, its money, its progress, its next milestone.
-- No CTE bears the name of a table: inside a macro it would hide it.
WITH territories AS (
    SELECT
        place.project_id,
        list(
            territory.name || CASE WHEN place.level = 'department' THEN ' (' || place.territory_code || ')' ELSE '' END
            ORDER BY territory.population DESC, place.level, place.territory_code
        ) AS territories
    FROM {project_territory} AS place
    JOIN territory ON territory.level = place.level AND territory.code = place.territory_code
    WHERE place.programme = $programme
    GROUP BY place.project_id
),
lies_in AS (
    SELECT project_id, list(department ORDER BY part DESC, department) AS departments
    FROM {project_part}
    WHERE programme = $programme
    GROUP BY project_id
),
next_milestone AS (
    SELECT project_id, milestone_id, milestone.title, planned_on, expected_on
    FROM {milestone} AS milestone
    JOIN {project} AS project USING (programme, project_id)
    WHERE programme = $programme AND reached_on IS NULL AND project.abandoned_on IS NULL
    QUALIFY row_number() OVER (
        PARTITION BY project_id ORDER BY coalesce(expected_on, planned_on) NULLS LAST, milestone_id
    ) = 1
)
SELECT
    dimension.project_id,
    dimension.title,
    dimension.summary,
    dimension.axis,
    dimension.vertical,
    dimension.lead,
    dimension.lead_name,
    dimension.legal_form,
    coalesce(territories.territories, []) AS territories,
    lies_in.departments,
    dimension.confidence,
    status_report.comment,
    status_report.reported_on,
    money.cost_eur,
    coalesce(money.is_cost_known, false) AS is_cost_whole,
    money.funding_eur,
    coalesce(money.is_funding_known, false) AS is_funding_whole,
    CASE WHEN money.is_known THEN money.secured_eur END AS secured_eur,
    CASE WHEN money.is_known THEN (money.secured_eur / nullif(money.cost_eur, 0))::DOUBLE END AS secured_share,
    progress.declared AS declared_progress,
    progress.planned AS planned_progress,
    upcoming.milestone_id AS next_milestone_id,
    upcoming.title AS next_milestone,
    upcoming.planned_on AS next_planned_on,
    upcoming.expected_on AS next_expected_on,
    CASE WHEN upcoming.expected_on IS NOT NULL OR upcoming.planned_on < $day THEN
        date_diff('day', upcoming.planned_on, greatest(upcoming.expected_on, $day))
    END AS slip_days,
    dimension.abandoned_on,
    latest.known_on
FROM {project_dimension} AS dimension
JOIN {kept} AS kept USING (project_id)
LEFT JOIN territories USING (project_id)
LEFT JOIN lies_in USING (project_id)
LEFT JOIN {project_progress} AS progress USING (programme, project_id)
LEFT JOIN next_milestone AS upcoming USING (project_id)
LEFT JOIN {status_report} AS status_report USING (programme, project_id)
LEFT JOIN {project_funding} AS money USING (programme, project_id)
LEFT JOIN {project_latest} AS latest USING (programme, project_id)
WHERE dimension.programme = $programme
ORDER BY dimension.title COLLATE fr, dimension.project_id
