"""Searching every state of a model, breadth first, and copies of a machine with one rule broken."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

S = TypeVar("S", bound=Hashable)
Way = tuple[str, S, str]
"""What was done, the state after it, and what is wrong with doing it (empty: nothing)."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many states were seen, what was done on the way, and the shortest way to the first wrong."""

    states: int
    done: frozenset[str]
    wrong: str = ""
    way: tuple[str, ...] = ()
    whole: bool = True


def search(
    starts: Iterable[S],
    ways: Callable[[S], Iterable[Way[S]]],
    wrong: Callable[[S], str],
    most: int = 0,
) -> Found:
    """Every state that can be reached from `starts` (at most `most` of them, if given) until something is wrong."""
    came: dict[S, tuple[S, str] | None] = dict.fromkeys(starts)
    waiting, done = deque(came), set[str]()
    while waiting:
        state = waiting.popleft()
        if complaint := wrong(state):
            return Found(len(came), frozenset(done), complaint, _way(came, state))
        for label, after, complaint in ways(state):
            done.add(label)
            if complaint:
                return Found(len(came), frozenset(done), complaint, (*_way(came, state), label))
            if after is not state and after not in came:
                if most and len(came) >= most:
                    return Found(len(came), frozenset(done), whole=False)
                came[after] = (state, label)
                waiting.append(after)
    return Found(len(came), frozenset(done))


def _way(came: dict[S, tuple[S, str] | None], state: S) -> tuple[str, ...]:
    labels: list[str] = []
    while (before := came[state]) is not None:
        state = before[0]
        labels.append(before[1])
    return tuple(reversed(labels))


Rule = tuple[ModuleType, str, str]
"""A rule in a module, as it stands there exactly once, and what shall stand there instead."""


def broken(rules: Sequence[Rule], through: Sequence[ModuleType]) -> Any:
    """A copy of the last module of `through` in which `rules` of these modules are broken: all are copied in their
    order, so that later ones use the copies of those before."""
    texts = {one: Path(str(one.__file__)).read_text("utf-8") for one in through}
    for module, rule, instead in rules:
        assert texts[module].count(rule) == 1, f"{module.__name__} holds {rule!r} {texts[module].count(rule)} times"
        texts[module] = texts[module].replace(rule, instead)
    try:
        return [_copied(one, text) for one, text in texts.items()][-1]
    finally:
        for one in texts:
            _put(one.__name__, one)


def _copied(module: ModuleType, source: str) -> ModuleType:
    """`source` run in the place of `module`, where whatever is copied after it will look for it."""
    copy = ModuleType(module.__name__)
    copy.__file__, copy.__path__ = module.__file__, getattr(module, "__path__", [])
    _put(module.__name__, copy)  # dataclasses look their module up
    exec(compile(source, str(module.__file__), "exec"), copy.__dict__)
    return copy


def _put(name: str, module: ModuleType) -> None:
    sys.modules[name] = module
    parent, _, own = name.rpartition(".")
    setattr(sys.modules[parent], own, module)
