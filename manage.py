#!/usr/bin/env python
"""Django's command line with Anjia's settings."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anjia.house.settings")
    gc.disable()  # nothing that is being loaded is garbage, and all of it stays
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    heed_the_settings_named(sys.argv[2:])
    try:
        django.setup()
        gc.freeze()
        gc.enable()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as fault:
        sys.exit(str(fault))
    except ModuleNotFoundError as fault:
        settings = os.environ["DJANGO_SETTINGS_MODULE"]
        if fault.name is None or not f"{settings}.".startswith(f"{fault.name}."):
            raise
        sys.exit(f"There are no settings {settings}. Name a module that Python finds, or leave --settings out.")


def heed_the_settings_named(arguments: list[str]) -> None:
    """Django looks at --settings and --pythonpath only once it was set up, which has to come first here."""
    from django.core.management import CommandParser, handle_default_options
    from django.core.management.base import CommandError

    parser = CommandParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--settings")
    parser.add_argument("--pythonpath")
    with suppress(CommandError):  # Django says what is wrong with them
        handle_default_options(parser.parse_known_args(arguments)[0])


if __name__ == "__main__":
    main()
