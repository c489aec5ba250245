"""`words`: compile the translations. `words ROOM …`: add what the rooms' files lack."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from desk import translations


class Command(BaseCommand):
    help = "Compile the translations, or add to the files of the rooms named what they lack."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("rooms", nargs="*")

    def handle(self, *args: Any, rooms: list[str], **options: Any) -> None:
        for room in rooms:
            self.stdout.write(f"{room}: {translations.add_missing(room)} sentences added, to be translated")
        for language in translations.LANGUAGES:
            translations.compile_words(language)
