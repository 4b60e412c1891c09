"""Sets the project up with nothing but python3: environment, locked packages, message catalogues.

`python3 tools/setup.py run` for running, `... dev` for testing as well. A second call takes a moment: each step
keeps a stamp of what it was made from. Only the standard library may be imported here.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"
DEBIAN_FOR_TESTS = {"chromium": "chromium", "fc-list": "fontconfig"}


def main(profile: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever runs this has any Python)
        stop(f"Anjia needs Python 3.11 or later; this is {sys.version.split()[0]}. Install python3.11 and try again.")
    make_environment()
    install_packages(profile)
    subprocess.run([PYTHON, ROOT / "tools" / "messages.py", "compile"], check=True)
    if profile == "dev":
        install_browser()


def stop(sentence: str) -> None:
    """Ends with a sentence that says how to mend it."""
    sys.exit(f"\n{sentence}\n")


def say(sentence: str) -> None:
    print(f"· {sentence}", flush=True)


def make_environment() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    say("Making the Python environment in .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, capture_output=True).returncode == 0:
        return
    # Debian ships python3 without ensurepip; its package python3-venv brings it.
    install_debian(["python3-venv"], why="Python cannot make an environment without it")
    if subprocess.run(command).returncode:
        stop("Python could not make .venv. Install the package python3-venv and try again.")


def install_packages(profile: str) -> None:
    lock = ROOT / "requirements" / f"{profile}.lock"
    stamp = VENV / f".installed-{profile}"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("Installing the locked packages (a minute the first time)")
    quiet = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*quiet, UV]).returncode == 0:
        install = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        install = quiet
    if subprocess.run([*install, "--require-hashes", "-r", str(lock)]).returncode:
        stop("The packages could not be installed. Is the package index reachable? Then run the same command again.")
    stamp.write_text(digest)


def install_browser() -> None:
    """The browser journeys run in Debian's Chromium; Chinese needs a font to be seen on a picture."""
    missing = [package for command, package in DEBIAN_FOR_TESTS.items() if not shutil.which(command)]
    if not has_library("libatomic.so.1"):  # the browser's driver is linked against it
        missing.append("libatomic1")
    fonts = (
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True) if "fontconfig" not in missing else None
    )
    if fonts is None or not fonts.stdout.strip():
        missing.append("fonts-noto-cjk")
    if missing:
        install_debian(missing, why="the browser journeys need it")


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install_debian(packages: Sequence[str], *, why: str) -> None:
    names = " ".join(packages)
    say(f"Installing {names} from Debian ({why})")
    root = [] if os.geteuid() == 0 else ["sudo"]
    if not shutil.which("apt-get") or (root and not shutil.which("sudo")):
        stop(f"Please install {names} by your system's package tool ({why}), then run the same command again.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*root, "apt-get", "update", "-qq"], env=environment, check=False)
    command = [*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode:
        stop(f"Debian could not install {names} ({why}). Install it by hand, then run the same command again.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
