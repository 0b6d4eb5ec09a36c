-- The organisations of any programme that bear a SIREN.
SELECT programme, organisation_id, name, family
FROM {organisation}
WHERE siren = $siren
ORDER BY programme, organisation_id
