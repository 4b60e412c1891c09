import socket

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from anjia.house.checks import field_keys_are_set, is_loopback, the_demo_stays_on_this_machine


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "anjia.example", "", "*"])  # noqa: S104
def test_other_names_are_other_machines(host: str) -> None:
    assert not is_loopback(host)


def test_demo_mode_refuses_to_listen_to_others(settings) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match=r"0\.0\.0\.0"):
        call_command("serve", host="0.0.0.0")  # noqa: S104


def test_a_taken_port_is_said_before_anything_else() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="Something else answers"):
            call_command("serve", port=other.getsockname()[1])


def test_demo_mode_answers_nobody_else(client: Client, settings) -> None:
    settings.DEMO = True
    assert client.get("/accounts/login/", REMOTE_ADDR="10.0.0.9").status_code == 403


def test_a_public_name_in_demo_mode_is_an_error(settings) -> None:
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["anjia.example"]
    assert [error.id for error in the_demo_stays_on_this_machine()] == ["house.DEMO"]


def test_a_missing_field_key_is_named_with_the_way_to_make_one(settings) -> None:
    settings.FIELD_KEYS = []
    assert ["export ANJIA_FIELD_KEYS=" in (error.hint or "") for error in field_keys_are_set()] == [True]
