"""A round on a machine without a desk: a folder with the terms, what both sides said, and what is to be carried.

`out` holds what goes to the other side, `in` what it said. The first statement of each kind stands, as on a channel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from homeward.canonical import Value
from homeward.channel.matching import bundle, carriage
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.hits import HitProof
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.round import Answer
from homeward.channel.matching.side import Side
from homeward.channel.matching.statement import Statement
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Commit, Terms
from homeward.keys import Identity, PublicIdentity


@dataclass(frozen=True, slots=True)
class Station:
    """Our end: the folder, our keys, the other side's public ones, the terms, and those of earlier rounds."""

    folder: Path
    us: Identity
    them: PublicIdentity
    terms: Terms
    earlier: tuple[Terms, ...]

    @property
    def side(self) -> Side:
        return Side(Kept(self.folder / "kept"), self.terms, self.us.public.name, self.earlier)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def say(self, kind: str, data: Mapping[str, Value], at: datetime) -> None:
        """Put a signed statement into `out`."""
        self.out.mkdir(exist_ok=True)
        name = _name(self.us.public.name, kind, data)
        if not (self.out / name).exists():
            _put(self.out / name, Statement(kind, data, at).to_bytes(self.us))

    def hear(self, data: bytes) -> None:
        """Keep what the other side said; raises MatchingRefused when it is not signed, is said under other terms, or
        contradicts what it said before."""
        said = Statement.from_bytes(data, self.them)
        if said.data.get("terms") != self.terms.hash:
            raise MatchingRefused("other_terms", party=self.them.name)
        path = self.folder / "in" / _name(self.them.name, said.kind, said.data)
        path.parent.mkdir(exist_ok=True)
        if path.exists() and Statement.from_bytes(path.read_bytes(), self.them).data != said.data:
            raise MatchingRefused("said_otherwise", party=self.them.name)
        if not path.exists():
            _put(path, data)

    def signed(self) -> Signed:
        """What both said so far."""
        commits: dict[str, Commit] = {}
        answers: dict[str, Answer] = {}
        proofs: dict[str, tuple[HitProof, ...]] = {}
        for party, said in self._said():
            if said.kind == "match_commit" and self.terms.held_on(said.at.date()):
                commits[party] = Commit.from_value(party, said.data)
            elif said.kind == "match_answer":
                answers[party] = Answer.from_value(party, said.data)
            elif said.kind == "match_proof":
                found = (*proofs.get(party, ()), HitProof.from_value(party, said.data))
                proofs[party] = tuple(sorted(found, key=lambda proof: proof.number))
        return Signed(commits, {}, answers, proofs)

    def show(self, name: str, listing: Listing) -> Path:
        """Put a list of ours into `out`, sealed for the other side."""
        path = self.out / f"{self.us.public.name}-{name}{bundle.SUFFIX}"
        if not path.exists():
            partial = path.with_suffix(".partial")
            root, count = listing.root, len(listing.pages)
            pages = (carriage.seal_page(listing.page(n), [self.them.box], self.terms, root) for n in range(count))
            with partial.open("wb") as file:
                bundle.write(file, root, pages)
            partial.replace(path)
        return path

    def pages(self, file: Path, root: bytes) -> Iterator[Page]:
        """The pages of the list of `root` in a file of the other side; none when it holds another list."""
        with file.open("rb") as opened:
            if bundle.root_of(opened) == root:
                for blob in bundle.read(opened):
                    yield carriage.open_page([self.us.box], blob, self.terms, root)

    def _said(self) -> Iterator[tuple[str, Statement]]:
        for folder, by in ((self.out, self.us.public), (self.folder / "in", self.them)):
            for path in sorted(folder.glob("*.json")):
                yield by.name, Statement.from_bytes(path.read_bytes(), by)


def _name(party: str, kind: str, data: Mapping[str, Value]) -> str:
    number = data.get("number")
    return f"{party}-{kind}-{number}.json" if isinstance(number, int) else f"{party}-{kind}.json"


def _put(path: Path, data: bytes) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(data)
    partial.replace(path)
