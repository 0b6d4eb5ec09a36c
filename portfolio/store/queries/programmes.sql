-- The programmes of the record and how many projects each has.
SELECT
    plan.programme,
    plan.kind,
    plan.name_fr,
    plan.name_en,
    plan.summary_fr,
    plan.summary_en,
    (SELECT count(*) FROM {project} AS project WHERE project.programme = plan.programme) AS projects
FROM {programme} AS plan
ORDER BY plan.kind <> 'live', plan.kind <> 'fictional', plan.programme
