"""What was answered before counts for caregivers too, where whoever chooses can weigh it."""

from django.db import migrations

COUNTING = """
FROM quality_survey survey
WHERE survey.answered_at IS NOT NULL AND survey."index" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM quality_objectiondecision decided WHERE decided.survey_id = survey.id AND decided.upheld
)
"""
MARKS = f"""
INSERT INTO workforce_mark (company_id, caregiver_id, survey_id, "index", given_at)
SELECT survey.company_id, survey.caregiver_id, survey.id, survey."index", survey.answered_at {COUNTING}
"""
HERS = """
INSERT INTO workforce_marksum (company_id, caregiver_id, count, total, squares)
SELECT company_id, caregiver_id, COUNT(*), SUM("index"), SUM("index" * "index")
FROM workforce_mark WHERE struck_at IS NULL GROUP BY company_id, caregiver_id
"""
COMPANIES = """
INSERT INTO workforce_marksum (company_id, caregiver_id, count, total, squares)
SELECT company_id, NULL, COUNT(*), SUM("index"), SUM("index" * "index")
FROM workforce_mark WHERE struck_at IS NULL GROUP BY company_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("quality", "0006_asking_index_feedback_interviews"),
        ("workforce", "0005_matching"),
    ]

    operations = [migrations.RunSQL([MARKS, HERS, COMPANIES], migrations.RunSQL.noop)]
