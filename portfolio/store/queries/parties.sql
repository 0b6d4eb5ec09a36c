-- Who leads and who pays in the programme, each with how many projects, those with most of them first.
WITH party AS (
    SELECT 'lead' AS persona, lead_id AS organisation_id, project_id
    FROM {project}
    WHERE programme = $programme AND lead_id IS NOT NULL
    UNION ALL
    SELECT 'funder' AS persona, funder_id AS organisation_id, project_id
    FROM {funding_line}
    WHERE programme = $programme
)
SELECT party.persona, party.organisation_id, any_value(organisation.name) AS name,
    count(DISTINCT party.project_id) AS projects
FROM party
LEFT JOIN {organisation} AS organisation
    ON organisation.programme = $programme AND organisation.organisation_id = party.organisation_id
GROUP BY party.persona, party.organisation_id
ORDER BY projects DESC, name COLLATE fr, party.organisation_id, persona DESC
