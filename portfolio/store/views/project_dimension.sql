-- One row a project, with everything it can be grouped by that is one value a project.
SELECT
    project.programme,
    project.project_id,
    project.title,
    project.summary,
    project.axis,
    project.vertical,
    project.lead_id AS lead,
    lead.name AS lead_name,
    lead.family AS lead_family,
    legal_form.form AS legal_form,
    status_report.confidence,
    project.abandoned_on
FROM {project} AS project
LEFT JOIN {legal_form} AS legal_form USING (programme, project_id)
LEFT JOIN {status_report} AS status_report USING (programme, project_id)
LEFT JOIN {organisation} AS lead ON lead.programme = project.programme AND lead.organisation_id = project.lead_id
