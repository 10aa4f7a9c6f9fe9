"""A real browser: Chromium as the system has it, driven by Playwright's client.

Playwright's own browsers are not needed. Where there is no Chromium, the tests are
skipped, and say so.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.samples import rendered

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = [
    "--no-sandbox",  # which root cannot have; pages are the grader's own
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Opened:
    """A page, and what happened on it."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Start Chromium with an empty profile."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(f"no browser is installed: none of {', '.join(NAMES)}")
    client = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with client.sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=found,
            headless=True,
            args=OPTIONS,
        )
        yield context
        context.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Write pages where a browser can open them, each once."""
    folder = tmp_path_factory.mktemp("site")

    def written(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_text(rendered(name), encoding="utf-8")
        return path

    return written


@pytest.fixture
def open_page(browser: BrowserContext, site: Callable[[str], Path]) -> Iterator[Open]:
    """Open a page by its name: at a width, in light or dark, on screen or paper."""
    opened: list[Page] = []

    def open_one(
        name: str, width: int = 1280, *, dark: bool = False, paper: bool = False
    ) -> Opened:
        page = browser.new_page()
        opened.append(page)
        page.set_viewport_size({"width": width, "height": 844 if width < 500 else 800})
        page.emulate_media(
            color_scheme="dark" if dark else "light",
            media="print" if paper else "screen",
        )
        result = Opened(page, site(name).as_uri())
        page.on("request", lambda request: result.requests.append(request.url))
        page.on("console", lambda message: result.complaints.append(message.text))
        page.on("pageerror", lambda error: result.complaints.append(str(error)))

        def dismiss(dialog: object) -> None:
            result.dialogs.append(str(dialog))
            dialog.dismiss()  # type: ignore[attr-defined]

        page.on("dialog", dismiss)
        page.goto(result.address)
        return result

    yield open_one
    for page in opened:
        page.close()
