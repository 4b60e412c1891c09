import json
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from anjia.company.rules import Role
from anjia.evidence.operations import pack_evidence
from anjia.evidence.queries import packs_made
from anjia.evidence.rules import verify
from anjia.kernel.actors import Actor
from anjia.quality.operations import grant_compensation, reply_to_complaint
from anjia.quality.testing import answer, staff, visit_done


@pytest.fixture
def lead(scope: int, at: datetime) -> Actor:
    return staff(Role.QUALITY_LEAD, at=at)


@pytest.fixture
def complaint_id(lead: Actor, at: datetime) -> int:
    found = answer(visit_done(at=at), 2, at=at, improve="窗台没有擦")
    assert found is not None
    reply_to_complaint(complaint_id=found, text="今天就来补做。", at=at + timedelta(hours=1), by=lead)
    return found


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def read(content: bytes, name: str) -> object:
    with zipfile.ZipFile(BytesIO(content)) as pack:
        return json.loads(pack.read(name))


def test_a_pack_made_twice_is_the_same_to_the_byte(complaint_id: int, lead: Actor, at: datetime) -> None:
    first = pack_evidence(complaint_id, at=at + timedelta(hours=2), by=lead)
    second = pack_evidence(complaint_id, at=at + timedelta(days=2), by=lead)
    assert first.content == second.content
    assert verify(first.content).whole
    assert [seal for _at, _by, seal in packs_made(complaint_id)] == [first.seal, second.seal]


def test_a_pack_holds_the_whole_case(complaint_id: int, lead: Actor, at: datetime) -> None:
    content = pack_evidence(complaint_id, at=at, by=lead).content
    with zipfile.ZipFile(BytesIO(content)) as pack:
        folders = {name.partition("/")[0] for name in pack.namelist()}
    assert {"1-case", "2-contract", "3-promises", "4-visit", "5-messages", "6-money", "7-log", "8-law"} <= folders
    assert "窗台没有擦" in json.dumps(read(content, "1-case/complaint.json"), ensure_ascii=False)
    assert "今天就来补做。" in json.dumps(read(content, "1-case/words.json"), ensure_ascii=False)
    assert "quality.ComplaintOpened" in json.dumps(read(content, "7-log/facts.json"))
    assert "13912345678" not in content.decode("utf-8", "replace")


@pytest.mark.slow
def test_what_happens_later_gives_another_pack(complaint_id: int, lead: Actor, at: datetime) -> None:
    first = pack_evidence(complaint_id, at=at, by=lead)
    grant_compensation(complaint_id=complaint_id, amount_fen=1000, text="补偿", at=at + timedelta(hours=3), by=lead)
    assert pack_evidence(complaint_id, at=at, by=lead).seal != first.seal


def test_the_command_finds_one_changed_byte(complaint_id: int, lead: Actor, at: datetime, tmp_path: Path) -> None:
    pack = pack_evidence(complaint_id, at=at, by=lead)
    file, said = tmp_path / "case.zip", StringIO()
    file.write_bytes(pack.content)
    call_command("evidence", "verify", str(file), "--seal", pack.seal, stdout=said)
    assert pack.seal in said.getvalue()
    with pytest.raises(CommandError, match="another pack"):
        call_command("evidence", "verify", str(file), "--seal", "0" * 64)
    place = pack.content.index("窗台".encode())
    file.write_bytes(pack.content[:place] + b"\xe9" + pack.content[place + 1 :])
    with pytest.raises(CommandError, match=r"1-case/complaint\.json"):
        call_command("evidence", "verify", str(file))


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evidence", "verify", str(tmp_path / "nothing.zip"))
