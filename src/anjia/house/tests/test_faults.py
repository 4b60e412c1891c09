"""When the database or the disk is away: a sentence with 503, a start that says what to mend, never a traceback."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from anjia.house.faults import failed
from anjia.house.starting import in_plain_words, refuse_a_newer_database
from anjia.interfaces.shared.access import for_everyone

FAULTS: dict[str, Callable[[], Exception]] = {
    "down": lambda: OperationalError("connection refused"),
    "cut": lambda: InterfaceError("connection already closed"),
    "full": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "ours": lambda: KeyError("a mistake"),
}


@for_everyone
def fail(request: HttpRequest, what: str) -> HttpResponse:
    raise FAULTS[what]()


urlpatterns = [path("fail/<str:what>/", fail)]
handler500 = failed


@pytest.mark.parametrize(("what", "status"), [("down", 503), ("cut", 503), ("full", 503), ("ours", 500)])
@pytest.mark.urls(__name__)
def test_what_is_away_is_answered_with_a_sentence_and_without_asking_the_database(what: str, status: int) -> None:
    answer = Client(raise_request_exception=False).get(f"/fail/{what}/")
    assert answer.status_code == status
    assert ("系统正在恢复" if status == 503 else "出错") in answer.content.decode()
    assert (answer.headers.get("Retry-After") == "10") is (status == 503)


@pytest.mark.parametrize(
    ("said", "way_out"),
    [("file is not a database", "backup"), ("database or disk is full", "ANJIA_VAR"), ("unable to open", "ANJIA_VAR")],
)
def test_a_start_without_database_says_what_to_mend(said: str, way_out: str) -> None:
    expected = way_out if connection.vendor == "sqlite" else "ANJIA_DATABASE_URL"
    with pytest.raises(CommandError, match=expected), in_plain_words():
        raise OperationalError(said)


def test_a_start_on_a_folder_that_cannot_be_written_names_it(settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.VAR = tmp_path / "file" / "var"
    with pytest.raises(CommandError, match="ANJIA_VAR"):
        call_command("serve", port=0)


def test_a_port_that_is_none_is_said() -> None:
    with pytest.raises(CommandError, match="99999"):
        call_command("serve", port=99999)


@pytest.mark.django_db
def test_a_database_of_a_later_version_is_left_alone() -> None:
    refuse_a_newer_database()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('kernel', '9999_later', CURRENT_TIMESTAMP)"
        )
    with pytest.raises(CommandError, match=r"kernel\.9999_later"):
        refuse_a_newer_database()
