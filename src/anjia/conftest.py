"""The areas' own tests share the fixtures of tests/."""

from tests.conftest import at, company_id, default_language, scope, stranger_id

__all__ = ["at", "company_id", "default_language", "scope", "stranger_id"]
