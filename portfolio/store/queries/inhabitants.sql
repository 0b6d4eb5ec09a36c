-- The inhabitants of the territories where a project lies, together, each commune once whatever names it; NULL when those
-- of one are not known, no row when it lies nowhere that is known.
WITH place AS (
    SELECT level, territory_code FROM {project_territory} WHERE programme = $programme AND project_id = $project_id
),
served AS (
    SELECT DISTINCT place.level || place.territory_code AS place, communes.code, communes.population
    FROM place
    LEFT JOIN communes ON place.territory_code = CASE place.level
        WHEN 'commune' THEN communes.code
        WHEN 'epci' THEN communes.epci
        WHEN 'department' THEN communes.department
        WHEN 'region' THEN communes.region
        ELSE 'FR' END
),
counted AS (SELECT DISTINCT CASE WHEN code IS NULL THEN place ELSE code END, population FROM served)
SELECT CASE WHEN bool_and(population IS NOT NULL) THEN sum(population)::BIGINT END AS inhabitants
FROM counted
HAVING count(*) > 0
