from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from anjia.booking.testing import lay_ground, plan_visit
from anjia.kernel.actors import SYSTEM, Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.queries import latest_facts, story_of
from anjia.kernel.scope import company_scope
from anjia.losses import queries
from anjia.losses.models import LossReason
from anjia.losses.operations import (
    add_reason,
    check_actions,
    close_reason,
    explain_loss,
    plan_action,
    record_loss,
    record_missed_visits,
    recover_losses,
)
from anjia.losses.queries import LossFilter
from anjia.losses.rules import Lost
from anjia.quality import queries as quality
from anjia.quality.operations import finish_corrective_action
from anjia.quality.rules import ActionState

DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)


def lost(number: int, at: datetime, *, guess: str = "", amount_fen: int = 10000, kind: Lost = Lost.VISIT) -> int:
    household_id = lay_ground(at=at).household_id
    subject = f"{kind.value}:{number}"
    given = {"lost": kind, "subject": subject, "household_id": household_id, "amount_fen": amount_fen}
    return record_loss(**given, guess=guess, words="", at=at, by=SYSTEM)


def test_a_loss_waits_until_somebody_says_why(lead: Actor, at: datetime) -> None:
    loss_id = lost(1, at, guess="price.too_high")
    assert queries.count_unexplained() == 1
    explain_loss(loss_id=loss_id, reason="price.too_high", at=at + DAY, by=lead)
    explain_loss(loss_id=loss_id, reason="price.too_high", at=at + DAY, by=lead)
    assert queries.count_unexplained() == 0
    explain_loss(loss_id=loss_id, reason="trust", note="家里有老人，担心安全", at=at + 2 * DAY, by=lead)
    assert queries.loss(loss_id).reason == "trust"
    assert [code for _at, _who, code, _note in queries.reasons_given(loss_id)] == ["trust", "price.too_high"]
    assert story_of("visit:1")[0].name == "losses.LossExplained"


@pytest.mark.parametrize("reason", ["", "nothing", "price.own9", "<script>", "=1+1"])
def test_a_reason_outside_the_tree_is_refused(lead: Actor, at: datetime, reason: str) -> None:
    loss_id = lost(1, at)
    with pytest.raises(Refusal) as refusal:
        explain_loss(loss_id=loss_id, reason=reason, at=at, by=lead)
    assert refusal.value.field == "reason"


def test_markup_and_formulas_in_a_note_are_kept_as_text(lead: Actor, at: datetime) -> None:
    loss_id = lost(1, at)
    explain_loss(loss_id=loss_id, reason="other", note="=HYPERLINK('x')<b>\x00", at=at, by=lead)
    assert queries.reasons_given(loss_id)[0][3] == "=HYPERLINK('x')<b>"
    with pytest.raises(Refusal):
        explain_loss(loss_id=loss_id, reason="other", note="😀" * 301, at=at, by=lead)


@pytest.mark.parametrize("amount_fen", [-1, 10**12])
def test_no_loss_is_negative_or_a_fortune(lead: Actor, at: datetime, amount_fen: int) -> None:
    with pytest.raises(Refusal):
        lost(1, at, amount_fen=amount_fen)


def test_the_figures_count_reasons_guesses_money_and_the_days_before(lead: Actor, at: datetime) -> None:
    for number, guess in enumerate(["price.too_high", "price.over_budget", "price.too_high", ""]):
        lost(number + 1, at - number * DAY, guess=guess)
    lost(9, at - 40 * DAY, guess="price.too_high")
    explain_loss(loss_id=lost(10, at, guess=""), reason="price", at=at, by=lead)
    found = queries.figures(TODAY - 29 * DAY, TODAY)
    price, high = found.shares["price"], found.shares["price.too_high"]
    assert (price.count, price.amount_fen, price.guessed, price.count_before) == (4, 40000, 3, 1)
    assert (high.count, high.guessed, high.count_before) == (2, 2, 1)
    assert (found.shares[""].count, found.unexplained) == (1, 4)
    assert (found.total.count, found.total.amount_fen) == (5, 50000)
    assert sum(count for _week, count in found.weeks) == 5
    assert len(queries.losses_page(LossFilter(cause="price", since=TODAY - 29 * DAY)).losses) == 4
    assert len(queries.losses_page(LossFilter(cause="-")).losses) == 1
    assert queries.figures(TODAY, TODAY, lost="enquiry").total.count == 0


def test_lists_come_by_page(lead: Actor, at: datetime) -> None:
    ids = [lost(number, at) for number in range(1, 6)]
    first = queries.losses_page(LossFilter(unexplained=True), limit=3)
    rest = queries.losses_page(LossFilter(unexplained=True), limit=3, before=first.next_before)
    assert [one.id for one in (*first.losses, *rest.losses)] == ids[::-1]


