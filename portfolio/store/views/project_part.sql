-- One row a project and département (or région where no more is said): the part of the project that lies there.
-- Declared shares decide when every territory of the project has one; otherwise population does, and where nobody
-- lives, equal parts. Parts sum to 1.
WITH held AS (
    SELECT
        project.programme,
        project.project_id,
        place.level,
        place.territory_code AS code,
        place.share::DOUBLE AS share,
        territory.population::DOUBLE AS population,
        bool_and(place.share IS NOT NULL) OVER (PARTITION BY project.programme, project.project_id) AS is_shared
    FROM {project} AS project
    LEFT JOIN {project_territory} AS place USING (programme, project_id)
    LEFT JOIN territory ON territory.level = place.level AND territory.code = place.territory_code
),
weighed AS (
    SELECT
        *,
        coalesce(CASE WHEN is_shared THEN share ELSE population END, 1) AS weight
    FROM held
),
placed AS (
    SELECT
        weighed.programme,
        weighed.project_id,
        territory_part.department,
        CASE WHEN weighed.level = 'region' THEN weighed.code ELSE departments.region END AS region,
        sum(weight * coalesce(territory_part.part, 1)) AS weight
    FROM weighed
    LEFT JOIN territory_part ON territory_part.level = weighed.level AND territory_part.code = weighed.code
    LEFT JOIN departments ON departments.code = territory_part.department
    GROUP BY ALL
),
shared AS (
    SELECT
        programme,
        project_id,
        department,
        region,
        CASE
            WHEN sum(weight) OVER project > 0 THEN weight / sum(weight) OVER project
            ELSE 1.0 / count(*) OVER project
        END AS part
    FROM placed
    WINDOW project AS (PARTITION BY programme, project_id)
)
SELECT
    *,
    list(part) OVER (PARTITION BY programme, project_id) AS parts,
    row_number() OVER (PARTITION BY programme, project_id ORDER BY part DESC, department, region) = 1 AS is_largest
FROM shared
