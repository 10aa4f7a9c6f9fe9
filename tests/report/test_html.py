"""Rules of the page of one submission."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

import grader.report.html
from grader.report.html import render_html
from grader.results import Evidence, Kind, NamedEntry, Status
from tests.report import sample

TEMPLATES = Path(grader.report.html.__file__).parent / "templates"
VOID = {"meta", "br", "link", "img", "input", "hr"}
LOADING = {"src", "srcset", "action", "data", "poster", "formaction", "background"}


class Page(HTMLParser):
    """A parsed page: tags that nest properly, attributes, headings and text."""

    def __init__(self, document: str) -> None:
        """Parse the page whole."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(document)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; no attribute may occur twice."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"attribute twice in {tag}: {names}"
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is closed at once."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open, f"{tag} closed but not open"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text.append(data)

    def values(self, attribute: str) -> list[str]:
        """List the values of an attribute wherever it occurs."""
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]

    def count(self, tag: str) -> int:
        """Count the elements of a name."""
        return sum(name == tag for name, _ in self.tags)


def flat(document: str) -> str:
    """Write the text of a page on one line."""
    return " ".join("".join(Page(document).text).split())


@pytest.fixture(params=[sample.hostile, sample.failing, sample.perfect, sample.report])
def document(request: pytest.FixtureRequest) -> str:
    """Render each sample in turn."""
    return render_html(request.param())


def test_hostile_strings_stay_text() -> None:
    """A student's string opens no element, no attribute and no script."""
    page = Page(render_html(sample.hostile()))

    assert page.count("script") == 0
    assert not page.values("onmouseover")
    assert any("<script>alert('x')</script>" in text for text in page.text)
    assert any("&amp;" in text for text in page.text)


def test_hostile_characters_are_written_out() -> None:
    """No control, bidi override or lone surrogate reaches the page."""
    document = render_html(sample.hostile())

    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", document
    )
    assert "⟨U+202E⟩gnp.exe" in document
    assert document.encode()


def test_no_template_trusts_a_string() -> None:
    """Escaping is never switched off, and no template holds a script."""
    for template in TEMPLATES.glob("*.html"):
        source = template.read_text()
        assert not re.search(r"\|\s*(safe|e|escape|forceescape|tojson)\b", source)
        assert "autoescape" not in source
        assert "<script" not in source


def test_the_page_is_well_formed(document: str) -> None:
    """Every element is closed where it should be, and no id occurs twice."""
    ids = Page(document).values("id")

    assert document.startswith("<!doctype html>")
    assert len(ids) == len(set(ids))


def test_the_page_loads_nothing(document: str) -> None:
    """A report can be opened anywhere, and tells no one that it was opened."""
    page = Page(document)

    assert not [page.values(name) for name in LOADING if page.values(name)]
    assert not {"link", "img", "iframe", "object", "embed"} & {t for t, _ in page.tags}
    assert all(link.startswith("#") for link in page.values("href"))
    assert "url(" not in document
    assert "@import" not in document
    assert "http:" not in document
    assert "https:" not in document


def test_the_page_forbids_what_it_does_not_need(document: str) -> None:
    """Even if escaping failed, the page could run and load nothing."""
    policies = [
        attrs["content"]
        for tag, attrs in Page(document).tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    ]

    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_links_lead_somewhere() -> None:
    """Every link within the page has its target."""
    page = Page(render_html(sample.failing()))

    assert {link.removeprefix("#") for link in page.values("href")} <= set(
        page.values("id")
    )


def test_the_page_can_be_read_aloud(document: str) -> None:
    """It has a language, a title, one first heading, and tables have captions."""
    page = Page(document)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]

    assert page.tags[0] == ("html", {"lang": "en"})
    assert page.count("title") == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert page.count("caption") == page.count("table")


def test_statuses_are_told_in_words() -> None:
    """Neither colour nor shape is needed to know how a check ended."""
    text = flat(render_html(sample.failing()))

    for word in ("failed", "timed out", "crashed", "blocked by", "grader error"):
        assert word in text
    assert "points withheld" in text


