"""Content for the gallery, invented; no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.interfaces.shared.parts import Bar, Entry, Group, Link, Stage


class VisitForm(forms.Form):
    """One field of each kind."""

    household = forms.CharField(label=gettext_lazy("Household"), max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("Only people with a reason see the whole number."),
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    minutes = forms.IntegerField(label=gettext_lazy("Duration"), initial=180)
    price = forms.CharField(label=gettext_lazy("Price"), required=False)
    offering = forms.ChoiceField(label=gettext_lazy("Offering"))
    how_often = forms.ChoiceField(label=gettext_lazy("How often"), widget=forms.RadioSelect)
    wishes = forms.CharField(label=gettext_lazy("Wishes"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("The household agreed on the phone"), required=False)

    def __init__(self, data: dict[str, str] | None = None, prefix: str | None = None) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["offering"].choices = [("1", _("Daily cleaning")), ("2", _("Window cleaning"))]  # type: ignore[attr-defined]
        often = [("once", _("Once")), ("weekly", _("Every week")), ("fortnight", _("Every two weeks"))]
        self.fields["how_often"].choices = often  # type: ignore[attr-defined]


def wrong_form() -> VisitForm:
    written = {"household": "", "phone": "1391234", "minutes": "180", "offering": "1", "day": "2026-11-23"}
    form = VisitForm({f"wrong-{name}": value for name, value in written.items()}, prefix="wrong")
    form.add_error("phone", _("A mobile number has 11 digits; this one has 7."))
    form.add_error(None, _("The visit was not booked: two fields need your attention."))
    return form


def rail() -> tuple[Group, ...]:
    return (
        Group(
            items=(
                Link(label=_("Today"), url="#", icon="today", current=True, count=5),
                Link(label=_("Dispatch board"), url="#", icon="board"),
            )
        ),
        Group(
            label=_("Households"),
            items=(
                Link(label=_("Enquiries"), url="#", icon="chat", count=3),
                Link(label=_("Households"), url="#", icon="family"),
                Link(label=_("Orders"), url="#", icon="document"),
            ),
        ),
        Group(
            label=_("Field work"),
            items=(
                Link(label=_("Visits"), url="#", icon="broom"),
                Link(label=_("Caregivers"), url="#", icon="users"),
                Link(label=_("Complaints"), url="#", icon="shield", count=1),
            ),
        ),
        Group(
            label=_("Company"),
            items=(
                Link(label=_("Accounts"), url="#", icon="receipt"),
                Link(label=_("Payslips"), url="#", icon="wallet"),
                Link(label=_("Settings"), url="#", icon="settings"),
            ),
        ),
    )


def bottom_bar() -> list[Link]:
    return [
        Link(label=_("Today"), url="#", icon="today", current=True),
        Link(label=_("Week"), url="#", icon="calendar", count=2),
        Link(label=_("Wages"), url="#", icon="wallet"),
        Link(label=_("Me"), url="#", icon="user"),
    ]


def tab_links() -> list[Link]:
    return [
        Link(label=_("Overview"), url="#", current=True),
        Link(label=_("Visits"), url="#", count=12),
        Link(label=_("Dossier"), url="#"),
        Link(label=_("Bills"), url="#"),
    ]


def entries(at: datetime) -> list[Entry]:
    return [
        Entry(
            at=at - timedelta(minutes=40),
            sentence=_("The household was not satisfied: 1 of 5 for punctuality."),
            icon="star",
            tone="bad",
            by=_("Household"),
            details=[(_("To improve"), _("Came 35 minutes late and did not call."))],
        ),
        Entry(
            at=at - timedelta(hours=5),
            sentence=_("Work finished, all 8 steps ticked, 4 photos."),
            icon="check",
            tone="good",
            by="王秀英",
        ),
        Entry(at=at - timedelta(hours=8), sentence=_("Checked in 35 minutes late."), icon="map-pin", tone="warn"),
        Entry(at=at - timedelta(days=3), sentence=_("Order placed by phone."), icon="phone", by="陈晓"),
    ]


def stages(at: datetime) -> list[Stage]:
    return [
        Stage(label=_("Booked"), state="done", at=at - timedelta(days=1)),
        Stage(label=_("On the way"), state="done", at=at - timedelta(minutes=50)),
        Stage(label=_("Working"), state="current", at=at - timedelta(minutes=12)),
        Stage(label=_("Finished")),
    ]


def bars() -> list[Bar]:
    return [
        Bar(label=_("Daily cleaning"), value=124),
        Bar(label=_("Window cleaning"), value=61),
        Bar(label=_("Childcare"), value=38),
        Bar(label=_("Not assigned"), value=7, tone="warn"),
    ]


@dataclass(frozen=True)
class SampleVisit:
    household: str
    district: str
    offering: str
    starts_at: datetime
    minutes: int
    caregiver: str
    price_fen: int
    state: str
    tone: str


def visits(at: datetime) -> list[SampleVisit]:
    start = at.replace(minute=0)
    cleaning, windows = _("Daily cleaning"), _("Window cleaning")
    return [
        SampleVisit("林女士", "徐汇区", cleaning, start, 180, "王秀英", 23400, _("Working"), "accent"),
        SampleVisit("周先生", "长宁区", windows, start + timedelta(hours=1), 240, "李桂芳", 52000, _("On the way"), ""),
        SampleVisit("何家", "静安区", cleaning, start + timedelta(hours=3), 120, "", 15600, _("Not assigned"), "warn"),
        SampleVisit("赵女士", "闵行区", cleaning, start - timedelta(hours=4), 180, "张美兰", 23400, _("Finished"), ""),
        SampleVisit("吴先生", "徐汇区", windows, start - timedelta(hours=2), 180, "李桂芳", 41000, _("Late"), "bad"),
    ]


def lanes() -> list[tuple[str, str, list[tuple[int, int, str, str]]]]:
    """Name, area, and blocks of (from, until, look, text) in minutes of the day."""
    return [
        ("王秀英", "徐汇", [(510, 690, "done", "林女士 · 徐汇"), (780, 960, "", "何家 · 静安")]),
        ("李桂芳", "长宁", [(540, 780, "late", "周先生 · 长宁"), (840, 1020, "held", "新客户占用中")]),
        ("张美兰", "闵行", [(600, 780, "", "赵女士 · 闵行")]),
    ]
