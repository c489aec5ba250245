"""Reading the evidence room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from desk.audit import queries as audit
from desk.audit.actions import CUSTODY
from desk.audit.models import Entry
from desk.evidence.models import Block, Item, Mention, Story, Strip
from homeward.errors import HomewardError
from homeward.evidence import table
from homeward.evidence.item import Kind
from homeward.evidence.store import Store
from homeward.evidence.table import Rejected
from homeward.register.data_points import all_data_points
from homeward.register.labels import label, value_label

PAGE = 30


@cache
def store() -> Store:
    """Where the desk keeps the bytes."""
    return Store(settings.STORE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `mention` is the mention it is, if it is one."""

    text: str
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class ShownDetail:
    """A detail of a mention in the words of the page, with the letters that stood there."""

    label: str
    value: str
    written: str


@dataclass(frozen=True, slots=True)
class Grades:
    """Integrity, time and origin of an item: three grades and never one. A fault is a sentence; empty means
    none."""

    integrity_fault: str
    time_fault: str
    origin: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How often a story is told, and by what: "one story in 3 places: 1 original, 1 copy, 1 teaser"."""

    story: Story
    blocks: list[Block]
    places: int
    copies: int
    teasers: int


def inbox(kind: str = "", state: str = "", before: int | None = None) -> tuple[list[Item], int | None]:
    """A page of items, newest first, and the key of the next page if there is one."""
    rows = Item.objects.select_related("source").annotate(people=Count("mentions")).order_by("-id")
    wanted = Q(**{name: value for name, value in (("kind", kind), ("state", state)) if value})
    if before is not None:
        wanted &= Q(id__lt=before)
    page: list[Item] = [*rows.filter(wanted)[: PAGE + 1]]
    return page[:PAGE], page[PAGE - 1].id if len(page) > PAGE else None


def counts() -> dict[str, int]:
    """How many items there are in each state."""
    return dict(Item.objects.order_by().values_list("state").annotate(count=Count("id")))


def waiting() -> QuerySet[Strip]:
    """Rows of photographed lists that nobody has read."""
    return Strip.objects.filter(readings__isnull=True)


def lists_to_read() -> QuerySet[Item]:
    """Photographed lists with rows that nobody has read, the oldest first."""
    return Item.objects.filter(strips__readings__isnull=True, strips__isnull=False).distinct().order_by("collected_at")


def pieces(item: Item) -> Iterator[Piece]:
    """The text of an item, parted at its mentions."""
    place = 0
    for mention in item.mentions.filter(strip=None).order_by("start"):
        start, end = mention.start or 0, mention.end or 0
        if start < place:
            continue
        yield Piece(item.text[place:start], None)
        yield Piece(item.text[start:end], mention)
        place = end
    yield Piece(item.text[place:], None)


def details(mention: Mention, language: str) -> list[ShownDetail]:
    """What is said of the person at the place of a mention; a note of a reader is no data point and stays a note."""
    return [_detail(one["property"], one["value"], one["written"], language) for one in mention.details]


def _detail(key: str, value: str, written: str, language: str) -> ShownDetail:
    if key not in all_data_points():
        return ShownDetail(gettext("Note"), value, written)
    return ShownDetail(label(key, language), value_label(key, value, language), written)


def grades(item: Item) -> Grades:
    """What can be proved of an item now: its bytes are hashed again, its custody is looked up in the ledger."""
    try:
        store().get(item.sha256)
        fault = ""
    except HomewardError as error:
        fault = str(error)
    entry = custody(item).first()
    time_fault = (
        "" if entry and entry.data.get("sha256") == item.sha256 else gettext("The custody ledger does not name it.")
    )
    return Grades(fault, time_fault, item.origin_grade)


def custody(item: Item) -> QuerySet[Entry]:
    """The entries of the custody ledger on an item, the first first."""
    return Entry.objects.filter(chain__name=CUSTODY, subject=item.public_id).order_by("seq")


def rejected(item: Item) -> tuple[Rejected, ...]:
    """The rows of a list that did not go in, each with its reason; none for other kinds or unreadable bytes."""
    if item.kind != Kind.TABLE:
        return ()
    try:
        return table.read(store().get(item.sha256)).rejected
    except HomewardError:
        return ()  # the page says already why the list cannot be read


def custody_proof() -> audit.Proof:
    """The custody ledger gone through from its first entry."""
    return audit.prove(CUSTODY)


def tellings(item: Item) -> list[Telling]:
    """The stories an item takes part in."""
    stories = Story.objects.filter(blocks__item=item).distinct()
    return [_telling(story) for story in stories]


def _telling(story: Story) -> Telling:
    blocks = list(story.blocks.select_related("item__source").order_by("id"))
    parts = [block.part for block in blocks]
    return Telling(story, blocks, len(blocks), parts.count("copy"), parts.count("teaser"))
