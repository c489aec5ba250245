"""Taking evidence in, reading it, and typing what a photo shows. The bytes are kept before anything else is
tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import CUSTODY, record
from desk.errors import Refused
from desk.evidence import stories
from desk.evidence.models import Item, Mention, Reading, Source, Strip
from desk.evidence.queries import store
from homeward.canonical import Value
from homeward.errors import HomewardError
from homeward.evidence import photo, table
from homeward.evidence.bag import Bag, Found, describe
from homeward.evidence.details import date_value
from homeward.evidence.extract import extract
from homeward.evidence.item import Kind
from homeward.evidence.mention import Detail
from homeward.evidence.mentions import KnownNames, find
from homeward.evidence.table import Rejected, Row
from homeward.register.data_points import all_data_points


@transaction.atomic
def take_in(
    *,
    by: User,
    at: datetime,
    data: bytes,
    name: str,
    source: str,
    collector: str,
    collected_at: datetime,
    kind: Kind | None = None,
    protected: bool = False,
    ours: bool = False,
) -> Item:
    """Keep `data` with how it was found; bytes already here come back as the item they are, with one more custody
    entry. Raises EmptyItem or TooLarge. `protected` marks a source that must not become known; `ours` a record that
    this headquarters wrote of its own act, in which nobody need look for people."""
    described = describe(Found(data, name, source), collector=collector, at=collected_at)
    known = Item.objects.filter(sha256=described.sha256).first()
    if known:
        record(by=by, at=at, act="evidence.seen_again", subject=known.public_id, chain=CUSTODY, data={"source": source})
        return known
    store().put(data)
    origin, _ = Source.objects.get_or_create(name=source[:300] or name[:300], defaults={"protected": protected})
    item = Item.objects.create(
        sha256=described.sha256,
        kind=kind or described.kind,
        media_type=described.media_type,
        name=name[:300],
        size=described.size,
        source=origin,
        collector=collector[:150],
        collected_at=collected_at,
        taken_in_at=at,
        taken_in_by=by,
        origin_grade="A" if ours else "C" if protected else "F",
        state=Item.State.READ if ours else Item.State.TAKEN_IN,
    )
    kept: dict[str, Value] = {"sha256": item.sha256, "size": item.size, "collected_at": collected_at.isoformat()}
    record(by=by, at=at, act="evidence.take_in", subject=item.public_id, chain=CUSTODY, data=kept)
    record(by=by, at=at, act="evidence.take_in", subject=item.public_id, data={"kind": str(item.kind)})
    return item


def take_in_bag(*, by: User, at: datetime) -> tuple[list[Item], list[Rejected]]:
    """Take in what `homeward capture` put into the desk's bag; raises BrokenChain if its ledger was touched."""
    bag = Bag(settings.VAR / "bag")
    taken: list[Item] = []
    rejected: list[Rejected] = []
    for number, one in enumerate(list(bag.items()), start=1):
        try:
            data = bag.store.get(one.sha256)
        except HomewardError as error:
            rejected.append(Rejected(number, str(error)))
            continue
        taken.append(
            take_in(
                by=by,
                at=at,
                data=data,
                name=one.name,
                source=one.source,
                collector=one.collector,
                collected_at=one.collected_at,
            )
        )
    return taken, rejected


@transaction.atomic
def extract_item(*, by: User, at: datetime, item: Item, known: KnownNames | None = None) -> Item:
    """Read an item once: its text, its language, the story it tells, the rows of a photo, the people it mentions.
    An item that cannot be read says why and keeps its bytes."""
    if item.state != Item.State.TAKEN_IN:
        return item
    try:
        _read(item, store().get(item.sha256), at, known or KnownNames(()))
        item.state = Item.State.READ
    except HomewardError as error:
        item.state, item.reason = Item.State.UNREADABLE, str(error)[:300]
    item.save()
    data: dict[str, Value] = {"state": str(item.state), "mentions": item.mentions.count()}
    record(by=by, at=at, act="evidence.extract", subject=item.public_id, data=data)
    return item


def _read(item: Item, data: bytes, at: datetime, known: KnownNames) -> None:
    kind = Kind(item.kind)
    if kind == Kind.PHOTO:
        rows = [Strip(item=item, number=one.number, top=one.top, bottom=one.bottom) for one in photo.strips(data)]
        Strip.objects.bulk_create(rows)
        return
    extraction = extract(kind, data)
    item.text, item.language = extraction.text, extraction.language
    if kind == Kind.TABLE:
        Mention.objects.bulk_create(_row_mentions(item, table.read(data).rows, at))
        return
    found = find(item.sha256, item.text, known)
    Mention.objects.bulk_create(
        Mention(
            item=item,
            start=one.place.start,
            end=one.place.end,
            written=one.written[:300],
            context=one.context,
            details=_plain(one.details),
            found_at=at,
        )
        for one in found
        if not hasattr(one.place, "number")
    )
    stories.tell(item)


def _row_mentions(item: Item, rows: Sequence[Row], at: datetime) -> Iterable[Mention]:
    start = 0
    for row in rows:
        end = start + len(row.line)
        if row.name:
            details = _plain(_row_details(row))
            yield Mention(
                item=item, start=start, end=end, written=row.name[:300], context=row.line, details=details, found_at=at
            )
        start = end + 1


def _row_details(row: Row) -> Iterable[Detail]:
    for column, written in row.values.items():
        if column in all_data_points() and column not in {"surname", "first_names", "patronymic"}:
            value = date_value(written) if column.endswith(("_date", "_on", "_at")) else written
            yield Detail(column, value or written, written)


@transaction.atomic
def read_strip(
    *, by: User, at: datetime, strip: Strip, written: str, details: Sequence[Detail] = (), illegible: bool = False
) -> Reading:
    """What `by` read on a strip. The first reading of a name makes the mention; another reader's stands beside it.
    Raises Refused for an empty reading that is not marked illegible, or a second one by the same person."""
    if not written.strip() and not illegible:
        raise Refused("Type the name as it stands there, or mark the row as illegible.")
    if Reading.objects.filter(strip=strip, by=by).exists():
        raise Refused("You have already read this row; somebody else may read it again.")
    mention = None if illegible else _strip_mention(strip, written.strip(), details, at)
    reading = Reading.objects.create(
        strip=strip,
        mention=mention,
        written=written.strip()[:300],
        details=_plain(details),
        illegible=illegible,
        by=by,
        at=at,
    )
    data: dict[str, Value] = {"row": strip.number, "illegible": illegible}
    record(by=by, at=at, act="evidence.read_strip", subject=strip.item.public_id, data=data)
    return reading


def _strip_mention(strip: Strip, written: str, details: Sequence[Detail], at: datetime) -> Mention:
    known = strip.mentions.first()
    return known or Mention.objects.create(
        item=strip.item,
        strip=strip,
        written=written[:300],
        context=" ".join([written, *(detail.written for detail in details)]),
        details=_plain(details),
        found_at=at,
    )


def _plain(details: Iterable[Detail]) -> list[dict[str, str]]:
    return [{"property": one.property, "value": one.value, "written": one.written} for one in details]
