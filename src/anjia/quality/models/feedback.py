"""What a caregiver says to an answer about her, what was decided, and who took up a weak link."""

from django.db import models

from anjia.kernel.constraints import AppendOnly
from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.models.surveys import Survey
from anjia.quality.rules.feedback import Stance, Team


class CaregiverWord(CompanyModel):
    """Her own words to an answer: a remark, or an objection on which a person decides. One of each."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="words", db_index=False)
    caregiver = Reference("workforce.Caregiver")
    stance = models.CharField(max_length=10, choices=[(value.value, value.value) for value in Stance])
    text = models.TextField()
    at = models.DateTimeField()

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "survey", "stance"], name="caregiver_word_once"),
            AppendOnly(name="caregiver_word_append_only"),
        ]
        indexes = [models.Index(fields=["company_id", "stance", "-id"], name="caregiver_word_latest")]


class ObjectionDecision(CompanyModel):
    """A person's decision on an objection. Upheld: the answer no longer counts in her index."""

    word = models.ForeignKey(CaregiverWord, models.PROTECT, related_name="decisions", db_index=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="objection_decisions", db_index=False)
    upheld = models.BooleanField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "word"], name="objection_decided_once"),
            AppendOnly(name="objection_decision_append_only"),
        ]
        indexes = [
            models.Index(fields=["company_id", "survey"], name="objection_upheld", condition=models.Q(upheld=True))
        ]


class WeakLinkTaken(CompanyModel):
    """A team has taken up the weak link that an answer showed, and says what it does about it."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="taken", db_index=False)
    team = models.CharField(max_length=16, choices=[(value.value, value.value) for value in Team])
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=80, blank=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "survey", "team"], name="weak_link_taken_once"),
            AppendOnly(name="weak_link_taken_append_only"),
        ]
