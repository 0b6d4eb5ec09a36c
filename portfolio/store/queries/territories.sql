-- Every commune, EPCI and département with its population, and where it lies; an EPCI where most of it does.
SELECT 'commune' AS level, code, name, department, region, population FROM communes
UNION ALL BY NAME
SELECT 'epci' AS level, epci.siren AS code, epci.name, held.department, departments.region, epci.population
FROM epci
JOIN epci_departments AS held USING (siren)
JOIN departments ON departments.code = held.department
QUALIFY row_number() OVER (PARTITION BY epci.siren ORDER BY held.population_share DESC, held.department) = 1
UNION ALL BY NAME
SELECT 'department' AS level, code, name, code AS department, region, population FROM departments
ORDER BY level, code
