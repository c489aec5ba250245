"""A desk of any kind in a folder and a process of its own, which takes orders from its standard input, each a line
`{"do": …, "with": {…}}`, and answers each with a line of JSON.

`python -m tests.soak.sitting` with HOMEWARD_VAR, HOMEWARD_PARTY and HOMEWARD_KIND set.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from desk import flow  # noqa: E402
from desk.accounts.models import User  # noqa: E402
from desk.channel import actions, ends, intake, queries  # noqa: E402
from desk.channel.actions.suggestions import Package  # noqa: E402
from desk.channel.models import Alarm, Channel, Deal, Draft, Sits  # noqa: E402
from desk.channel.queries.suggestions import suggested  # noqa: E402
from desk.channel.queries.witnessing import marks_of  # noqa: E402
from desk.register.models import Person  # noqa: E402
from homeward.channel import marks  # noqa: E402
from homeward.channel.export import export  # noqa: E402
from tests.soak.peer import AT  # noqa: E402

WORDS = "a long night on the river"
Answer = object


def at() -> datetime:
    return AT


def user(role: str, name: str = "") -> User:
    return User.objects.get_or_create(username=name or role, role=role)[0]


def by() -> User:
    return user("negotiator" if settings.HOMEWARD_KIND == Sits.HEADQUARTERS else "mediator")


def approvers() -> list[User]:
    return [user("approver", f"approver-{number}") for number in (1, 2)]


def channel() -> Channel:
    return Channel.objects.get()


def approve(draft: Draft) -> None:
    for one in approvers():
        actions.approve(by=one, at=at(), draft=draft, passphrase=WORDS)


def card() -> Answer:
    """Make the keys; the card."""
    call_command("migrate", verbosity=0)
    if settings.HOMEWARD_KIND == Sits.HEADQUARTERS:
        for one in approvers():
            actions.take_seat(by=one, at=at(), passphrase=WORDS)
        actions.set_up(by=approvers()[0], at=at(), passphrase=WORDS)
    else:
        actions.set_up_between(by=by(), at=at(), passphrase=WORDS)
    return written(ends.newest_card().to_bytes())


def join(peer: str, other: str) -> Answer:
    """Open the channel with two cards (of the peer and the mediator, or of both headquarters); the digits compared."""
    cards = [base64.b64decode(one) for one in (peer, other)]
    if settings.HOMEWARD_KIND == Sits.HEADQUARTERS:
        row = actions.pair(by=by(), at=at(), peer=cards[0], mediator=cards[1])
    else:
        row = actions.sit_between(by=by(), at=at(), cards=cards)
    actions.compare(by=by(), at=at(), channel=row, digits=ends.peer_digits(row))
    for party in row.parties[1:]:
        digits = ends.digits_with(row, party)
        actions.compare_card(by=by(), at=at(), channel=row, party=party, digits=digits)
    return {party: ends.digits_with(row, party) for party in row.parties}


def give() -> Answer:
    """The files for each party; a mediator's marks are among them."""
    row = channel()
    files = actions.export_to_folder(by=by(), at=at(), channel=row)
    shared = [path for path in files if path.parent == ends.outbox(row)]
    own = {party: [path for path in files if path.parent.name == party] for party in row.parties}
    given = marks_of(row) if row.mediates else marks.Marks()
    stamped = marks.write(given.postmarks, given.cosignatures)
    more = [written(stamped)] if stamped else []
    return {party: [written(path.read_bytes()) for path in (*shared, *paths)] + more for party, paths in own.items()}


def take(files: Sequence[str]) -> Answer:
    """Take in what was carried; what was refused, in words."""
    brought = [intake.Brought(f"{number}", base64.b64decode(one)) for number, one in enumerate(files)]
    collected = actions.take_in(by=by(), at=at(), channel=channel(), files=brought)
    flow.advance()
    return [one.saying.in_language("en") for one in collected.refused]


