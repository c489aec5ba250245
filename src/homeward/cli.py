"""`homeward`: the commands of the library, for machines without a desk.

Each command imports its room only when it is called, so that help and refusals come at once.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from homeward.channel.matching import arguments as matching
from homeward.errors import HomewardError
from homeward.words import Language

if TYPE_CHECKING:
    from homeward.handover.receipt import Mark

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when something was refused, with its reason on standard error."""
    given = _parser().parse_args(arguments)
    command: Command = given.command
    try:
        return command(given)
    except HomewardError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="homeward", description="Evidence, proof and exchange of prisoners of war.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    capture = commands.add_parser("capture", help="keep files or web pages with their custody")
    capture.add_argument("found", nargs="+", metavar="FILE|URL")
    capture.add_argument("--bag", type=Path, default=Path("var/bag"), help="folder to keep them in")
    capture.add_argument("--source", default="", help="where they were found; by default their name or address")
    capture.add_argument("--collector", default=getpass.getuser(), help="who found them")
    capture.set_defaults(command=_capture)

    verify = commands.add_parser("verify", help="check a dossier, a transcript or a receipt")
    verify.add_argument("file", type=Path)
    verify.add_argument("--signer", default="", help="fingerprint the signer must have")
    verify.set_defaults(command=_verify)

    plan = commands.add_parser("plan", help="find the best deal among several parties, and what it hangs on")
    plan.add_argument("file", type=Path, metavar="TABLE.json", help="parties, groups, acts and clauses")
    plan.add_argument("--language", choices=list(Language), default=Language.ENGLISH)
    plan.set_defaults(command=_plan)

    key = commands.add_parser("key", help="make a key of your own: a superior's seat or a device")
    key.add_argument("name", help="the code of your party, a hyphen, small letters or figures: VRH-p3")
    key.add_argument("--out", type=Path, default=Path(), help="folder to write the two halves to")
    key.add_argument("--duty", type=Path, help="a device: the duty officer's public half, for a second passphrase")
    key.set_defaults(command=_key)

    approve = commands.add_parser("approve", help="read what would bind your party, and sign it with a key of your own")
    approve.add_argument("draft", type=Path, metavar="DRAFT.json", help="the file from the desk's page of approvals")
    approve.add_argument("--key", type=Path, help="the file of your key; by default the only one beside the draft")
    approve.add_argument("--out", type=Path, help="where the approval is written; by default beside the draft")
    approve.add_argument("--language", choices=list(Language), default=Language.ENGLISH)
    approve.set_defaults(command=_approve)

    saying = commands.add_parser("say", help="write from the road with a device's own key")
    saying.add_argument("ticket", type=Path, metavar="TICKET.json", help="what the desk gave for the device")
    saying.add_argument("kind", help="the form: acknowledge, check_in, roll_call, receipt, note, heartbeat, …")
    saying.add_argument("fields", nargs="*", metavar="FIELD=VALUE")
    saying.add_argument("--key", type=Path, help="the file of the key; by default the only one beside the ticket")
    saying.add_argument("--channel", type=int, default=1, help="which channel of the ticket, from 1")
    saying.add_argument("--out", type=Path, default=Path("out"), help="folder to write the sealed messages to")
    saying.add_argument("--language", choices=list(Language), default=Language.ENGLISH)
    saying.set_defaults(command=_say)

    link = commands.add_parser("link", help="tell which people of a register the mentions of a file mean")
    link.add_argument("mentions", type=Path, metavar="MENTIONS.csv")
    link.add_argument("register", type=Path, metavar="REGISTER.csv")
    link.add_argument(
        "--out", type=Path, required=True, help="folder to write to; a run that was stopped goes on there"
    )
    link.add_argument("--processes", type=int, default=2, help="how many run at once")
    link.add_argument(
        "--absent", type=float, default=0.1, help="share of mentions expected to speak of nobody in the register"
    )
    link.set_defaults(command=_link)

    match = commands.add_parser("match", help="look for people without showing a list: a round of private matching")
    matching.add(match, _match)

    relay = commands.add_parser("relay", help="run a mediator's mailboxes for sealed messages")
    relay.add_argument("folder", type=Path, help="where the mailboxes and the mediator's keys lie")
    relay.add_argument("--party", default="MDL", help="the mediator's code on the channel")
    relay.add_argument("--new-mailbox", action="store_true", help="make a mailbox, print its secrets, and end")
    relay.add_argument("--host", default="127.0.0.1")
    relay.add_argument("--port", type=int, default=8090)
    relay.set_defaults(command=_relay)

    simulate = commands.add_parser("simulate", help="write what a headquarters of a made-up conflict would see")
    simulate.add_argument("--people", type=int, default=2000)
    simulate.add_argument("--seed", type=int, default=1)
    simulate.add_argument("--until", type=date.fromisoformat, default=date(2026, 11, 1), help="last day, YYYY-MM-DD")
    simulate.add_argument("--out", type=Path, help="folder to write to")
    simulate.add_argument("--policy", choices=["planner", "one_for_one", "both"], help="compare policies instead")
    simulate.add_argument("--counterpart", default="", help="honest, hard or opportunist; by default each of them")
    simulate.add_argument("--rounds", type=int, default=60)
    simulate.add_argument("--runs", type=int, default=20, help="runs of each policy")
    simulate.set_defaults(command=_simulate)
    return parser


