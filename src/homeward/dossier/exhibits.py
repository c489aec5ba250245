"""Turning evidence into numbered exhibits with the passages that speak of the person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from homeward.dossier.dossier import Evidence, Excerpt, Exhibit
from homeward.dossier.protect import MASK, Mask
from homeward.evidence.item import Kind
from homeward.evidence.mention import Mention, Span, Strip
from homeward.register.labels import label
from homeward.register.statement import Statement

AROUND = 240  # letters of the text shown on each side of a mention
MOST = 6  # excerpts of one exhibit
LARGEST = 20 * 1024 * 1024  # bytes of an original that is still attached whole


def exhibits(
    evidence: Sequence[Evidence],
    witnesses: Mapping[str, str],
    shown: Mapping[str, Sequence[Statement]],
    mask: Mask,
) -> tuple[Exhibit, ...]:
    """The exhibits in the order in which they were found. `witnesses` gives the letter of each protected source by
    item, `shown` the statements that the dossier shows, by item."""
    ordered = sorted(evidence, key=lambda one: (one.item.collected_at, one.item.sha256))
    return tuple(
        _exhibit(number, one, witnesses.get(one.item.sha256, ""), shown.get(one.item.sha256, ()), mask)
        for number, one in enumerate(ordered, 1)
    )


def _exhibit(number: int, one: Evidence, witness: str, shown: Sequence[Statement], mask: Mask) -> Exhibit:
    excerpts = _excerpts(one, bool(witness), shown, mask)
    whole = not witness and _may_be_shown_whole(one, mask)
    attached = one.data if whole else _as_bytes(excerpts)
    day = one.item.collected_at.date().isoformat()
    return Exhibit(
        number=number,
        sha256=one.item.sha256,
        kind=one.item.kind,
        name="" if witness else mask(one.item.name),
        media_type=one.item.media_type if whole else "application/json",
        size=one.item.size,
        source="" if witness else mask(one.item.source),
        collected_on=day[:7] if witness else day,
        origin=one.origin,
        witness=witness,
        whole=whole,
        attached=attached,
        excerpts=excerpts,
    )


def _may_be_shown_whole(one: Evidence, mask: Mask) -> bool:
    """A table holds other families' rows and a debrief other people's words, so only what was found in the open is
    attached whole, and only if nobody to be protected is named in it."""
    open_kind = one.item.kind in (Kind.PAGE, Kind.CHANNEL, Kind.PHOTO)
    return open_kind and one.item.size <= LARGEST and mask(one.text) == one.text


def _excerpts(one: Evidence, protected: bool, shown: Sequence[Statement], mask: Mask) -> tuple[Excerpt, ...]:
    pictures = dict(one.strips)
    found = [_excerpt(one.text, mention, pictures, protected, mask) for mention in one.mentions[:MOST]]
    if found and one.item.kind is not Kind.TABLE:
        return tuple(dict.fromkeys(found))
    rows = dict.fromkeys(f"{label(said.property, 'en')}: {mask(said.written)}" for said in shown)
    return (Excerpt("", "; ".join(rows), ""),) if rows else ()


def _excerpt(text: str, mention: Mention, pictures: Mapping[int, bytes], protected: bool, mask: Mask) -> Excerpt:
    written = mask(mention.written)
    if protected:
        return Excerpt(MASK, written, MASK)
    match mention.place:
        case Strip(number=row):
            return Excerpt("", written, "", pictures.get(row, b""), row)
        case Span(start=start, end=end):
            before = _from_word(text[max(0, start - AROUND) : start], start > AROUND)
            after = _to_word(text[end : end + AROUND], end + AROUND < len(text))
            return Excerpt(mask(before), written, mask(after))


def _from_word(text: str, cut: bool) -> str:
    """The end of a passage from its first whole word on."""
    return "…" + text.partition(" ")[2] if cut else text


def _to_word(text: str, cut: bool) -> str:
    return text.rpartition(" ")[0] + "…" if cut else text


def _as_bytes(excerpts: Iterable[Excerpt]) -> bytes:
    """What is attached in place of an original: its excerpts in words."""
    rows = [{"before": e.before, "written": e.written, "after": e.after, "row": e.row} for e in excerpts]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
