"""Random lives of a table, told to the database and to a model that is too simple to be wrong."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from anjia.kernel.constraints import violated
from tests.guarded.models import Chair, Taking

Row = tuple[int, int, int, str]  # chair, busy_from, busy_until, state

STARTS = st.integers(0, 24)
LENGTHS = st.integers(1, 9)
CHAIRS = st.integers(0, 1)
STATES = st.sampled_from(["held", "taken", "released"])
PICKS = st.integers(0, 99)


def clash(one: Row, other: Row) -> bool:
    both_count = "released" not in (one[3], other[3])
    return both_count and one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


class TakingChairs(RuleBasedStateMachine):
    """Runs inside one transaction that is rolled back, so that examples do not meet."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.chairs = [Chair.objects.create(name=str(n)) for n in range(2)]
        self.rows: dict[int, Row] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    def free(self, row: Row, *, but: int | None = None) -> bool:
        return not any(clash(row, other) for key, other in self.rows.items() if key != but)

    def attempt(self, write: Any) -> Any:
        """What the write returns, or None when the guard refuses it."""
        refused_by = None
        try:
            with transaction.atomic():
                return write()
        except IntegrityError as error:
            refused_by = violated(error)
        assert refused_by == "taking_one_at_a_time"
        return None

    def unsaved(self, row: Row) -> Taking:
        return Taking(chair=self.chairs[row[0]], busy_from=row[1], busy_until=row[2], state=row[3])

    def pick(self, number: int) -> int | None:
        keys = sorted(self.rows)
        return keys[number % len(keys)] if keys else None

    def change(self, key: int, new: Row, **values: Any) -> None:
        changed = self.attempt(lambda: Taking.objects.filter(pk=key).update(**values))
        assert (changed == 1) == self.free(new, but=key)
        if changed:
            self.rows[key] = new

    @rule(chair=CHAIRS, start=STARTS, length=LENGTHS, state=STATES)
    def take(self, chair: int, start: int, length: int, state: str) -> None:
        row = (chair, start, start + length, state)
        made = self.unsaved(row)
        done = self.attempt(lambda: made.save() or True)
        assert bool(done) == self.free(row)
        if done:
            self.rows[made.pk] = row

    @rule(starts=st.lists(st.tuples(CHAIRS, STARTS, LENGTHS), min_size=1, max_size=4))
    def take_many(self, starts: list[tuple[int, int, int]]) -> None:
        new = [(chair, start, start + length, "taken") for chair, start, length in starts]
        apart = not any(clash(a, b) for place, a in enumerate(new) for b in new[:place])
        made = self.attempt(lambda: Taking.objects.bulk_create([self.unsaved(row) for row in new]))
        assert bool(made) == (apart and all(map(self.free, new)))
        self.rows |= {one.pk: row for one, row in zip(made or [], new, strict=bool(made))}

    @rule(number=PICKS, start=STARTS, length=LENGTHS)
    def move(self, number: int, start: int, length: int) -> None:
        if (key := self.pick(number)) is not None:
            chair, _from, _until, state = self.rows[key]
            self.change(key, (chair, start, start + length, state), busy_from=start, busy_until=start + length)

    @rule(number=PICKS, by=st.integers(-6, 6))
    def shift(self, number: int, by: int) -> None:
        if (key := self.pick(number)) is not None:
            chair, start, end, state = self.rows[key]
            new = (chair, start + by, end + by, state)
            self.change(key, new, busy_from=F("busy_from") + by, busy_until=F("busy_until") + by)

    @rule(number=PICKS, chair=CHAIRS)
    def reseat(self, number: int, chair: int) -> None:
        if (key := self.pick(number)) is not None:
            self.change(key, (chair, *self.rows[key][1:]), chair=self.chairs[chair])

    @rule(number=PICKS, state=STATES)
    def set_state(self, number: int, state: str) -> None:
        if (key := self.pick(number)) is not None:
            self.change(key, (*self.rows[key][:3], state), state=state)

    @rule(number=PICKS)
    def remove(self, number: int) -> None:
        if (key := self.pick(number)) is not None:
            Taking.objects.filter(pk=key).delete()
            del self.rows[key]

    @invariant()
    def the_table_is_as_the_model_says(self) -> None:
        places = {chair.pk: place for place, chair in enumerate(self.chairs)}
        stored = Taking.objects.values_list("pk", "chair", "busy_from", "busy_until", "state")
        assert {key: (places[chair], a, b, state) for key, chair, a, b, state in stored} == self.rows
