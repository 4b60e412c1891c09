"""`evidence verify FILE [--seal SEAL]`: whether a pack is as it was made."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from anjia.evidence.queries import finding_words, refused_seal
from anjia.evidence.rules import verify


class Command(BaseCommand):
    """Checks every byte of an evidence pack against its chain; no database is asked. Ends with 1 when it differs."""

    help = "Checks an evidence pack: evidence verify FILE [--seal SEAL]"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["verify"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--seal", default="", help="the seal that the desk shows for the pack")

    def handle(self, *arguments: Any, file: Path, seal: str, **options: Any) -> None:
        try:
            content = file.read_bytes()
        except OSError as fault:
            raise CommandError(
                _("%(file)s cannot be read: %(fault)s") % {"file": file, "fault": fault.strerror}
            ) from fault
        found = verify(content)
        if not found.whole:
            raise CommandError("\n".join(finding_words(one) for one in found.findings))
        if seal and seal != found.seal:
            raise CommandError(refused_seal(found.seal, seal))
        values = {"entries": found.entries, "seal": found.seal}
        self.stdout.write(_("The pack is whole: %(entries)d entries, seal %(seal)s.") % values)
