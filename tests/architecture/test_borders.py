"""What import-linter cannot see: models stay home, time is passed in, migrations point upstream."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from anjia.kernel.fields import Reference
from anjia.kernel.models import CompanyModel
from tests.engines import WITHOUT_SQL

SOURCE = Path(__file__).resolve().parents[2] / "src" / "anjia"
RIVER = [
    "kernel",
    "company",
    "law",
    "promises",
    "catalog",
    "workforce",
    "households",
    "onboarding",
    "sales",
    "booking",
    "dispatch",
    "fieldwork",
    "quality",
    "dayplans",
    "guarantees",
    "inspections",
    "losses",
    "offers",
    "payroll",
    "billing",
    "voice",
    "remarks",
    "evidence",
    "insight",
    "journeys",
    "interfaces",
    "house",
]
# The log-in's adapter hands django-allauth a user; nothing else may hold another area's row.
MODELS_ABROAD = {"interfaces/shared/accounts.py": {"anjia.company.models"}}
SCREENS = [f"interfaces/{audience}" for audience in WITHOUT_SQL]
SQL_ON_SCREENS = {"interfaces/public/views/demo.py"}  # by it the journeys in the browser log in, on both engines
ASKS_THE_ENGINE = {"objects", "everywhere", "cursor", "raw"}
WITH_NO_SQL = {"django.db.transaction", "django.db.close_old_connections"}
CLOCK_ROOMS = {"tasks.py", "clock.py", "jobs.py"}


def product_files() -> list[Path]:
    return [p for p in SOURCE.rglob("*.py") if not {"tests", "migrations"} & set(p.parts)]


def trees_with(pattern: str, *under: str) -> Iterator[tuple[Path, ast.AST]]:
    """What is in each file whose text matches; to take all files apart for each question takes seconds."""
    folders = [SOURCE / one for one in under]
    for path in product_files():
        if folders and not any(path.is_relative_to(one) for one in folders):
            continue
        if re.search(pattern, text := path.read_text(), re.MULTILINE):
            yield path, ast.parse(text)


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def area_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def test_models_stay_home() -> None:
    abroad = []
    for path, tree in trees_with(r"\bmodels\b"):
        relative = str(path.relative_to(SOURCE))
        for name in set(imports(tree)):
            parts = name.split(".")
            is_models = len(parts) >= 3 and parts[0] == "anjia" and parts[2] == "models"
            if is_models and parts[1] not in (area_of(path), "kernel"):
                module = ".".join(parts[:3])
                if module not in MODELS_ABROAD.get(relative, ()):
                    abroad.append(f"{relative} imports {module}")
    assert not abroad


def test_screens_write_no_sql() -> None:
    """They ask areas and have them do things: so a run may leave screens out on one engine (`tests.engines`)."""
    faults = []
    for path, tree in trees_with(r"django\.db|objects|everywhere|cursor|raw", *SCREENS):
        relative = str(path.relative_to(SOURCE))
        if relative in SQL_ON_SCREENS:
            continue
        asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & ASKS_THE_ENGINE
        brought = {name for name in imports(tree) if name.startswith("django.db.")} - WITH_NO_SQL
        faults += [f"{relative}: {sorted(asked | brought)}"] if asked or brought else []
    assert not faults


def test_no_import_hides_inside_a_function() -> None:
    hidden = []
    for path, tree in trees_with(r"^[ \t]+from anjia"):
        if path.name == "apps.py":
            continue
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("anjia"):
                        hidden.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert not hidden


def test_time_is_passed_in() -> None:
    """Only screens, tasks, commands and the kernel's own queue look at the clock; a query may mean the present."""
    faults = []
    for path, tree in trees_with(r"\b(now|today|utcnow)\b"):
        screens = area_of(path) in ("interfaces", "house")
        asks = "queries" in path.parts or path.name == "queries.py"
        if screens or asks or path.name in CLOCK_ROOMS:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow"):
                faults.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert not faults


def test_swallowed_errors_and_silent_skips_do_not_exist() -> None:
    faults = []
    for path, tree in trees_with(r"\bpass\b"):
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body):
                faults.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert not faults


def areas() -> list[str]:
    return [config.label for config in apps.get_app_configs() if config.name.startswith("anjia.")]


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("anjia.")]


def test_migrations_point_upstream() -> None:
    graph = MigrationLoader(None).disk_migrations
    faults = []
    for (app, name), migration in graph.items():
        if app not in RIVER:
            continue
        for other, _other_name in migration.dependencies:
            if other in RIVER and RIVER.index(other) > RIVER.index(app):
                faults.append(f"{app}.{name} depends on {other}")
    assert not faults


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_that_leave_home_are_references(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.column:
            abroad = field.related_model._meta.app_label != model._meta.app_label
            assert not abroad or isinstance(field, Reference), field


UNSCOPED = {"company.Company", "company.User", "kernel.Job", "kernel.Timer"}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_row_belongs_to_a_company(model: type[models.Model]) -> None:
    assert issubclass(model, CompanyModel) or model._meta.label in UNSCOPED


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_uniques_and_indexes_begin_with_the_company(model: type[models.Model]) -> None:
    """So that a company's rows lie together, and a shard can hold them all."""
    if not issubclass(model, CompanyModel):
        return
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            assert "company_id" in constraint.fields, constraint.name


def test_every_area_says_what_it_is_for() -> None:
    for path in SOURCE.iterdir():
        if (path / "__init__.py").exists():
            assert ast.get_docstring(ast.parse((path / "__init__.py").read_text())), path.name


def test_areas_are_on_the_river() -> None:
    found = {p.name for p in SOURCE.iterdir() if (p / "__init__.py").exists()}
    assert found <= set(RIVER)