def test_what_is_recovered_no_longer_counts_and_may_be_lost_again(lead: Actor, at: datetime) -> None:
    loss_id = lost(1, at, guess="time.moved")
    explain_loss(loss_id=loss_id, reason="time.moved", at=at, by=lead)
    assert recover_losses(subject="visit:1", at=at + DAY, by=SYSTEM) == 1
    assert recover_losses(subject="visit:1", at=at + DAY, by=SYSTEM) == 0
    assert queries.figures(TODAY - DAY, TODAY).total.count == 0
    assert lost(1, at + 2 * DAY, guess="") == loss_id
    assert queries.count_unexplained() == 1
    assert len(latest_facts(names=["losses.ChanceLost"])) == 2


def test_reasons_are_written_once(lead: Actor, at: datetime) -> None:
    explain_loss(loss_id=lost(1, at), reason="other", at=at, by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        LossReason.objects.update(code="price")


def test_the_tree_grows_by_versions_and_keeps_what_was_said(lead: Actor, at: datetime) -> None:
    code = add_reason(parent="price", name="团购更便宜", at=at, by=lead)
    assert (code, queries.tree().version) == ("price.own1", 1)
    loss_id = lost(1, at)
    explain_loss(loss_id=loss_id, reason=code, at=at, by=lead)
    close_reason(code=code, closed=True, at=at, by=lead)
    close_reason(code=code, closed=True, at=at, by=lead)
    tree = queries.tree()
    assert (tree.version, code in dict(tree.choices())) == (2, False)
    assert tree.full_names()[code].endswith("团购更便宜")
    assert queries.loss(loss_id).reason == code
    with pytest.raises(Refusal):
        explain_loss(loss_id=loss_id, reason=code, note="再说", at=at, by=lead)
    close_reason(code=code, closed=False, at=at, by=lead)
    assert code in dict(queries.tree().choices())


@pytest.mark.parametrize(
    ("parent", "name"), [("price.too_high", "x2"), ("nothing", "x2"), ("price", " "), ("price", "长" * 41)]
)
def test_a_leaf_that_cannot_be_is_refused(lead: Actor, at: datetime, parent: str, name: str) -> None:
    with pytest.raises(Refusal):
        add_reason(parent=parent, name=name, at=at, by=lead)


def test_the_same_name_twice_and_the_last_resort_are_refused(lead: Actor, at: datetime) -> None:
    add_reason(parent="price", name="团购", at=at, by=lead)
    with pytest.raises(Refusal, match="团购"):
        add_reason(parent="price", name="团购", at=at, by=lead)
    with pytest.raises(Refusal):
        close_reason(code="other", closed=True, at=at, by=lead)
    with pytest.raises(Missing):
        close_reason(code="price.own7", closed=True, at=at, by=lead)


def test_a_visit_to_which_nobody_came_is_found_by_the_clock_once(scope: int, at: datetime) -> None:
    visit_id = plan_visit(at=at, starts_at=at + DAY)
    plan_visit(at=at, starts_at=at + 3 * DAY)
    for _n in range(2):
        record_missed_visits(company_id=scope, at=at + 3 * DAY)
    (found,) = queries.losses_page(LossFilter()).losses
    assert (found.subject, found.guess, found.amount_fen) == (f"visit:{visit_id}", "door.nobody_came", 15000)


@pytest.mark.slow
def test_work_on_a_reason_is_checked_by_the_chances_lost_for_it(scope: int, lead: Actor, at: datetime) -> None:
    for number in range(8):
        lost(number + 1, at - (number + 1) * DAY, guess="contact.we_were_slow")
    for number in range(20):
        plan_visit(at=at - DAY, starts_at=at + 3 * DAY, phone=f"139123456{number:02d}")
    given = {"cause": "contact", "staff_id": lead.id, "what": "两小时内必回电", "due_on": TODAY, "by": lead}
    action_id = plan_action(**given, at=at)
    finish_corrective_action(action_id=action_id, note="已上线", at=at + timedelta(minutes=1), by=lead)
    for number in range(20):
        plan_visit(at=at + 5 * DAY, starts_at=at + 30 * DAY, phone=f"139123456{number:02d}")
    assert check_actions(company_id=scope, at=at + 3 * DAY) == 0
    assert check_actions(company_id=scope, at=at + 15 * DAY) == 1
    found = quality.corrective_action(action_id)
    assert (found.measure, found.state, found.outcome) == ("losses", ActionState.EFFECTIVE, "helped")
    assert found.evidence["complaints_before"] == 8
    assert found.label


def test_an_action_on_no_reason_is_refused(lead: Actor, at: datetime) -> None:
    with pytest.raises(Refusal):
        plan_action(cause="nothing", staff_id=lead.id, what="x 2", due_on=TODAY, at=at, by=lead)


def test_another_company_sees_no_loss(lead: Actor, stranger_id: int, at: datetime) -> None:
    loss_id = lost(1, at)
    add_reason(parent="price", name="团购", at=at, by=lead)
    with company_scope(stranger_id):
        with pytest.raises(Missing):
            explain_loss(loss_id=loss_id, reason="other", at=at, by=lead)
        assert (queries.count_unexplained(), queries.tree().version) == (0, 0)
