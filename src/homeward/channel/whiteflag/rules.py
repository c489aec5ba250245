"""What the standard lets a message say, and to which earlier message it may refer (sections 4.3.1 and 5.4.1).

Which kind of object a subject may mark stands in subjects.csv, by the first digit of the object's code; which kind of
message may refer to which in references.csv; and which way of referring may refer to which in sequences.csv.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from homeward.channel.whiteflag.codec import identify
from homeward.channel.whiteflag.errors import BadWhiteflag
from homeward.channel.whiteflag.message import Code, Message, Reference, Requested, Sign

_OBJECTS = frozenset({"00", "10", "11", "12", "13", "14", "15", "20", "21", "22", "23", "30", "31", "32", "33"}) | {
    "40", "50", "60", "70", "80",
}  # fmt: skip
_REPEATS = frozenset({Reference.RECALL, Reference.DISCONTINUE, Reference.CONFIRM, Reference.ACKNOWLEDGE}) | {
    Reference.COMPLY,
    Reference.REJECT,
}
_CIRCLES, _UNSHAPED = frozenset({"21", "31"}), frozenset({"20", "30"})
_PRIVATE = "F"


def check(message: Message) -> None:
    """Nothing, if what a sign says is allowed; else raises BadWhiteflag. Codes from F0 to FF are private: they say what
    two sides agreed, and only the form is checked."""
    if isinstance(message.body, str):
        return
    sign = message.body
    _check_subject(message.code, sign)
    if message.code == Code.PROTECTION and not sign.place.told:
        raise BadWhiteflag("place_needed")
    _check_size(sign)
    for row in sign.requested:
        _check_requested(row)


def check_reference(message: Message, referenced: Message, *, same: bool) -> None:
    """Nothing, if `message` may refer to `referenced`, of the `same` originator or another; else raises
    BadWhiteflag. That a way of adding is used once only (5.4.1.2) is for who keeps all messages to watch."""
    how, was = message.reference.value, referenced.reference.value
    if message.referenced != identify(referenced):
        raise BadWhiteflag("refers_to_other")
    if how not in _references().get((message.code.value, referenced.code.value), ""):
        raise BadWhiteflag("may_not_refer", by=message.code.value, to=referenced.code.value, how=how)
    allowed, whose = _sequences().get(how, ("", ""))
    if was not in allowed or whose not in ("both", "same" if same else "other"):
        raise BadWhiteflag("may_not_refer", by=message.code.value, to=referenced.code.value, how=how)
    if message.reference in _REPEATS and message.body != referenced.body:
        raise BadWhiteflag("must_repeat")


def reply(message: Message, how: Reference, *, duress: bool = False) -> Message:
    """The message that refers to `message` in this way and repeats what it says; raises BadWhiteflag where the standard
    wants other words (an update, an addition, a relation), or forbids the reply."""
    if how not in _REPEATS:
        raise BadWhiteflag("not_a_reply", how=how.value)
    answer = Message(message.code, message.body, how, identify(message), duress)
    check_reference(answer, message, same=how in (Reference.RECALL, Reference.DISCONTINUE))
    return answer


def _check_subject(code: Code, sign: Sign) -> None:
    if sign.subject.startswith(_PRIVATE) or sign.object.startswith(_PRIVATE):
        return
    objects = _subjects().get((code.value, sign.subject))
    if objects is None or sign.object not in _OBJECTS or sign.object[0] not in objects:
        raise BadWhiteflag("unknown_sign", code=code.value, subject=sign.subject, object=sign.object)


def _check_size(sign: Sign) -> None:
    shaped = sign.object[0] in "23" and sign.object not in _UNSHAPED
    may = shaped or sign.object[0] in ("1", _PRIVATE)
    given = sign.sizes != (0, 0)
    wrong = (given and not may) or (shaped and not sign.sizes[0])
    wrong |= shaped and (sign.object in _CIRCLES) == bool(sign.sizes[1])
    if wrong or given != (sign.direction is not None) or not 0 <= (sign.direction or 0) <= 359:
        raise BadWhiteflag("bad_size")


def _check_requested(row: Requested) -> None:
    known = row.object in _OBJECTS or row.object.startswith(_PRIVATE)
    if not known or row.object[0] in "23" or "12" <= row.object <= "1F" or not 0 <= row.quantity <= 99:
        raise BadWhiteflag("bad_request", object=row.object)


@cache
def _subjects() -> dict[tuple[str, str], str]:
    return {(row["code"], row["subject"]): row["objects"] for row in _rows("subjects")}


@cache
def _references() -> dict[tuple[str, str], str]:
    return {(row["by"], row["to"]): row["indicators"] for row in _rows("references")}


@cache
def _sequences() -> dict[str, tuple[str, str]]:
    return {row["by"]: (row["to"], row["whose"]) for row in _rows("sequences")}


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("homeward.channel.whiteflag").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
