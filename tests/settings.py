"""Settings of the test suite: demo keys, a fast hasher, files in a temporary folder, engine by ANJIA_DATABASE_URL."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("ANJIA_DEMO", "1")
os.environ.setdefault("ANJIA_DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("ANJIA_STATIC", tempfile.mkdtemp(prefix="anjia-static-"))
os.environ.setdefault("ANJIA_FILES", tempfile.mkdtemp(prefix="anjia-files-"))

from anjia.house.settings import *  # noqa: F403
from anjia.house.settings import DATABASES, INSTALLED_APPS

if (Path(__file__).parent / "guarded" / "apps.py").exists():
    INSTALLED_APPS = [*INSTALLED_APPS, "tests.guarded"]
if DATABASES["default"]["NAME"] == ":memory:":
    # Said outright, or pytest-xdist makes a file of it in the working folder, shared with every other run there.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
# Looked up when one is asked for, or each new browser of a test reads all folders of such files.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
