"""The people of a register by the keys of their names: finds, in any script and misspelling, whom a mention may
speak of."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from homeward.linkage.facts import Facts
from homeward.linkage.score import Score, score
from homeward.names.keys import keys

_SHORTLIST = 40  # people compared in full for one mention
_NEAR = 12  # keys spelt alike that are followed from one key
_GRAM = 3
_CERTAIN = 40.0  # log-odds beyond which nothing changes, so that no number overflows


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the register and how the mention compares with him or her."""

    person: str
    score: Score


class Index:
    """Postings from keys, and from the trigrams of keys, to people; kept up to date one person at a time."""

    def __init__(self) -> None:
        self._facts: dict[str, Facts] = {}
        self._by_key: defaultdict[str, set[str]] = defaultdict(set)
        self._by_gram: defaultdict[str, set[str]] = defaultdict(set)

    @classmethod
    def build(cls, people: Iterable[tuple[str, Facts]]) -> Index:
        """An index of `people`, each an id with what is known of the person."""
        index = cls()
        for person, facts in people:
            index.add(person, facts)
        return index

    def __len__(self) -> int:
        return len(self._facts)

    def add(self, person: str, facts: Facts) -> None:
        """Put a person in, in place of what the index knew of him or her before; found at once."""
        self.remove(person)
        self._facts[person] = facts
        for key in _keys(facts):
            if not self._by_key[key]:
                for gram in _grams(key):
                    self._by_gram[gram].add(key)
            self._by_key[key].add(person)

    def remove(self, person: str) -> None:
        """Take a person out; one who is not in is no error."""
        facts = self._facts.pop(person, None)
        for key in _keys(facts) if facts else ():
            self._by_key[key].discard(person)

    def search(self, mention: Facts, limit: int = 5, population: int | None = None) -> list[Candidate]:
        """The likeliest people, the likeliest first. `population` is how many people the mention could speak of,
        whether they are in the register or not; by default twice the people in it. A mention speaks of one person
        only, so the probabilities compete: of two namesakes who fit alike, neither comes out likely."""
        size = population or 2 * len(self._facts)
        found = [Candidate(one, score(mention, self._facts[one], size)) for one in self._shortlist(mention)]
        return sorted(_competing(found), key=lambda one: (-one.score.log_odds, one.person))[:limit]

    def _shortlist(self, mention: Facts) -> list[str]:
        """The people who share the rarest keys with the mention, near spellings counted at half."""
        weights: defaultdict[str, float] = defaultdict(float)
        for key in sorted(_keys(mention)):
            for near, share in self._near(key):
                people = self._by_key[near]
                weight = share * math.log(1 + (len(self._facts) + 1) / (len(people) + 1))
                for person in people:
                    weights[person] += weight
        return [person for person, _ in _largest(weights, _SHORTLIST)]

    def _near(self, key: str) -> Iterable[tuple[str, float]]:
        """The keys of the index that are `key` or spelt like it, each with how alike they are."""
        if self._by_key.get(key):
            yield key, 1.0
        grams = _grams(key)
        shared = Counter(near for gram in grams for near in self._by_gram.get(gram, ()))
        for near, count in _largest(shared, _NEAR):
            alike = 2 * count / (len(grams) + len(_grams(near)))
            if near != key and alike >= 0.5:
                yield near, alike * 0.7


def _largest(weights: Mapping[str, float], limit: int) -> list[tuple[str, float]]:
    """The heaviest first, ties in the order of their names: the same in every run."""
    return heapq.nsmallest(limit, weights.items(), key=lambda one: (-one[1], one[0]))


def _competing(found: list[Candidate]) -> list[Candidate]:
    """The same candidates, their odds shared with each other and with somebody whom the register does not hold."""
    odds = [math.exp(min(one.score.log_odds, _CERTAIN)) for one in found]
    total = 1 + sum(odds)
    return [
        replace(one, score=replace(one.score, probability=odd / total)) for one, odd in zip(found, odds, strict=True)
    ]


def _keys(facts: Facts) -> frozenset[str]:
    return frozenset(key for name in facts.names for key in keys(name))


def _grams(key: str) -> frozenset[str]:
    padded = f"<{key}>"
    return frozenset(padded[place : place + _GRAM] for place in range(len(padded) - _GRAM + 1))
