"""Unguessable links: 192 random bits, kept as a hash only."""

import hashlib
import secrets


def new_token() -> str:
    """A fresh token of 192 random bits, safe in an address."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is stored of a token: SHA-256 in hex. The token itself cannot be had back from it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
