-- The territories of a level found by code, or by words of their name, accents, case and hyphens aside; the most
-- populated first.
WITH asked AS (
    SELECT
        upper(trim($words)) AS code,
        regexp_replace(strip_accents(lower(trim($words))), '[^a-z0-9]+', ' ', 'g') AS words
),
named AS (
    SELECT *, regexp_replace(strip_accents(lower(name)), '[^a-z0-9]+', ' ', 'g') AS words
    FROM territory
    WHERE level = $level
)
SELECT named.code, named.name, any_value(territory_part.department) AS department
FROM named
CROSS JOIN asked
LEFT JOIN territory_part ON territory_part.level = named.level AND territory_part.code = named.code
WHERE named.code = asked.code OR (trim(asked.words) <> '' AND contains(named.words, asked.words))
GROUP BY named.code, named.name, named.population, named.words, asked.code, asked.words
ORDER BY named.code = asked.code DESC, named.words = asked.words DESC, named.population DESC, named.code
LIMIT 30