def offer() -> Answer:
    people = [
        Person.objects.create(party=party, display_name=name, opened_at=at(), opened_by=by()).public_id
        for party, name in (("VRH", "Коваль Іван Петрович"), ("ZLS", "Орлов Пётр Ильич"))
    ]
    draft = actions.offer(by=by(), at=at(), channel=channel(), terms={}, give=people[1:], receive=people[:1])
    approve(draft)
    return None


def accept() -> Answer:
    approve(actions.accept(by=by(), at=at(), deal=Deal.objects.get()))
    return None


def confirm() -> Answer:
    approve(actions.confirm(by=by(), at=at(), deal=Deal.objects.get()))
    return None


def dispute() -> Answer:
    deal, due = Deal.objects.get(), at() + timedelta(days=3)
    actions.raise_dispute(by=by(), at=at(), deal=deal, about=deal.on, reason="One was missing.", due=due)
    return None


def seal(text: str) -> Answer:
    [shown] = queries.disputes(channel(), at(), "en")
    exhibits = [shown.case.dispute.about]
    actions.seal_submission(by=by(), at=at(), channel=channel(), case=shown.case, text=text, exhibits=exhibits)
    return None


def uncover() -> Answer:
    [shown] = queries.disputes(channel(), at(), "en")
    actions.open_submission(by=by(), at=at(), channel=channel(), case=shown.case)
    return None


def rule() -> Answer:
    [shown] = queries.disputes(channel(), at(), "en")
    said = {"finding": "partly", "outcome": "continue", "reason": "As it was signed."}
    actions.rule(by=by(), at=at(), channel=channel(), case=shown.case, rests_on=["article_gc3_118"], **said)
    return None


def suggest() -> Answer:
    deal, due = Deal.objects.get(), at() + timedelta(days=2)
    packages = [Package(deal.give, deal.receive, note) for note in ("first", "second")]
    actions.suggest(by=by(), at=at(), channel=channel(), packages=packages, due=due)
    return None


def answer(numbers: Sequence[int]) -> Answer:
    [shown] = suggested(channel(), at(), "en")
    accepts = [shown.round.ids[number - 1] for number in numbers]
    data, due = {"round": shown.round.key, "accepts": accepts}, shown.round.due
    kind, to = "suggestion_answer", [shown.round.by]
    approve(actions.compose(by=by(), at=at(), channel=channel(), kind=kind, data=data, to=to, exp=due))
    return None


def tell() -> Answer:
    [shown] = suggested(channel(), at(), "en")
    actions.tell_result(by=by(), at=at(), channel=channel(), key=shown.round.key)
    return None


def seen() -> Answer:
    """What the desk knows in the end."""
    row = channel()
    [case], [round_] = queries.disputes(row, at(), "en"), suggested(row, at(), "en")
    submissions = [side.submission.text for side in case.sides]
    stamped = sum(1 for one in queries.conversation(row, at(), "en") if one.existed)
    return {
        "deal": Deal.objects.get().state,
        "submissions": submissions,
        "finding": case.ruling.finding if case.ruling else "",
        "agreed": round_.agreed,
        "answers": sorted(round_.round.accepts),
        "cosignatures": sorted({one.found for one in row.cosignatures.all()}),
        "stamped": stamped,
        "alarms": Alarm.objects.count(),
        "transcript": export(ends.end_of(row).transcript).decode(),
    }


def written(data: bytes) -> str:
    return base64.b64encode(data).decode()


_ORDERS = (card, join, give, take, offer, accept, confirm, dispute, seal, uncover, rule, suggest, answer, tell, seen)
ORDERS: Mapping[str, object] = {order.__name__: order for order in _ORDERS}


def main() -> None:
    settings.HOMEWARD_KEY_COST = (8, 1, 1)  # keys of a test protect nothing
    for line in sys.stdin:
        order = json.loads(line)
        act = ORDERS[order["do"]]
        assert callable(act)
        print(json.dumps(act(**order["with"])), flush=True)


if __name__ == "__main__":
    main()
