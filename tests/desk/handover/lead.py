"""Leads an operation to its end on a database of its own, as far as it has not been led: run, killed, and run again.

`python -m tests.desk.handover.lead` with HOMEWARD_VAR and DJANGO_SETTINGS_MODULE set. Prints the number of entries in
the operation's ledger after every act that is done: what was printed was promised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import django

django.setup()

from desk.accounts.identity import desk_identity  # noqa: E402
from desk.accounts.models import User  # noqa: E402
from desk.channel.models import Channel, Deal  # noqa: E402
from desk.errors import Refused  # noqa: E402
from desk.evidence.actions import take_in  # noqa: E402
from desk.handover import actions, queries  # noqa: E402
from desk.handover.models import Operation, Row  # noqa: E402
from desk.register.actions import open_person  # noqa: E402
from desk.register.models import Person  # noqa: E402
from homeward.errors import HomewardError  # noqa: E402
from homeward.evidence.mention import Detail  # noqa: E402
from homeward.handover import receipt as paper  # noqa: E402
from tests.desk.handover.steps import THEIRS, card, passage  # noqa: E402

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def main() -> None:
    for _ in acts(opened()):
        print(queries.entries(Operation.objects.get()).count(), flush=True)


def acts(operation: Operation) -> Iterator[object]:
    """Every act up to the end; what was done before a kill is refused by the machine and passed over."""
    by = User.objects.get(username="escort")
    for party in ("VRH", "ZLS"):
        yield _tried(lambda party=party: actions.act(by=by, at=NOW, operation=operation, kind="start", party=party))
    if not operation.notices.exists():
        yield actions.give_notice(by=by, at=NOW, operation=operation, party="VRH", passage=passage(NOW))
    notice = operation.notices.get()
    yield _tried(lambda: actions.acknowledge(by=by, at=NOW, notice=notice, party="ZLS", units="3rd brigade"))
    yield from _replaced(operation, by)
    for number in (1, 2):
        yield from _cross(operation, by, number)
    yield _tried(lambda: actions.close(by=by, at=NOW, operation=operation, party="VRH"))


def _replaced(operation: Operation, by: User) -> Iterator[object]:
    """Шевчук comes instead of one of ours in the second stage."""
    stage, comes = operation.stages.get(number=2), Person.objects.get(display_name="Шевчук")
    leaving = stage.rows.get(direction="receive")
    if leaving.person != comes and not _proposed(operation):
        leaves = leaving.person.public_id
        yield actions.propose_substitute(by=by, at=NOW, stage=stage, leaves=leaves, comes=comes, points=8, party="VRH")
    for one in _proposed(operation):
        yield actions.agree_substitute(by=by, at=NOW, operation=operation, proposed=one.value, party="ZLS")


def _proposed(operation: Operation) -> list[queries.Waiting]:
    return queries.substitutes(operation, queries.machine(operation))


def _cross(operation: Operation, by: User, number: int) -> Iterator[object]:
    stage = operation.stages.get(number=number)
    data = {"stage": number}
    yield _tried(lambda: actions.act(by=by, at=NOW, operation=operation, kind="move", party="VRH", data=data))
    stage.refresh_from_db()
    if stage.state == "moving":
        for row in Row.objects.filter(stage=stage):
            yield actions.mark(by=by, at=NOW, row=row, seen=True)
        yield actions.end_roll_call(by=by, at=NOW, stage=stage, party="VRH")
    yield _tried(lambda: actions.sign_receipt(by=by, at=NOW, stage=stage))
    receipt = stage.__class__.objects.get(pk=stage.pk).receipt
    if "ZLS" not in paper.verify(bytes(receipt.data)).parties:
        both = paper.sign(paper.verify(bytes(receipt.data)), "ZLS", THEIRS)
        yield actions.countersign(by=by, at=NOW, receipt=receipt, data=both.to_bytes())


def _tried(act: object) -> object:
    with suppress(Refused):
        return act()  # type: ignore[operator]
    return None


def opened() -> Operation:
    """The operation, made if there is none."""
    by, _ = User.objects.get_or_create(username="escort", role="escort")
    deal = Deal.objects.first() or _deal(by)
    with suppress(HomewardError):
        return actions.open_operation(by=by, at=NOW, deal=deal, title="The bridge", stages=2)
    return Operation.objects.get()


def _deal(by: User) -> Deal:
    item = take_in(by=by, at=NOW, data=b"x", name="x.txt", source="s", collector="c", collected_at=NOW)
    names = iter(("Шевчук", "Иванов", "Петров", "Гнатюк", "Лисенко"))

    def person(party: str) -> str:
        name = next(names)
        details = (Detail("surname", name, name),)
        return str(open_person(by=by, at=NOW, party=party, item=item, locator=name, values=details).public_id)

    person("VRH")  # who comes instead of another
    cards = [card("VRH", desk_identity(), NOW), card("ZLS", THEIRS, NOW)]
    channel, _ = Channel.objects.get_or_create(
        ch="c", defaults={"number": 1, "party": "VRH", "peer": "ZLS", "cards": cards, "opened_by": by, "opened_at": NOW}
    )
    return Deal.objects.create(
        channel=channel,
        key="d",
        state="sealed",
        ours=True,
        on="m",
        terms={},
        people=[],
        give=[person("ZLS"), person("ZLS")],
        receive=[person("VRH"), person("VRH")],
        expires_at=NOW + timedelta(days=9),
        opened_at=NOW,
        changed_at=NOW,
    )


if __name__ == "__main__":
    main()
