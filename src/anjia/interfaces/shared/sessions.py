"""Sessions in the database, as Django keeps them, read by a prepared query: every request asks for its own."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from anjia.kernel.prepared import Given, Prepared

_BY_KEY = Prepared(lambda: Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("at")))


class SessionStore(db.SessionStore):
    """Named in the settings as SESSION_ENGINE."""

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = _BY_KEY.first(key=self.session_key, at=timezone.now())
        if row is None:
            self._session_key = None
        return row
