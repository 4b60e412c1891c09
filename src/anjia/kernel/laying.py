"""An empty database gets its tables from the models at once; migrations are for databases that hold something.

Applied one by one, migrations build each table through all its former shapes, and Django draws up every related model
anew at each step. `tests/architecture/test_laying.py` proves that both ways end in the same database.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from anjia.kernel.constraints import EnableRangeGuards


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database has no table at all."""
    return not connection.introspection.table_names()


def lay_tables(connection: BaseDatabaseWrapper) -> int:
    """Makes the tables of all areas that have migrations and notes these as applied; returns how many tables.

    One transaction: a process that dies meanwhile leaves the database empty. Migrations that only copy or fill rows
    have nothing to do here.
    """
    loader = MigrationLoader(connection)
    state = loader.project_state()  # not the models of the code: their tables of pairs would have other numbers
    models = [model for model in state.apps.get_models() if model._meta.can_migrate(connection)]
    with connection.schema_editor() as editor:
        EnableRangeGuards().database_forwards("kernel", editor, state, state)
        for model in models:
            editor.create_model(model)
        recorder = MigrationRecorder(connection)
        editor.create_model(recorder.Migration)
        for app_label, name in loader.disk_migrations:
            recorder.record_applied(app_label, name)
    return len(models)
