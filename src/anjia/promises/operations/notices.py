"""Mark what the ladder told as seen."""

from datetime import datetime

from anjia.promises.models import Notice, NoticeSeen


def see_notices(*, notice_ids: list[int], staff_id: int, at: datetime) -> int:
    """Marks notices of this company as seen by a member of staff; seen before stays as it was. Returns how many."""
    mine = Notice.objects.filter(pk__in=notice_ids[:500]).exclude(seen__staff_id=staff_id)
    new = [NoticeSeen(notice=one, staff_id=staff_id, seen_at=at) for one in mine]
    return len(NoticeSeen.objects.bulk_create(new))
