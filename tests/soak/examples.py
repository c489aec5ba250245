"""Run by `test_schema` where Schemathesis is installed: so many examples of every operation of an OpenAPI document,
sent to a server that runs; prints what was answered, and what broke the document.

Reads JSON on standard input: the file `schema`, the address `base`, how many `examples`, the `known` values of
parameters by name (such as a mailbox that exists), and by name of the security scheme the headers of its `keys`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

import requests
import schemathesis  # type: ignore[import-not-found, unused-ignore]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, checks  # type: ignore[import-not-found, unused-ignore]

CELL = 16 * 1024
CHECKED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


def cell(blob: bytes) -> bytes:
    return (len(blob).to_bytes(4) + blob).ljust(CELL, b"\0")


def bodies(operation: Any, mode: GenerationMode) -> st.SearchStrategy[Any]:
    """Whatever fits the document, or on purpose does not."""
    return operation.as_strategy(generation_mode=mode)


def search(operation: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """What one operation answered; `fault` is empty when every answer was in the document."""
    answered: Counter[str] = Counter()
    (scheme,) = [name for one in operation.definition.raw.get("security", [{"": []}]) for name in one]
    keys = [asked["keys"].get(scheme, {})] * 5 + [{}]
    cases = st.one_of(bodies(operation, GenerationMode.POSITIVE), bodies(operation, GenerationMode.NEGATIVE))

    @settings(max_examples=asked["examples"], deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases, known=st.data(), key=st.sampled_from(keys))
    def send(case: Any, known: st.DataObject, key: dict[str, str]) -> None:
        for name in set(asked["known"]) & set(case.path_parameters or {}):
            if known.draw(st.integers(0, 3)):
                case.path_parameters[name] = known.draw(st.sampled_from(asked["known"][name]))
        answer = case.call(asked["base"], headers=key, session=session, allow_redirects=False)
        answered[str(answer.status_code)] += 1
        case.validate_response(answer, checks=checks.CHECKS.get_by_names(CHECKED))

    fault = ""
    with requests.Session() as session:
        try:
            send()
        except BaseException as error:  # noqa: BLE001 -- whatever it was is told, and the next operation is asked
            fault = f"{type(error).__name__}: {error}"
    return {"examples": answered.total(), "statuses": answered, "fault": fault}


def main() -> None:
    asked = json.load(sys.stdin)
    schemathesis.openapi.media_type(
        "application/octet-stream", st.one_of(st.binary(), st.binary(min_size=1, max_size=999).map(cell))
    )
    schema = schemathesis.openapi.from_path(asked["schema"])
    operations = [one.ok() for one in schema.get_all_operations()]
    print(json.dumps({one.label: search(one, asked) for one in operations}))


if __name__ == "__main__":
    main()
