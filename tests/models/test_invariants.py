"""The table of invariants in docs/reference/machines.md names tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (I\d+|—) \|(.+)\|(.+)\|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows() -> dict[str, list[tuple[str, str]]]:
    text = (ROOT / "docs" / "reference" / "machines.md").read_text("utf-8")
    return {mark: NAMED.findall(tests) for mark, _, tests in ROW.findall(text)}


def functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_of_the_twelve_invariants_has_a_test() -> None:
    assert set(rows()) == {*(f"I{number}" for number in range(1, 13)), "—"}
    assert all(rows().values())


def test_each_test_that_is_named_is_there() -> None:
    named = {one for tests in rows().values() for one in tests}
    assert [(path, name) for path, name in sorted(named) if name not in functions(path)] == []
