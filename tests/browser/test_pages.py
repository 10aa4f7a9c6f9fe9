"""Pages as a browser shows them, and as those use them who see or click little."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.samples import ARABIC, FAILURES, HEBREW, PAGES, STUDENT

if TYPE_CHECKING:
    from tests.browser.conftest import Open

pytestmark = pytest.mark.rest
WIDTHS = (390, 1280)
# What is read, and must not be cut off at the side; code and numbers may scroll.
READ = "h1, h2, h3, h4, p, dt, dd, li, summary, th, td, figcaption, .score, .earned"
OVERHANGING = f"""() => [...document.querySelectorAll("{READ}")]
  .filter(e => !e.closest(".scroll, pre, .unseen, .icons") && e.offsetParent)
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.width > 1 && (box.right > innerWidth + 1 || box.left < -1))
  .map(([e]) => e.outerHTML.slice(0, 120))"""
BEHIND = """() => [...document.querySelectorAll(".score, .first .what, .first .where")]
  .filter(e => e.getBoundingClientRect().bottom > innerHeight)
  .map(e => e.outerHTML.slice(0, 120))"""
# Every stop is a link, a card that folds, or a region that scrolls.
FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  return [e.tagName, e.getAttribute("href") || e.closest("[id]")?.id || "",
          style.outlineStyle]
}"""


def value_of(opened: Any, script: str) -> Any:
    """Ask a page something."""
    return opened.page.evaluate(script)


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_the_page(open_page: Open, name: str) -> None:
    """A page is one file: it asks for nothing, says nothing, and runs nothing."""
    opened = open_page(name)

    assert opened.requests == [opened.address]
    assert opened.dialogs == []
    assert opened.complaints == []
    assert value_of(opened, "document.scripts.length") == 0


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("width", "dark"), [(390, True), (1280, False)], ids=["phone, dark", "wide, light"]
)
def test_axe_finds_nothing(open_page: Open, name: str, width: int, dark: bool) -> None:
    """Contrast, names, roles, headings and the size of targets are as they should."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    opened = open_page(name, width, dark=dark)

    opened.page.evaluate(axe)
    found = opened.page.evaluate(
        "axe.run({resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa',"
        " 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )

    assert found["passes"]
    problems = [
        (problem["id"], node["html"][:160], node["failureSummary"][:300])
        for problem in found["violations"]
        for node in problem["nodes"][:3]
    ]
    assert problems == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_that_matters_is_scrolled_sideways(
    open_page: Open, name: str, width: int
) -> None:
    """Words fit; only code and numbers scroll, each in a frame of its own."""
    opened = open_page(name, width)

    assert value_of(opened, "document.documentElement.scrollWidth") <= width
    assert value_of(opened, OVERHANGING) == []


@pytest.mark.parametrize(
    "name", ["failing", "many", "right-to-left", "long names", "unwritten"]
)
@pytest.mark.parametrize("width", WIDTHS)
def test_first_screen_tells_the_mark_what_is_wrong_and_where(
    open_page: Open, name: str, width: int
) -> None:
    """Nobody has to scroll for these."""
    opened = open_page(name, width)

    assert opened.page.locator(".score").is_visible()
    assert opened.page.locator(".first").count() == 1
    assert value_of(opened, BEHIND) == []


def test_class_page_shows_on_a_phone_what_was_misunderstood(open_page: Open) -> None:
    """The commonest mistake stands below its check, not behind the edge."""
    page = open_page("class", 390).page

    title = page.locator(".failures tbody th").first.bounding_box()
    reason = page.locator(".failures .reason").first.bounding_box()
    assert title is not None
    assert reason is not None
    assert reason["y"] >= title["y"] + title["height"] - 1
    assert reason["x"] + reason["width"] <= 390


@pytest.mark.parametrize("name", ["failing", "class"])
def test_everything_is_reached_and_used_by_keyboard(open_page: Open, name: str) -> None:
    """Tab comes to every link and card, shows where it is, and leaves again."""
    page = open_page(name).page
    count = page.locator("a[href], summary").count()

    seen = []
    for _ in range(3 * count + 50):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop[0] == "BODY":
            break
        seen.append(stop)

    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert sum(tag in ("A", "SUMMARY") for tag, _, _ in seen) == count
    assert all(outline != "none" for _, _, outline in seen)


def test_what_is_wrong_first_leads_to_its_card_which_folds(open_page: Open) -> None:
    """By the Enter key alone."""
    page = open_page("failing").page
    card = page.locator("details.check").first

    link = page.locator(".first .what a")
    link.focus()
    page.keyboard.press("Enter")

    assert page.evaluate("decodeURIComponent(location.hash.slice(1))") == (
        card.get_attribute("id")
    )
    top = card.bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 800
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    assert card.get_attribute("open") is None
    page.keyboard.press("Enter")
    assert card.get_attribute("open") is not None


@pytest.mark.parametrize("name", PAGES)
def test_dark_and_paper_have_their_own_ground(open_page: Open, name: str) -> None:
    """A dark page is dark; whatever the scheme, paper is white and ink is dark."""
    ground = "getComputedStyle(document.body).backgroundColor"
    ink = "getComputedStyle(document.body).color"

    dark, paper = open_page(name, dark=True), open_page(name, dark=True, paper=True)

    assert value_of(dark, ground) == "rgb(22, 21, 19)"
    assert value_of(paper, ground) == "rgb(255, 255, 255)"
    assert value_of(paper, ink) == "rgb(31, 29, 26)"


@pytest.mark.parametrize("name", ["failing", "many"])
def test_paper_tears_no_card_and_hides_nothing(open_page: Open, name: str) -> None:
    """A card that was folded is printed whole, and frames do not scroll."""
    page = open_page(name, paper=True).page
    card = page.locator("details.check").first
    whole = card.bounding_box()
    page.evaluate("document.querySelector('details.check').open = false")
    folded = card.bounding_box()

    breaks = page.evaluate(
        "[...document.querySelectorAll('.check')].map(e => getComputedStyle(e)"
        ".breakInside)"
    )
    assert set(breaks) == {"avoid"}
    assert whole == folded
    assert page.pdf()[:5] == b"%PDF-"


def test_hundreds_of_failures_are_all_told(open_page: Open) -> None:
    """The first screen tells one; each of the others has its card."""
    page = open_page("many", 390).page

    assert page.locator("details.check[open]").count() == FAILURES
    assert page.locator(".overview .marks a").count() == 0


def test_text_from_right_to_left_leaves_the_page_in_its_order(open_page: Open) -> None:
    """Names are read in their own direction; what stands beside them stays beside."""
    page = open_page("right-to-left").page

    assert page.locator("h1").inner_text() == ARABIC
    assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    where = page.locator(".first .where")
    assert where.inner_text().strip() == f"{HEBREW}.py, line 2"
    name, line = where.bounding_box(), where.locator("bdi").bounding_box()
    assert name is not None
    assert line is not None
    assert line["x"] == pytest.approx(name["x"], abs=1)


@pytest.mark.parametrize("name", STUDENT)
def test_failed_cards_come_before_passed_rows(open_page: Open, name: str) -> None:
    """On the whole page: exercises with nothing wrong come last."""
    order = open_page(name).page.evaluate(
        "[...document.querySelectorAll('.exercise')].map(e =>"
        " e.querySelector('.check') ? 0 : 1)"
    )

    assert order == sorted(order)
