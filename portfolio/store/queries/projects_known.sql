-- Of how many projects of the programme each column of the list says something.
SELECT
    count(*) FILTER (len(territories) > 0) AS territories,
    count(confidence) AS confidence,
    count(declared_progress) AS declared_progress,
    count(slip_days) AS slip_days,
    count(cost_eur) AS cost_eur,
    count(funding_eur) AS funding_eur,
    count(secured_share) AS secured_share,
    count(legal_form) AS legal_form,
    count(next_milestone) AS next_milestone,
    count(lead_name) AS lead_name
FROM {project_line}
WHERE programme = $programme
