"""Which records are one human being: judgements of people first, then the links of machines, as far as they fit.

A cluster follows from the ledger alone: the judgements that stand, then the links in the order in which they came, each
joining two clusters unless a judgement keeps them apart or both hold a person of the register, for a machine never
makes two people one. What is new touches only its region, the records it can be reached from by judgements and links
of any kind; all others stand as they are. To take a judgement back is to fold its region anew without it, which undoes
exactly what it caused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from homeward.linkage.clusters_judgement import Judgement, NoSuchJudgement, contradiction


@dataclass(slots=True)
class _Record:
    """The judgements and the links that touch a record, and whether it is a person of the register."""

    person: bool = False
    judged: list[Judgement] = field(default_factory=list)
    linked: dict[int, tuple[str, str]] = field(default_factory=dict)


class Clusters:
    """Clusters of records, kept up to date by each judgement and link."""

    def __init__(self, people: Iterable[str] = ()) -> None:
        self._records = {name: _Record(person=True) for name in people}
        self._standing: dict[int, Judgement] = {}
        self._judged = self._links = 0
        self._members: dict[str, frozenset[str]] = {}

    def judge(self, left: str, right: str, *, same: bool) -> Judgement:
        """Somebody says that two records are the same human being, or are not. Raises Contradiction, naming both, if
        one that stands, or what follows from several, says otherwise."""
        new = Judgement(self._judged + 1, left, right, same)
        self._refuse(new)
        self._judged += 1
        self._standing[new.number] = new
        for name in {left, right}:
            self._record(name).judged.append(new)
        self._fold(left, right)
        return new

    def take_back(self, number: int) -> None:
        """Undo a judgement and exactly what it caused. Raises NoSuchJudgement."""
        try:
            old = self._standing.pop(number)
        except KeyError:
            raise NoSuchJudgement(f"There is no judgement {number} to take back.") from None
        region = self._region([old.left, old.right])
        for name in {old.left, old.right}:
            self._record(name).judged.remove(old)
        self._build(region)

    def link(self, left: str, right: str) -> bool:
        """A machine says that two records are probably one. True if they now are. The newest link changes nothing that
        older ones did, so nothing is folded anew."""
        self._links += 1
        for name in (left, right):
            self._record(name).linked[self._links] = (left, right)
        both = self.of(left) | self.of(right)
        if self._may_join(both, (one for name in both for one in self._record(name).judged)):
            self._members.update(dict.fromkeys(both, both))
        return right in self.of(left)

    def standing(self) -> dict[int, Judgement]:
        """The judgements that stand, by number."""
        return dict(self._standing)

    def of(self, name: str) -> frozenset[str]:
        """The records that are one with `name`, itself included."""
        return self._members.get(name, frozenset({name}))

    def all(self) -> frozenset[frozenset[str]]:
        """Every cluster of a record that anything was said of."""
        return frozenset(map(self.of, self._records))

    def _record(self, name: str) -> _Record:
        return self._records.setdefault(name, _Record())

    def _refuse(self, new: Judgement) -> None:
        """Raise for a judgement that contradicts: `new` says same, and a not stands between what is the same as its
        left and as its right; or it says not, and they are the same."""
        left, right = self._same(new.left), self._same(new.right)
        if not new.same and new.right in left:
            raise contradiction(new, left[new.right] or new)
        for name in left if new.same else ():
            for old in self._record(name).judged:
                if not old.same and (old.right if old.left == name else old.left) in right:
                    raise contradiction(new, old)

    def _same(self, name: str) -> dict[str, Judgement | None]:
        """What people have judged to be the same as `name`, each with the judgement that joined it last."""
        found: dict[str, Judgement | None] = {name: None}
        waiting = [name]
        while waiting:
            for one in self._record(waiting.pop()).judged:
                for other in (one.left, one.right) if one.same else ():
                    if other not in found:
                        found[other] = one
                        waiting.append(other)
        return found

    def _region(self, names: Iterable[str]) -> set[str]:
        found, waiting = set(names), list(names)
        while waiting:
            record = self._record(waiting.pop())
            for pair in (*((one.left, one.right) for one in record.judged), *record.linked.values()):
                waiting += [name for name in pair if name not in found]
                found.update(pair)
        return found

    def _fold(self, left: str, right: str) -> None:
        self._build(self._region([left, right]))

    def _build(self, region: set[str]) -> None:
        """Make the clusters of a region from its judgements and links, the oldest first."""
        clusters = {name: frozenset({name}) for name in region}
        judged = {one.number: one for name in region for one in self._records[name].judged}
        for one in judged.values():
            if one.same:
                _join(clusters, one.left, one.right)
        links = {number: pair for name in region for number, pair in self._records[name].linked.items()}
        for number in sorted(links):
            left, right = links[number]
            if self._may_join(clusters[left] | clusters[right], judged.values()):
                _join(clusters, left, right)
        self._members |= clusters

    def _may_join(self, both: frozenset[str], judged: Iterable[Judgement]) -> bool:
        """Whether a machine may make these records one."""
        apart = any(one.left in both and one.right in both for one in judged if not one.same)
        return not apart and sum(self._record(name).person for name in both) <= 1


def _join(clusters: dict[str, frozenset[str]], left: str, right: str) -> None:
    both = clusters[left] | clusters[right]
    clusters.update(dict.fromkeys(both, both))
