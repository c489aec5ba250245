"""What the transcript of a channel says of an operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk.channel import ends
from desk.handover.models import Operation
from homeward.canonical import Value

_OF_A_DEAL = frozenset({"start", "passage_notice", "roll_call", "receipt", "remains_receipt", "substitute"})
_OF_A_NOTICE = frozenset({"acknowledge", "revocation_request", "revocation_agree", "check_in"})


@dataclass(frozen=True, slots=True)
class Word:
    """A message of the transcript as the operation hears it."""

    id: str
    kind: str
    party: str
    data: Mapping[str, Value]

    def text(self, key: str) -> str:
        return str(self.data.get(key, ""))

    def number(self, key: str) -> int:
        value = self.data.get(key)
        return value if isinstance(value, int) else 0


def said(operation: Operation) -> list[Word]:
    """The messages of the transcript that speak of this operation, of a notice or of a substitute of it, causes before
    effects."""
    rows = {row.body_hash: row.party for row in operation.deal.channel.messages.all()}
    found: list[Word] = []
    if not rows:
        return []
    notices, substitutes = set(operation.notices.values_list("sha256", flat=True)), set[str]()
    for message in ends.end_of(operation.deal.channel).transcript.effective:
        if not message.act.whole:
            continue  # what is not shown to us cannot be acted upon
        word = Word(message.id, message.act.kind, rows[message.id], message.act.data)
        of = word.text("of")
        if not (
            (word.kind in _OF_A_DEAL and word.text("deal") == operation.deal.key)
            or (word.kind in _OF_A_NOTICE and of in notices)
            or (word.kind == "comply" and of in substitutes)
        ):
            continue
        found.append(word)
        notices |= {word.id} if word.kind == "passage_notice" else set()
        substitutes |= {word.id} if word.kind == "substitute" else set()
    return found