def _capture(given: argparse.Namespace) -> int:
    from homeward.evidence.bag import Bag, Found

    bag, refused = Bag(given.bag), 0
    for name in given.found:
        try:
            found = Found(_bytes(name), name.rsplit("/", 1)[-1] or name, given.source or name)
            item = bag.capture(found, collector=given.collector, at=datetime.now(UTC))
        except (HomewardError, OSError) as error:
            refused += 1
            print(f"{name}: not taken in. {_sentence(error)}", file=sys.stderr)
        else:
            print(f"{name}: {item.kind}, {item.size} bytes, SHA-256 {item.sha256}")
    return 1 if refused else 0


def _bytes(name: str) -> bytes:
    if "://" in name:
        from homeward.evidence.fetch import fetch

        return fetch(name)
    return Path(name).read_bytes()


def _sentence(error: Exception) -> str:
    return str(error) if isinstance(error, HomewardError) else f"The file cannot be read: {error.args[-1]}."


def _key(given: argparse.Namespace) -> int:
    from homeward.channel.offline import command

    return command.make_key(given)


def _approve(given: argparse.Namespace) -> int:
    from homeward.channel.offline import command

    return command.approve(given, datetime.now(UTC))


def _say(given: argparse.Namespace) -> int:
    from homeward.channel.offline import command

    return command.say_from_the_road(given, datetime.now(UTC))


def _link(given: argparse.Namespace) -> int:
    from homeward.linkage import bulk, bulk_files
    from homeward.linkage.engines.local import Local

    mentions, people = bulk_files.read(given.mentions), bulk_files.read(given.register)
    run = bulk.Run(given.out, bulk.plan(given.mentions, given.register))
    links = run.link(mentions, people, Local(given.processes), _progress, given.absent)
    print(f"{links}: {mentions.num_rows} mentions against {people.num_rows} people.")
    return 0


def _progress(done: int, of: int) -> None:
    print(f"{done} of {of} chunks are done.", file=sys.stderr, flush=True)


def _match(given: argparse.Namespace) -> int:
    from homeward.channel.matching import command

    return command.run(given, datetime.now(UTC))


def _relay(given: argparse.Namespace) -> int:
    from homeward.channel.relay import server

    print(f"The mediator's card, for both sides: {server.set_up(given.folder, given.party)}")
    if given.new_mailbox:
        access = server.new_mailbox(given.folder)
        print(f"mailbox {access.id}\nto write {access.write}\nto read {access.read}")
        return 0
    print(f"Answering on http://{given.host}:{given.port}; behind a proxy with TLS only. Stop with Ctrl-C.", flush=True)
    server.serve(given.folder, given.party, given.host, given.port)
    return 0


def _verify(given: argparse.Namespace) -> int:
    data = _of(given.file)
    signer = given.signer.replace(" ", "")
    for line in _proof(data, signer):
        print(line)
    return 0


