"""What has ended stays ended, on every path of a write; a lost or emptied guard is found."""

import pytest
from django.db import IntegrityError, connection, transaction

from anjia.kernel import guards
from anjia.kernel.constraints import violated
from anjia.kernel.guards import proof
from anjia.kernel.tests.sabotage import lose
from anjia.promises.models import Promise


def declared() -> guards.Declared:
    return next(one for one in guards.declared_by([Promise]) if one.guard.name == "promise_ends_once")


@pytest.mark.django_db
def test_the_proof_ends_a_row_and_sees_that_it_stays_ended() -> None:
    assert proof.fault_of(connection, declared()) == ""


@pytest.mark.django_db
def test_a_lost_trigger_is_named() -> None:
    lose("trigger", "promise_ends_once", "promises_promise")
    with pytest.raises(guards.GuardMissing, match="promise_ends_once"):
        guards.assert_guards([Promise])


@pytest.mark.django_db
def test_an_emptied_trigger_is_found() -> None:
    lose("trigger", "promise_ends_once", "promises_promise")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER promise_ends_once BEFORE UPDATE ON promises_promise WHEN 0 BEGIN SELECT 1; END"
            )
        else:
            cursor.execute(
                "CREATE TRIGGER promise_ends_once BEFORE UPDATE OF evidence ON promises_promise "
                "FOR EACH ROW EXECUTE FUNCTION anjia_append_only('promise_ends_once')"
            )
    assert proof.fault_of(connection, declared()) == "accepts another end of what has ended"


@pytest.mark.django_db
def test_the_refusal_has_the_guards_name() -> None:
    with proof.nothing_kept(connection):
        trial = proof.Trial(connection, declared())
        row = trial.row(state="void", closed_at="2001-01-02 00:00:00+00:00")
        assert trial.insert(row) == "accepted"
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            Promise.everywhere.filter(pk=trial.key_of(row)).update(state="open", closed_at=None)
        assert violated(caught.value) == "promise_ends_once"
        assert Promise.everywhere.filter(pk=trial.key_of(row)).update(evidence="seen") == 1
