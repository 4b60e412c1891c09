"""Who owns complaints besides the roles, and what they may be about besides the built-in causes."""

from django.db import models

from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from anjia.quality.rules import MOST_CODE


class Team(CompanyModel):
    """A named team that owns complaints. `causes` are those that come to it by themselves, first or second level."""

    name = models.CharField(max_length=40)
    causes = models.JSONField(default=list)
    closed_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "name"], condition=models.Q(closed_at__isnull=True), name="team_name_once"
            )
        ]


class TeamMember(CompanyModel):
    """Somebody in a team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members", db_index=False)
    staff = Reference("company.Staff")

    class Meta(CompanyModel.Meta):
        constraints = [models.UniqueConstraint(fields=["company_id", "team", "staff"], name="team_member_once")]


class CauseNode(CompanyModel):
    """A company's own cause, under a built-in first level or beside them. Closed, never deleted."""

    code = models.CharField(max_length=MOST_CODE)
    parent = models.CharField(max_length=MOST_CODE, blank=True)
    name = models.CharField(max_length=40)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True)

    class Meta(CompanyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company_id", "code"], name="cause_code_once"),
            models.UniqueConstraint(
                fields=["company_id", "parent", "name"],
                condition=models.Q(closed_at__isnull=True),
                name="cause_name_once",
            ),
        ]
