"""The text of an item, whatever it is, and what language it is in."""

from __future__ import annotations

import re
from dataclasses import dataclass

import trafilatura
from lxml import etree, html

from homeward.evidence import channel_export, table
from homeward.evidence.item import Kind
from homeward.evidence.kind import Unreadable, decode

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # names an encoding, which the text has left behind
_UKRAINIAN = frozenset("іїєґ")
_RUSSIAN = frozenset("ыэъё")
_UKRAINIAN_WORDS = frozenset(["що", "та", "це", "як", "від", "він", "вона", "його", "був", "була", "й", "про", "до"])
_RUSSIAN_WORDS = frozenset(["что", "и", "это", "как", "от", "он", "она", "его", "был", "была", "о", "об", "же"])


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of an item and its language (uk, ru, en, or empty when it cannot be told)."""

    text: str
    language: str


def extract(kind: Kind, data: bytes) -> Extraction:
    """The text of `data`. A photo has none: people read it. Raises Unreadable, BadExport or NoTable."""
    text = _text(kind, data)
    return Extraction(text, language(text))


def _text(kind: Kind, data: bytes) -> str:
    if kind == Kind.PHOTO:
        return ""
    if kind == Kind.CHANNEL:
        return "\n\n".join(_post(post) for post in channel_export.posts(data))
    if kind == Kind.TABLE:
        return "\n".join(row.line for row in table.read(data).rows)
    text = decode(data)
    found = _page(text) if "<html" in text[:4000].casefold() or "<!doctype html" in text[:4000].casefold() else text
    if not found.strip():
        raise Unreadable("The page holds no text.")
    return found


def _post(post: channel_export.Post) -> str:
    day = f"[{post.said_at:%Y-%m-%d %H:%M}] " if post.said_at else ""
    return f"{day}{post.text}"


def _page(source: str) -> str:
    """The article of a page; all its visible text where no article is found or a list would be lost with it."""
    source = _DECLARATION.sub("", source)
    article: str = trafilatura.extract(source, fast=True, include_tables=True, include_comments=False) or ""
    whole = _visible(source)
    return article if len(article) * 3 >= len(whole) else whole


def _visible(source: str) -> str:
    try:
        root = html.fromstring(source)
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("The page is not HTML that can be read.") from error
    for hidden in root.xpath("//script|//style|//noscript|//template"):
        hidden.drop_tree()
    for block in root.iter("p", "div", "li", "br", "tr", "h1", "h2", "h3", "td"):
        block.tail = "\n" + (block.tail or "")
    return re.sub(r"\s*\n\s*", "\n", root.text_content()).strip()


def language(text: str) -> str:
    """The language of a text by the letters only one has, then by its commonest words."""
    low = text[:20_000].casefold()
    ukrainian, russian = (sum(low.count(letter) for letter in letters) for letters in (_UKRAINIAN, _RUSSIAN))
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    words = re.findall(r"[а-яіїєґё]+", low)
    if words:
        return "uk" if _count(words, _UKRAINIAN_WORDS) > _count(words, _RUSSIAN_WORDS) else "ru"
    return "en" if re.search("[a-z]{3}", low) else ""


def _count(words: list[str], known: frozenset[str]) -> int:
    return sum(word in known for word in words)