def test_a_failure_is_explained_in_full() -> None:
    """Message, reason, lines, evidence and hint are there without a click."""
    document = render_html(sample.failing())
    text = flat(document)

    for part in (
        "weight and bias get no gradient",
        "line 12 reads self.weight.data, which leaves the autograd graph",
        "ada.py, line 12",
        "this line: 12",
        "linear = torch.matmul(X, self.weight.data) + self.bias.data",
        "a gradient on weight and bias",
        "what does .data do to the autograd graph?",
        "ada.ipynb, cell 7, line 3",
    ):
        assert part in text
    details = [attrs for tag, attrs in Page(document).tags if tag == "details"]
    assert all("open" in attrs for attrs in details)


def test_differing_elements_are_marked_without_colour() -> None:
    """Each differing element is a mark, and says so to those who do not see it."""
    document = render_html(sample.failing())

    assert Page(document).count("mark") == 5
    assert "nan differs" in flat(document)


def test_a_tensor_says_which_part_is_shown() -> None:
    """Rows and columns are numbered from where the window starts."""
    text = flat(render_html(sample.failing()))

    assert "(4, 16, 32, 64) float64 at [0, 2, :, :]a part of it" in text
    assert "89101112131415" in text


def test_a_device_is_named_where_it_matters() -> None:
    """Tensors on the CPU do not say so, unless the other one is elsewhere."""
    here = sample.matrix(["1"])
    there = replace(here, device="cuda:1")
    check = sample.check(
        "A.device.x",
        status=Status.FAIL,
        expected=Evidence(text="there", tensor=there),
        found=Evidence(text="here", tensor=here),
    )
    text = flat(render_html(sample.report(sample.exercise("A", check))))

    assert "on cuda:1" in text
    assert "on cpu" in text


def test_a_mask_that_does_not_fit_marks_nothing() -> None:
    """A report made by another version is still shown."""
    view = replace(sample.matrix(["1", "2"]), differs=((True,), ()))
    check = sample.check(
        "A.value.x", status=Status.FAIL, found=Evidence(text="", tensor=view)
    )

    document = render_html(sample.report(sample.exercise("A", check)))

    assert Page(document).count("mark") == 1


def test_parameter_trees_are_compared_line_by_line() -> None:
    """Renamed, missing and extra names are each called what they are."""
    text = flat(render_html(sample.failing()))

    assert "0.weight (8, 4) float32differslayers.0.weight (8, 4) float32" in text
    assert "2.weight (2, 8) float32missing—none" in text
    assert "—noneextraextra (1,) int64" in text


def test_names_on_one_side_only_are_shown() -> None:
    """Evidence may have one side, or none."""
    name = NamedEntry(name="weight", summary="None", differs=True)
    checks = [
        sample.check("A.naming.x", status=Status.FAIL),
        sample.check(
            "A.naming.y", status=Status.FAIL, found=Evidence(text="", names=(name,))
        ),
    ]
    text = flat(render_html(sample.report(sample.exercise("A", *checks))))

    assert "—noneextraweight None" in text


def test_all_is_well_is_short() -> None:
    """A page without failures has no cards."""
    page = Page(render_html(sample.perfect()))

    assert page.count("details") == 0
    assert {kind.value for kind in (Kind.CONTRACT, Kind.SHAPE)} <= set(page.text)


def test_a_report_without_points_can_be_rendered() -> None:
    """No exercise and no points: the page says so, and nothing is divided by zero."""
    text = flat(render_html(sample.report()))

    assert "no exercise was graded" in text


def test_rendering_is_deterministic() -> None:
    """The same report gives the same bytes."""
    assert render_html(sample.failing()) == render_html(sample.failing())


def luminance(color: str) -> float:
    """Work out relative luminance. Source: WCAG 2.2, definition of contrast."""
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "soft", "accent", "good"])
@pytest.mark.parametrize("ground", ["paper", "surface", "wash", "accent-wash"])
def test_contrast_suffices(scheme: int, text: str, ground: str) -> None:
    """Text of every colour can be read on every ground (WCAG AA, 4.5 to 1)."""
    style = (TEMPLATES / "_style.html").read_text()
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]
    colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    high, low = sorted(
        (luminance(colors[text]), luminance(colors[ground])), reverse=True
    )

    assert (high + 0.05) / (low + 0.05) >= 4.5
