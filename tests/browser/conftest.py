"""A real Chromium against the desk as a newcomer starts it, with its sample."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.served import Served, serve

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 240
SCREENS = ROOT / "docs" / "screens"
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none", "--no-first-run"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium() -> str | None:
    """The Chromium of this machine: the one named in CHROMIUM, else Debian's or another on the path."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine; Debian's package is called chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=[*FLAGS, *QUIET])


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def keep(page: Page) -> Callable[[str], None]:
    """Keep a screenshot of the page as `docs/screens/NAME.png`."""

    def shoot(name: str) -> None:
        SCREENS.mkdir(exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}.png")

    return shoot


@pytest.fixture(scope="session")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The desk in a process of its own, started by the very command a newcomer types."""
    with _database() as url, serve(tmp_path_factory.mktemp("var"), url, PEOPLE) as desk:
        yield desk


@contextmanager
def _database() -> Iterator[str]:
    """SQLite in the desk's own folder, or a PostgreSQL database made for this run."""
    url = os.environ.get("HOMEWARD_DATABASE_URL", "")
    if not url:
        yield ""
        return
    name = f"homeward_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield url.rsplit("/", 1)[0] + "/" + name
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Desk:
    """A browser at a desk that holds the sample."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page, self.base, self.accounts = page, served.base, served.accounts
        self.role = ""

    def sign_in(self, role: str) -> None:
        account = self.accounts[role]
        self.page.context.clear_cookies(name="sessionid")
        self.page.goto(f"{self.base}/sign-in/")
        self.page.fill("#id_username", account["username"])
        self.page.fill("#id_password", account["password"])
        self.page.locator("#id_password").press("Enter")
        expect(self.page.locator(".who")).to_be_visible()
        self.role = role

    def open(self, path: str) -> None:
        answer = self.page.goto(path if path.startswith("http") else self.base + path)
        assert answer is not None
        assert answer.status == 200, path

    def link(self, selector: str) -> str:
        """The address of the first link of this kind on the page."""
        address = self.page.locator(selector).first.get_attribute("href")
        assert address
        return address

    def prefer(self, theme: str, language: str, width: int) -> None:
        cookies = {"theme": theme, "django_language": language}
        self.page.context.add_cookies([{"name": k, "value": v, "url": self.base} for k, v in cookies.items()])
        self.page.set_viewport_size({"width": width, "height": 900 if width > 400 else 780})


@pytest.fixture
def desk(page: Page, served: Served) -> Desk:
    return Desk(page, served)