def _of(path: Path) -> bytes:
    """What the file holds; raises HomewardError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise HomewardError(f"{path}: {_sentence(error)}") from error


def _proof(data: bytes, signer: str) -> Iterable[str]:
    """What the file proves, a sentence each; told by its first bytes, never by its name."""
    if data.startswith(b"PK"):
        return _dossier_proof(data, signer)
    if data.startswith(b'{"receipt"'):
        return _receipt_proof(data, signer)
    if data.startswith(b'{"head"'):
        return _slip_proof(data, signer)
    if b'"format":"homeward transcript' in data[: data.find(b"\n")]:
        return _transcript_proof(data, signer)
    if b'"format":"homeward fork' in data[: data.find(b"\n")]:
        return _fork_proof(data, signer)
    raise HomewardError("The file is neither a dossier nor a transcript nor a receipt nor the proof of a fork.")


def _dossier_proof(data: bytes, signer: str) -> Iterable[str]:
    from homeward.dossier.verify import verify_bytes

    return verify_bytes(data, signer).sentences("en")


def _transcript_proof(data: bytes, signer: str) -> Iterable[str]:
    from homeward.channel.verifier import verify_transcript

    found = verify_transcript(data)
    _expect(signer, [fingerprint for _, fingerprint in found.roots])
    yield f"A whole transcript of the channel {found.channel}; messages: {found.messages}."
    yield from (f"{party} signs under the root {fingerprint}." for party, fingerprint in found.roots)
    yield from (f"{author} wrote two different messages as number {number}." for author, number in found.forks)
    yield from (f"The certificate of {name} was ended; what it signed later does not count." for name in found.ended)
    if found.withheld:
        yield f"Messages of which not everything is shown: {found.withheld}."
    if found.postmarked:
        yield f"Messages with a mediator's postmark: {found.postmarked}."
    if found.witnessed:
        yield f"Chains that a witness signed: {found.witnessed}."


def _fork_proof(data: bytes, signer: str) -> Iterable[str]:
    from homeward.channel.verifier import verify_fork

    found = verify_fork(data)
    _expect(signer, [found.root])
    yield f"{found.author} signed two different messages as number {found.seq}."
    yield f"{found.party} stands for it under the root {found.root}."


def _receipt_proof(data: bytes, signer: str) -> Iterable[str]:
    from homeward.handover.receipt import verify

    found = verify(data)
    _signed_by(found.marks, signer)
    receipt = found.receipt
    yield f"A receipt of stage {receipt.stage} of {receipt.operation} under {receipt.deal}, at {receipt.place}."
    yield (
        f"Crossed: {len(receipt.crossed)}; stayed: {len(receipt.stayed)}; bodies: {len(receipt.bodies)}; "
        f"at {receipt.at:%Y-%m-%d %H:%M} UTC."
    )
    yield from _marks(found.marks)


def _slip_proof(data: bytes, signer: str) -> Iterable[str]:
    from homeward.handover.slip import verify_slip

    found = verify_slip(data)
    _signed_by(found.marks, signer)
    head, entry = found.head, found.entry
    who = f"{entry['name']}, born {entry['born']}," if "name" in entry else f"The body under the seal {entry['seal']}"
    yield f"{who} went to {entry['to']} at {head['place']}, {head['at']}."
    yield f"It is of stage {head['stage']} of {head['operation']} under {head['deal']}, with {head['people']} people."
    yield from _marks(found.marks)


def _signed_by(marks: Sequence[Mark], signer: str) -> None:
    if not marks:
        raise HomewardError("Nobody has signed this receipt, so it proves nothing.")
    _expect(signer, [mark.public.fingerprint for mark in marks])


def _marks(marks: Sequence[Mark]) -> Iterable[str]:
    yield from (f"{mark.party} signed it with the key {mark.public.fingerprint}." for mark in marks)
    if len(marks) == 1:
        yield "Only one side has signed it."


def _expect(signer: str, fingerprints: Iterable[str]) -> None:
    if signer and signer not in {one.replace(" ", "") for one in fingerprints}:
        raise HomewardError("It was signed by somebody else than the fingerprint you gave.")


def _plan(given: argparse.Namespace) -> int:
    from homeward.planner.parties.report import lines

    for line in lines(_of(given.file), given.language):
        print(line)
    return 0


def _simulate(given: argparse.Namespace) -> int:
    if given.policy:
        return _policy(given)
    if given.out is None:
        raise HomewardError("Say with --out where to write, or with --policy which policies to compare.")
    return _conflict(given)


def _policy(given: argparse.Namespace) -> int:
    from homeward.simulator.policy.policies import Policy
    from homeward.simulator.policy.report import lines

    policies = list(Policy) if given.policy == "both" else [Policy(given.policy)]
    for line in lines(policies, given.counterpart, max(given.runs, 1), given.seed, max(given.rounds, 1)):
        print(line, flush=True)
    return 0


def _conflict(given: argparse.Namespace) -> int:
    from homeward.simulator.emissions import emissions
    from homeward.simulator.world import Scenario

    given.out.mkdir(parents=True, exist_ok=True)
    count = size = 0
    for one in emissions(Scenario(given.seed, given.people, given.until)):
        (given.out / one.name).write_bytes(one.data)
        count, size = count + 1, size + len(one.data)
        if sys.stderr.isatty() and count % 50 == 0:
            print(f"\r{count} finds, {size / 1e6:.1f} MB", end="", file=sys.stderr)
    print(f"{given.out}: {count} finds on {given.people} people, {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
