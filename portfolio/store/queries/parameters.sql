-- The parameters in force on the day asked, with their dates and sources.
SELECT key, value, unit, valid_from, valid_until, label_fr, label_en, source
FROM parameters_in_force($day)
ORDER BY source COLLATE fr, label_fr COLLATE fr, key, valid_from
