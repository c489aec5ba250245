"""What the other side and the observer say of a stage, beside what we say. Nothing is settled by the program."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.channel.queries import Observation, observations
from desk.handover.models import Operation, Stage, Told
from desk.handover.queries.state import parties, signers
from desk.register.models import Person
from homeward.handover import operation as lib
from homeward.handover.beside import Differs, Signed, differences, signed
from homeward.handover.stage import Outcome, Seal
from homeward.handover.stage import Stage as Value

RECEIPTS = {
    Signed.NONE: _("Nobody has signed a receipt."),
    Signed.OURS: _("We alone have signed the receipt."),
    Signed.THEIRS: _("They alone have signed a receipt: we have none like it."),
    Signed.BOTH: _("Both sides have signed the same receipt; the observer has not."),
    Signed.ANOTHER: _("They have signed another receipt than ours."),
    Signed.ALL: _("All have signed the same receipt: anybody can verify it."),
}
_OUTCOMES = {
    Outcome.PRESENT: _("present"),
    Outcome.ABSENT: _("absent"),
    Outcome.REFUSES: _("refuses to cross"),
    Outcome.DIED: _("died on the way"),
    Outcome.HELD_BACK: _("held back"),
    None: _("not named"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A person of whom `party` says otherwise than we."""

    name: str
    party: str
    ours: Promise | str
    theirs: Promise | str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many each says crossed to us and to them."""

    party: str
    receive: int
    give: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """How many an observer saw cross and not cross, and what it adds."""

    party: str
    present: int
    absent: int
    agrees: bool
    note: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One stage: the counts of both sides and of observers, where the roll-calls differ, bags that they signed for and
    we did not hand over, and by whom it is receipted."""

    stage: Stage
    counts: tuple[Counted, ...]
    seen: tuple[Seen, ...]
    differs: tuple[Line, ...]
    bags: tuple[str, ...]
    words: Promise | str


def beside(operation: Operation, now: lib.Operation) -> list[Beside]:
    """The stages of which anything was counted, told or signed."""
    values, found = {stage.number: stage for stage in now.stages}, list[Beside]()
    seen = observations(operation.public_id)
    for stage in operation.stages.order_by("number").prefetch_related("told"):
        value, told = values[stage.number], list(stage.told.all())
        here = [one for one in seen if one.stage == stage.number]
        if told or here or value.marks or value.seals:
            found.append(_beside(operation, stage, value, told, here))
    return found


def _beside(operation: Operation, stage: Stage, value: Value, told: list[Told], seen: list[Observation]) -> Beside:
    called = {one.party: one for one in told if one.kind == Told.Kind.ROLL_CALL}
    lines = [(party, found) for party, one in called.items() for found in differences(value, _outcomes(one))]
    named = Person.objects.filter(public_id__in=[one.id for _party, one in lines])
    names = dict(named.values_list("public_id", "display_name"))
    receipts = {str(one.data["sha256"]) for one in told if one.kind == Told.Kind.RECEIPT}
    standing = signed(value, signers(operation), parties(operation)[0], receipts)
    bags = {bag for one in told if one.kind == Told.Kind.REMAINS for bag in one.data["bags"]}
    counted = [Counted(one.by, one.receive, one.give, one == value.crossed(one.by)) for one in value.counts]
    return Beside(
        stage=stage,
        counts=tuple(counted),
        seen=tuple(_seen(one, value) for one in seen),
        differs=tuple(_line(party, found, names) for party, found in lines if value.marks),
        bags=tuple(sorted(bags - {seal for seal, state in value.seals if state is not Seal.MISSING})),
        words=RECEIPTS[standing],
    )


def _seen(one: Observation, value: Value) -> Seen:
    agrees = (one.present, one.absent) == (len(value.present), len(value.absent))
    return Seen(one.party, one.present, one.absent, agrees, one.note)


def _outcomes(told: Told) -> dict[str, Outcome]:
    """What a roll-call of theirs says of each person."""
    return {id: outcome for outcome in Outcome for id in told.data.get(outcome, [])}


def _line(party: str, one: Differs, names: dict[str, str]) -> Line:
    return Line(names.get(one.id, one.id), party, _OUTCOMES[one.ours], _OUTCOMES[one.theirs])
