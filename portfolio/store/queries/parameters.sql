-- The parameters in force on the day asked, with their dates and sources.
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
WHERE
    coalesce(nullif(valid_from, '')::DATE <= $day, true)
    AND coalesce(nullif(valid_until, '')::DATE >= $day, true)
ORDER BY source COLLATE fr, label_fr COLLATE fr
