"""A message in words: the same data, read in Ukrainian, Russian or English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from homeward.canonical import Value
from homeward.channel.certificate import Certificate
from homeward.channel.kinds import Field, kind
from homeward.channel.message import Message
from homeward.channel.pairing import Level
from homeward.words import Saying, UnknownWords, say, saying


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a form: its label, what stands there (one row each), and whether it is somebody's free text."""

    label: str
    rows: tuple[str, ...]
    free: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message to be read: the name of its kind, a sentence that says what it does, its fields; and of one that was
    sent, how sure it is whose cards these are, and what a reader must be told, if anything."""

    title: str
    meaning: str
    lines: tuple[Line, ...]
    level: str = ""
    warnings: tuple[str, ...] = ()


def render(key: str, data: Mapping[str, Value], language: str) -> Rendered:
    """`data` of a message of the kind `key` in `language`; raises BadForm for an unknown kind."""
    form = kind(key)
    filled = [field for field in form.fields if field.name in data]
    lines = tuple(_line(field, data[field.name], language) for field in filled)
    return Rendered(_say(f"kind_{key}", language), _say(f"means_{key}", language), lines)


def render_sent(message: Message, level: Level, warning: Saying | None, language: str) -> Rendered:
    """A message that was sent or received, with the `level` of its channel and the transcript's `warning`. Of lists of
    which only some rows are shown, those rows stand there, and a warning says that it is not everything."""
    shown = message.act.shown
    rows = {name: [*part.values()] for name, part in shown.parts.items()}
    told = [warning] if warning else []
    if not shown.whole:
        told.append(saying("channel", "shown_in_part"))
    text = render(message.act.kind, {**shown.data, **rows}, language)
    warnings = tuple(one.in_language(language) for one in told)
    return replace(text, level=level.saying.in_language(language), warnings=warnings)


def basis(word: str, language: str) -> str:
    """What a ruling rests on, in words: `article_…` or `term_…`; a word that this version does not know stays."""
    try:
        return _say(word, language) if word.startswith(("article_", "term_")) else word
    except UnknownWords:
        return word


def _line(field: Field, value: Value, language: str) -> Line:
    label = _say(f"field_{field.name}", language)
    return Line(label, tuple(_rows(field, value, language)), field.type == "free")


def _rows(field: Field, value: Value, language: str) -> list[str]:
    if field.choices:
        return [_say(f"choice_{value}", language)]
    if field.name == "rests_on" and isinstance(value, Sequence):
        return [basis(str(one), language) for one in value]
    if field.type == "person":
        return [_person(value)]
    if field.type == "signature" and isinstance(value, Mapping):
        return [_plain(value["by"])]
    if field.type == "certificate":
        return [_certificate(value, language)]
    each = _EACH.get(field.type)
    if each and isinstance(value, Sequence):
        return [each(row) for row in value] or ["—"]
    if field.type == "terms" and isinstance(value, Mapping):
        return [f"{_term(name, language)}: {_plain(row)}" for name, row in value.items()] or ["—"]
    return [_plain(value)]


def _person(value: Value) -> str:
    if not isinstance(value, Mapping):
        return _plain(value)
    return ", ".join(_plain(part) for part in (value["name"], value["born"]) if part)


def _count(value: Value) -> str:
    return f"{value['key']}: {value['count']}" if isinstance(value, Mapping) else _plain(value)


def _certificate(value: Value, language: str) -> str:
    certificate = Certificate.from_value(value)
    role, until = _say(f"role_{certificate.role}", language), certificate.until.date().isoformat()
    return f"{certificate.call_sign}, {certificate.party}, {role}, ≤ {until}, {certificate.holder.fingerprint}"


def _plain(value: Value) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_plain(part)}" for name, part in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_plain(part) for part in value) or "—"
    if value is None or isinstance(value, bool):
        return "✓" if value else "—"
    return str(value)


def _term(name: str, language: str) -> str:
    try:
        return _say(f"term_{name}", language)
    except UnknownWords:
        return name.replace("_", " ")  # a term of a newer version: shown by its own word rather than hidden


def _say(key: str, language: str) -> str:
    return say("channel", key, language)


_EACH = {"people": _person, "counts": _count}
