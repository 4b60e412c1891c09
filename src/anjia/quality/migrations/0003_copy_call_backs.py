"""What was asked and called before becomes follow-ups, so that nothing is counted as missing that was done."""

from django.db import migrations

VISITS = """
INSERT INTO quality_followup (company_id, visit_id, household_id, caregiver_id, done_at, attempted_at, responded_at)
SELECT asked.company_id, asked.visit_id, asked.household_id, asked.caregiver_id, asked.asked_at,
       CASE WHEN asked.called_at IS NULL THEN asked.answered_at
            WHEN asked.answered_at IS NULL OR asked.called_at < asked.answered_at THEN asked.called_at
            ELSE asked.answered_at END,
       CASE WHEN asked.reached_at IS NULL THEN asked.answered_at
            WHEN asked.answered_at IS NULL OR asked.reached_at < asked.answered_at THEN asked.reached_at
            ELSE asked.answered_at END
FROM (
    SELECT survey.*,
           (SELECT MIN(called.at) FROM quality_callback called WHERE called.survey_id = survey.id) AS called_at,
           (SELECT MIN(called.at) FROM quality_callback called
            WHERE called.survey_id = survey.id AND called.reached) AS reached_at
    FROM quality_survey survey
) asked
"""
CALLS = """
INSERT INTO quality_followupattempt (company_id, follow_up_id, at, "by", by_name, way, outcome, note)
SELECT called.company_id, visit.id, called.at, called."by", called.by_name, 'call',
       CASE WHEN called.reached THEN 'reached' ELSE 'not_reached' END, called.note
FROM quality_callback called
JOIN quality_survey survey ON survey.id = called.survey_id
JOIN quality_followup visit ON visit.company_id = survey.company_id AND visit.visit_id = survey.visit_id
ORDER BY called.id
"""
ANSWERS = """
INSERT INTO quality_followupattempt (company_id, follow_up_id, at, "by", by_name, way, outcome, note)
SELECT survey.company_id, visit.id, survey.answered_at, survey.answered_by, '', 'answered', '', ''
FROM quality_survey survey
JOIN quality_followup visit ON visit.company_id = survey.company_id AND visit.visit_id = survey.visit_id
WHERE survey.answered_at IS NOT NULL
ORDER BY survey.id
"""


class Migration(migrations.Migration):
    dependencies = [("quality", "0002_follow_ups")]

    operations = [
        migrations.RunSQL([VISITS, CALLS, ANSWERS], migrations.RunSQL.noop),
        migrations.DeleteModel(name="CallBack"),
    ]
