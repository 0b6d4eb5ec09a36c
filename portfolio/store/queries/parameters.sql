-- The parameters, with their dates and sources.
SELECT
    key,
    value,
    unit,
    nullif(valid_from, '')::DATE AS valid_from,
    nullif(valid_until, '')::DATE AS valid_until,
    label_fr,
    label_en,
    source
FROM parameters
ORDER BY source COLLATE fr, label_fr COLLATE fr
