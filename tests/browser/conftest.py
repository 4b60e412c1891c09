"""A real server with its worker and scheduler on a small demo company, and headless Chromium in front of it."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from anjia.kernel import clock
from anjia.kernel.clock import day_of
from tests import moments
from tests.browser.notice import Notice, next_notice
from tests.databases import own_database
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@dataclass(frozen=True)
class Served:
    """The running product: its address and what its commands run with."""

    address: str
    environment: dict[str, str]
    notice: Notice  # what its calendar knows

    def manage(self, *arguments: str) -> str:
        """Runs a command of manage.py on the same data and gives what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.fail(f"manage.py {arguments[0]} failed:\n{done.stderr}")
        return done.stdout


def _wait_for(address: str, seconds: int = 180) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  (our own http address)
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"nothing answers at {address}")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("anjia")
    with own_database(folder) as address:
        yield from _served(folder, address)


def _served(folder: Path, database: str) -> Iterator[Served]:
    moments.let_midnight_pass()  # the demo lives until now, and the journeys on the same day
    calendar, notice = folder / "calendar.csv", next_notice(day_of(clock.now()))
    calendar.write_text(notice.line)
    environment = {
        **os.environ,
        "ANJIA_CALENDAR": str(calendar),
        "ANJIA_DEMO": "1",
        "ANJIA_VAR": str(folder),
        "ANJIA_FILES": str(folder / "files"),
        "ANJIA_DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    Served("", environment, notice).manage("demo", "--days", "9", "--households", "40")
    port = free_port()
    made = Served(f"http://127.0.0.1:{port}", environment, notice)
    log = (folder / "serve.log").open("wb")
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(made.address)
        yield made
    finally:
        server.send_signal(signal.SIGINT)
        code = server.wait(timeout=60)
        said = (folder / "serve.log").read_text()
        log.close()
    assert code == 0, said
    assert "Traceback" not in said, said


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("Chromium is not installed. `make setup-dev` installs Debian's package chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


def _context(chromium: Browser, served: Served, size: dict[str, int], locale: str = "zh-CN") -> BrowserContext:
    context = chromium.new_context(
        viewport=size,
        base_url=served.address,
        locale=locale,
        timezone_id="Asia/Shanghai",
        geolocation={"latitude": 31.1944, "longitude": 121.4365},
        permissions=["geolocation"],
    )
    context.set_default_timeout(15_000)
    return context


@pytest.fixture
def desk(chromium: Browser, served: Served) -> Iterator[Page]:
    """A wide screen."""
    context = _context(chromium, served, DESK)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium: Browser, served: Served) -> Iterator[Page]:
    """A phone held in one hand."""
    context = _context(chromium, served, PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def other_phone(chromium: Browser, served: Served) -> Iterator[Page]:
    """Another person's phone."""
    context = _context(chromium, served, PHONE)
    yield context.new_page()
    context.close()
