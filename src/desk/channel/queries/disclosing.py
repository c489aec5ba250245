"""The parts of a message that can be shown apart: its fields, and the rows of its lists."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.channel.kinds import kind
from homeward.channel.message import Message
from homeward.channel.render import render

LONGEST, HASH = 120, 64


@dataclass(frozen=True, slots=True)
class Group:
    """A field with its label: `parts` are the names under which it, or each row of it, is chosen, with the words."""

    label: str
    parts: tuple[tuple[str, str], ...]


def groups(message: Message, language: str) -> list[Group]:
    """Everything that can be shown of `message`, in the order of its form."""
    data, lines = message.act.data, render(message.act.kind, message.act.data, language).lines
    filled = [field.name for field in kind(message.act.kind).fields if field.name in data]
    return [
        Group(line.label, _rows(name, line.rows) if isinstance(data[name], list) else _whole(name, line.rows))
        for name, line in zip(filled, lines, strict=True)
    ]


def _rows(name: str, rows: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{name}/{number}", _short(words)) for number, words in enumerate(rows))


def _whole(name: str, rows: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return ((name, _short("; ".join(rows))),)


def _short(words: str) -> str:
    """The words as far as they fit on a line; of a hash its beginning."""
    return f"{words[:16]}…" if len(words) == HASH and " " not in words else words[:LONGEST]
