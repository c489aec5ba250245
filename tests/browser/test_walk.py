"""The desk in a real browser: every room in light and dark, wide and at 360 px, and one case walked by clicking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ROOMS = [
    ("analyst", "/", "today"),
    ("analyst", "/evidence/", "evidence"),
    ("analyst", "/evidence/?kind=photo > main tbody th a", "photo"),
    ("analyst", "/people/", "people"),
    ("debriefer", "/aftercare/ > main a[href^='/people/']", "person"),
    ("analyst", "/places/", "places"),
    ("analyst", "/lists/", "lists"),
    ("analyst", "/lists/ > main tbody th a", "list"),
    ("analyst", "/linkage/ > main tbody th a", "judge"),
    ("analyst", "/linkage/", "queue"),
    ("analyst", "/linkage/people/", "duplicates"),
    ("negotiator", "/planner/new/", "terms"),
    ("negotiator", "/planner/suggestions/", "suggestions"),
    ("negotiator", "/planner/tables/", "tables-of-states"),
    ("negotiator", "/planner/tables/new/?example=ankara_2024", "table-of-states"),
    ("negotiator", "/channel/", "channel"),
    ("negotiator", "/channel/ > main tbody a", "deal"),
    ("negotiator", "/channel/ > main tbody a > .trace a[href^='/channel/'] > matching/", "rounds"),
    ("negotiator", "/channel/ > main tbody a > .trace a[href^='/channel/'] > matching/new/", "round-terms"),
    ("negotiator", "/channel/matches/", "pairs"),
    ("negotiator", "/channel/disputes/", "disputes"),
    ("negotiator", "/channel/ > main section.card:last-of-type tbody a > main a[href$='/disclose/']", "disclose"),
    ("negotiator", "/channel/ > main tbody a > main a[href$='/dispute/']", "dispute"),
    ("approver", "/channel/approvals/", "approvals"),
    ("approver", "/channel/seats/", "seats"),
    ("approver", "/channel/certificates/", "certificates"),
    ("duty", "/channel/duty/", "duty"),
    ("negotiator", "/channel/pen/", "pin"),
    ("negotiator", "/channel/alarms/", "alarms"),
    ("negotiator", "/channel/ > main section.card:last-of-type tbody a > lists/", "both-lists"),
    ("negotiator", "/channel/ > main section.card:last-of-type tbody a > lists/new/", "new-list"),
    ("negotiator", "/channel/ > main section.card:last-of-type tbody a > relay/", "relay"),
    ("negotiator", "/planner/ > main tbody a", "proposal"),
    ("escort", "/operations/ > main tbody a", "operation"),
    ("escort", "/operations/ > main tbody a > stages/1/", "roll-call"),
    ("escort", "/operations/ > main tbody a > exposure/", "exposure"),
    ("custodian", "/custody/", "custody"),
    ("identifier", "/remains/", "remains"),
    ("liaison", "/families/", "families"),
    ("debriefer", "/aftercare/", "aftercare"),
    ("auditor", "/record/", "record"),
    ("auditor", "/audit/", "audit"),
]


def reach(desk: Desk, path: str) -> str:
    """Open a page and follow the links named behind it, or go to an address below; the address reached."""
    address, *ways = path.split(" > ")
    desk.open(address)
    for way in ways:
        desk.open(desk.page.url + way if way.endswith("/") else desk.link(way))
    return desk.page.url


def faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA on the page as it is."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", TAGS)
    return [f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"))


def test_every_room_stands_in_a_real_browser(desk: Desk, keep: Callable[[str], None]) -> None:
    found: list[str] = []
    desk.prefer("light", "en", 1280)
    desk.open("/sign-in/")
    keep("sign-in")
    for role, path, name in ROOMS:
        if role != desk.role:
            desk.sign_in(role)
        desk.prefer("light", "en", 1280)
        address = reach(desk, path)
        keep(name)
        found += faults(desk.page)
        desk.prefer("dark", "uk", 360)
        desk.open(address)
        keep(f"{name}-360-dark-uk")
        found += faults(desk.page)
        found += [] if fits(desk.page) else [f"{address}: wider than 360 px"]
    assert found == [], "\n".join(found)


def _whose_account_was_heard(desk: Desk) -> str:
    """Open the page of a returned person who told what he or she saw; the mention with which that case began."""
    desk.open("/aftercare/")
    links = desk.page.locator("main tbody th a[href^='/aftercare/']")
    for address in [link.get_attribute("href") for link in links.all()]:
        desk.open(str(address))
        if desk.page.locator("a[href*='/debriefs/']").count():
            desk.open(desk.link("main a[href^='/people/']"))
            return desk.link("[data-trace] a[data-step=mention]")
    raise AssertionError("nobody was heard")


def test_one_case_is_walked_by_clicking(desk: Desk) -> None:
    desk.prefer("light", "en", 1280)
    desk.sign_in("debriefer")
    mention = _whose_account_was_heard(desk)
    desk.sign_in("analyst")
    desk.open(mention)
    steps = [("analyst", "person"), ("analyst", "assessment"), ("analyst", "dossier"), ("negotiator", "proposal")]
    steps += [("negotiator", "agreement"), ("escort", "manifest"), ("escort", "receipt"), ("debriefer", "debrief")]
    for role, step in [*steps, ("debriefer", "told")]:
        address = desk.link(f"[data-trace] a[data-step={step}]")
        if role == desk.role:
            desk.page.locator(f"[data-trace] a[data-step={step}]").click()
        else:
            desk.sign_in(role)
            desk.open(address)
        expect(desk.page.locator("h1")).not_to_be_empty()
    expect(desk.page).to_have_url(f"{desk.base}{address}")
    assert address != mention


def test_an_analyst_searches_in_another_script_and_links_with_one_key(desk: Desk) -> None:
    desk.prefer("light", "en", 1280)
    desk.sign_in("analyst")
    reach(desk, "/linkage/ > main tbody th a")
    waiting = desk.page.locator("[data-key='1']")
    if waiting.count():
        desk.page.keyboard.press("1")
        expect(desk.page.locator(".told")).to_contain_text("Linked with")
