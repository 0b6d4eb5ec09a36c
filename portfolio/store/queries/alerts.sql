-- What the committee should look at first, by what is at stake.
FROM {alert}
ORDER BY amount_eur DESC NULLS LAST, days DESC NULLS LAST, title COLLATE fr, project_id, kind
LIMIT $most
