"""The company scope: whose rows a query may see. Without one a query raises, it never shows everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

from anjia.kernel.errors import NoCompany

_company: ContextVar[int | None] = ContextVar("company", default=None)


def current_company_id() -> int:
    """The company in whose name the present work is done. Raises NoCompany outside a scope."""
    company_id = _company.get()
    if company_id is None:
        raise NoCompany("no company in scope: wrap the work in company_scope(company_id)")
    return company_id


@contextmanager
def company_scope(company_id: int) -> Iterator[None]:
    """Everything inside sees and writes this company's rows only."""
    token = _company.set(company_id)
    try:
        yield
    finally:
        _company.reset(token)


class CurrentCompany(Expression):
    """The company in scope, looked up when the SQL is made: a queryset built early cannot leak later."""

    output_field = models.BigIntegerField()

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        return "%s", (current_company_id(),)
