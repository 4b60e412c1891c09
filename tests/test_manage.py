"""`manage.py` runs with the settings that it is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once  # it asks no engine

ROOT = Path(__file__).resolve().parents[1]
HERS = 'SECRET_KEY = "named"\nUSE_TZ = True\nHER_OWN = "a word of her own"\n'


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ANJIA_", "DJANGO_"))}
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_settings_named_on_the_command_line_hold(tmp_path: Path) -> None:
    (tmp_path / "hers.py").write_text(HERS)
    for named in (["--settings=hers"], ["--settings", "hers"]):
        done = manage(tmp_path, "diffsettings", f"--pythonpath={tmp_path}", *named)
        assert "HER_OWN = 'a word of her own'" in done.stdout, done.stderr


def test_settings_that_are_not_there_are_named(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--settings=hers_not")
    assert done.returncode == 1
    assert "There are no settings hers_not" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_word_the_settings_are_the_products_own(tmp_path: Path) -> None:
    done = manage(tmp_path, "diffsettings")
    assert "ANJIA_SECRET_KEY is not set." in done.stderr
