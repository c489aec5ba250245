"""The desk in a real browser: every room in light and dark, wide and at 360 px, and one case walked by clicking."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from desk.aftercare.models import Debrief
from desk.evidence.models import Item
from desk.handover.models import Operation, Stage
from desk.linkage import queries as linkage
from desk.linkage.models import Judgement
from desk.sample.load import load
from desk.translations import LANGUAGES, compile_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ROOMS = {
    "analyst": ["/", "/evidence/", "/people/", "/places/", "/lists/", "/linkage/"],
    "negotiator": ["/channel/", "/planner/"],
    "approver": ["/channel/approvals/"],
    "escort": ["/operations/"],
    "custodian": ["/custody/"],
    "identifier": ["/remains/"],
    "liaison": ["/families/"],
    "debriefer": ["/aftercare/"],
    "auditor": ["/audit/", "/record/"],
}


class Desk:
    """A browser at a desk that holds the sample."""

    def __init__(self, page: Page, base: str, accounts: dict[str, dict[str, str]]) -> None:
        self.page, self.base, self.accounts = page, base, accounts

    def sign_in(self, role: str) -> None:
        account = self.accounts[role]
        self.page.context.clear_cookies(name="sessionid")
        self.page.goto(f"{self.base}/sign-in/")
        self.page.fill("#id_username", account["username"])
        self.page.fill("#id_password", account["password"])
        self.page.click("main form.card >> nth=0 >> button.btn-primary")
        expect(self.page.locator(".who")).to_be_visible()

    def open(self, path: str) -> None:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, path

    def prefer(self, theme: str, language: str) -> None:
        self.page.context.add_cookies(
            [
                {"name": "theme", "value": theme, "url": self.base},
                {"name": "django_language", "value": language, "url": self.base},
            ]
        )


@pytest.fixture
def desk(page: Page, live_server: Any, settings: Any, tmp_path: Path) -> Iterator[Desk]:
    settings.VAR = tmp_path
    for language in LANGUAGES:
        compile_words(language)
    load(240, datetime(2026, 11, 24, 9, tzinfo=UTC), lambda step, done, total: None)
    rows = json.loads((tmp_path / "sample.json").read_text())["accounts"]
    yield Desk(page, live_server.url, {row["role"]: row for row in reversed(rows)})
    page.goto("about:blank")


def faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA on the page as it is."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", TAGS)
    return [f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"))


def test_every_room_stands_in_a_real_browser(desk: Desk, keep: Callable[[str], None]) -> None:
    found: list[str] = []
    wide: list[str] = []
    desk.prefer("light", "en")
    desk.open("/sign-in/")
    keep("sign-in")
    for role, paths in ROOMS.items():
        desk.sign_in(role)
        for path in [*paths, *_inner(role)]:
            desk.prefer("light", "en")
            desk.page.set_viewport_size({"width": 1280, "height": 900})
            desk.open(path)
            keep(_name(path))
            found += faults(desk.page)
            desk.prefer("dark", "uk")
            desk.page.set_viewport_size({"width": 360, "height": 780})
            desk.open(path)
            keep(f"{_name(path)}-360-dark-uk")
            found += faults(desk.page)
            wide += [] if fits(desk.page) else [path]
    assert (found, wide) == ([], [])


def _inner(role: str) -> list[str]:
    """Pages inside the rooms, by their first examples in the sample."""
    person = Debrief.objects.get().arrival.person
    operation = Operation.objects.get()
    if role == "analyst":
        mention = next(one for one in linkage.untouched() if linkage.candidates(one, 1))
        photo = Item.objects.filter(kind="photo", strips__isnull=False).first()
        return [f"/people/{person.public_id}/", f"/linkage/{mention.public_id}/", f"/evidence/{photo.public_id}/"]
    if role == "escort":
        stage = Stage.objects.filter(operation=operation).first()
        return [f"/operations/{operation.public_id}/", f"/operations/{operation.public_id}/stages/{stage.number}/"]
    return []


def _name(path: str) -> str:
    parts = [part for part in path.strip("/").split("/") if part]
    if not parts:
        return "today"
    known = {"people": "person", "linkage": "judge", "evidence": "photo", "operations": "operation"}
    if len(parts) == 4:
        return "roll-call"
    inner = len(parts) > 1 and parts[1] not in {"approvals"}
    return known[parts[0]] if inner else "-".join(parts)


def test_one_case_is_walked_by_clicking(desk: Desk) -> None:
    desk.prefer("light", "en")
    person = Debrief.objects.get().arrival.person
    mention = Judgement.objects.filter(person=person, verdict="link").earliest("id").mention
    steps = [
        ("analyst", "person"), ("analyst", "assessment"), ("analyst", "dossier"), ("negotiator", "proposal"),
        ("negotiator", "agreement"), ("escort", "manifest"), ("escort", "receipt"), ("debriefer", "debrief"),
        ("debriefer", "told"),
    ]  # fmt: skip
    desk.sign_in("analyst")
    desk.open(f"/evidence/mention/{mention.public_id}/")
    for role, step in steps:
        link = desk.page.locator(f"[data-trace] a[data-step={step}]")
        address = str(link.get_attribute("href"))
        if desk.accounts[role]["username"] not in str(desk.page.locator(".who").inner_text()).lower():
            desk.sign_in(role)
            desk.open(address)
        else:
            link.click()
        expect(desk.page.locator("h1")).not_to_be_empty()
    expect(desk.page).to_have_url(f"{desk.base}{address}")
