"""A real Chromium against the desk as a newcomer starts it, with its sample."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

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


@dataclass(frozen=True)
class Served:
    """A desk that runs: where, and the accounts of its sample by role."""

    base: str
    accounts: dict[str, dict[str, str]]


@pytest.fixture(scope="session")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The desk in a process of its own, started by the very command a newcomer types."""
    var = tmp_path_factory.mktemp("var")
    with _database() as url:
        environment = os.environ | {
            "HOMEWARD_VAR": str(var),
            "HOMEWARD_DATABASE_URL": url,
            "HOMEWARD_NOW": "2026-11-24T09:00:00+00:00",
            "DJANGO_SETTINGS_MODULE": "desk.settings",
        }
        port = _free_port()
        command = [sys.executable, "-m", "desk.manage", "run", "--people", str(PEOPLE), "--port", str(port)]
        with (
            (var / "log").open("wb") as log,
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as process,
        ):
            try:
                _wait(process, port, var / "log")
                rows = json.loads((var / "sample.json").read_text())["accounts"]
                yield Served(f"http://127.0.0.1:{port}", {row["role"]: row for row in reversed(rows)})
            finally:
                process.terminate()


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


def _free_port() -> int:
    """A port of which the next one is free too, for the portal of the families."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail("The desk did not start: " + log.read_text()[-1500:])
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0 and "Stop with Ctrl-C" in log.read_text():
                return
        time.sleep(0.2)
    pytest.fail("The desk was not ready within two minutes: " + log.read_text()[-1500:])


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
