-- One row a milestone and agreement in force that waits for it, with the euros of the instalment that it holds back. Own
-- funds, a lead's or those that a funder spends itself, need no answer.
SELECT
    link.programme,
    link.project_id,
    link.milestone_id,
    link.agreement_id,
    link.instalment_id,
    agreement.funder_id,
    agreement.relies_on_id,
    agreement.has_two_steps,
    instalment.amount_eur,
    instalment.due_on
FROM {agreement_milestone} AS link
JOIN {agreement} AS agreement USING (programme, project_id, agreement_id)
JOIN {project} AS project USING (programme, project_id)
LEFT JOIN {instalment} AS instalment USING (programme, project_id, agreement_id, instalment_id)
WHERE agreement.lapsed_on IS NULL AND agreement.funder_id IS DISTINCT FROM project.lead_id
    AND agreement.funder_id IS DISTINCT FROM agreement.beneficiary_id
