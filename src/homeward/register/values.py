"""Checking a value as written against its data point, and giving it its canonical form."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib import resources

from homeward.errors import HomewardError
from homeward.register import dates
from homeward.register.data_points import DataPoint, data_point

MAX_LENGTH = 4000
_TOKEN = re.compile(r"[\w+-]+(\.\.[\w+-]+)?\Z")
_RANGE = re.compile(r"(\d+)(?:\s*[-–/]\s*(\d+))?\Z")
_CODE = re.compile(r"[\w.:+-]{1,40}\Z")
_NUMBERED = re.compile(r"([A-Z]+-)(\d+)\.\.\1(\d+)\Z")


class BadValue(HomewardError):
    """The written value cannot be a value of the data point."""


def check(key: str, written: str) -> str:
    """The canonical form of `written` as a value of data point `key`; raises BadValue or UnknownDataPoint."""
    point = data_point(key)
    text = " ".join(unicodedata.normalize("NFC", written).split())
    if not text:
        raise BadValue(f"{point.label}: nothing is written here.")
    if len(text) > MAX_LENGTH:
        raise BadValue(f"{point.label}: the text is longer than {MAX_LENGTH} letters.")
    return _CHECKS.get(point.type, _text)(point, text)


def allowed(key: str) -> tuple[str, ...]:
    """The closed list of values of an enumeration; empty if the list is open (country codes and the like)."""
    point = data_point(key)
    if point.type == "tri":
        return ("yes", "no", "unknown")
    return _listed(point.values) if point.type == "enum" else ()


def _text(point: DataPoint, text: str) -> str:
    return text


def _name(point: DataPoint, text: str) -> str:
    if any(letter.isdigit() for letter in text):
        raise BadValue(f"{point.label}: a name has no figures in it.")
    return text


def _date(point: DataPoint, text: str) -> str:
    try:
        return dates.canonical(text)
    except dates.NotADate as error:
        raise BadValue(f"{point.label}: {error}") from error


def _datetime(point: DataPoint, text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return _date(point, text)
    return text


def _enum(point: DataPoint, text: str) -> str:
    listed = _listed(point.values)
    known = _forms().get((point.type, point.key if point.type == "enum" else "", text.casefold().rstrip(".")))
    if known:
        return known
    if not listed:
        return _code(point, text)
    found = {value.casefold(): value for value in listed}.get(text.casefold().replace(" ", "_"))
    if found is None:
        raise BadValue(f"{point.label}: {text[:40]} is not one of {', '.join(listed)}.")
    return found


def _code(point: DataPoint, text: str) -> str:
    if "ISO" in point.values and not _CODE.match(text):
        raise BadValue(f"{point.label}: {text[:40]} is not a code ({point.values}).")
    return text


def _whole(point: DataPoint, text: str) -> str:
    if not text.isdecimal():
        raise BadValue(f"{point.label}: {text[:40]} is not a whole number.")
    return str(int(text))


def _range(point: DataPoint, text: str) -> str:
    found = _RANGE.match(text)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise BadValue(f"{point.label}: write one whole number, or two like 170-180.")
    return f"{int(found[1])}-{int(found[2])}" if found[2] else str(int(found[1]))


def _decimal(point: DataPoint, text: str) -> str:
    figures = text.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", figures):
        raise BadValue(f"{point.label}: {text[:40]} is not a number.")
    return figures.rstrip("0").rstrip(".") if "." in figures else figures


_CHECKS: dict[str, Callable[[DataPoint, str], str]] = {
    "name": _name,
    "date": _date,
    "datetime": _datetime,
    "enum": _enum,
    "tri": _enum,
    "int": _whole,
    "int_range": _range,
    "decimal": _decimal,
    "probability": _decimal,
}


@cache
def _listed(values: str) -> tuple[str, ...]:
    """The tokens of "none; squint; P passport; OR-1..OR-9"; empty where the list is described instead of given."""
    plain = re.sub(r" \([^)]*\)", "", values)
    if any(word in plain for word in ("ISO", "code", "text", " with ")) or ";" not in plain:
        return ()
    tokens = [part.strip().split(" ")[0] for part in plain.split(";")]
    return tuple(token for part in tokens for token in _spread(part)) if all(map(_TOKEN.match, tokens)) else ()


def _spread(token: str) -> tuple[str, ...]:
    found = _NUMBERED.match(token)
    if not found:
        return (token,)
    return tuple(f"{found[1]}{number}" for number in range(int(found[2]), int(found[3]) + 1))


@cache
def _forms() -> dict[tuple[str, str, str], str]:
    text = resources.files("homeward.register").joinpath("data", "forms.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(row["type"], row["name"], row["written"].casefold()): row["value"] for row in rows}
