-- The inhabitants of the territories where a project lies, together; NULL when those of one are not known, no row when it
-- lies nowhere that is known.
SELECT CASE WHEN bool_and(territory.population IS NOT NULL) THEN sum(territory.population)::BIGINT END AS inhabitants
FROM {project_territory} AS place
LEFT JOIN territory ON territory.level = place.level AND territory.code = place.territory_code
WHERE place.programme = $programme AND place.project_id = $project_id
HAVING count(*) > 0
