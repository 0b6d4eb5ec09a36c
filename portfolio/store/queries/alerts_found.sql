-- How many alerts there are, and what is at stake in all of them.
SELECT
    count(*) AS found,
    sum(amount_eur) AS amount_eur,
    max(days) FILTER (kind = 'late_milestone') AS most_days_late
FROM {alert}
