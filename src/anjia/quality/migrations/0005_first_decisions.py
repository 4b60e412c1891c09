"""Gives complaints from before their first judgement and owner as rows, and counts the visits that were asked about."""

from django.db import migrations

JUDGED = """
INSERT INTO quality_assessment (company_id, complaint_id, at, "by", by_name, text, severity, cause, step)
SELECT company_id, id, opened_at, opened_by, '', '', severity, cause, '' FROM quality_complaint ORDER BY id
"""
OWNED = """
INSERT INTO quality_handover (company_id, complaint_id, at, "by", by_name, text, team, staff_id)
SELECT company_id, id, opened_at, 'system', '', '', CASE WHEN severity = 'grave' THEN 'quality_lead' ELSE 'adviser' END,
       owner_id
FROM quality_complaint ORDER BY id
"""
TEAM = """
UPDATE quality_complaint SET team = CASE WHEN severity = 'grave' THEN 'quality_lead' ELSE 'adviser' END WHERE team = ''
"""
VISITS = """
INSERT INTO quality_completedvisit (company_id, visit_id, household_id, caregiver_id, offering_id, done_at, price_fen)
SELECT survey.company_id, survey.visit_id, survey.household_id, survey.caregiver_id, survey.offering_id,
       survey.asked_at, visit.price_fen
FROM quality_survey survey JOIN booking_visit visit ON visit.id = survey.visit_id
ORDER BY survey.id
"""


class Migration(migrations.Migration):
    dependencies = [("quality", "0004_cases_and_causes"), ("booking", "0001_initial")]

    operations = [
        migrations.RunSQL([JUDGED, OWNED, TEAM], migrations.RunSQL.noop),
        migrations.RunSQL([VISITS], migrations.RunSQL.noop),
    ]
