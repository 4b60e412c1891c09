"""The product's own settings, with passwords that are hashed quickly: a demo company has many, each takes a second."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from anjia.house.settings import *  # noqa: F403


class Quick(PBKDF2PasswordHasher):
    """Django's own, with a thousandth of its work."""

    iterations = 1_000


PASSWORD_HASHERS = ["tests.browser.settings.Quick"]
