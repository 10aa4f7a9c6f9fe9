"""Look for what a submission wrote that acts, in every form of its report."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from rich.console import Console

from grader.report.html import render_html
from grader.report.junit import render_junit
from grader.report.text import print_report
from grader.results import Report, from_json, to_json

# Acts on a terminal: escape sequences, and what moves the cursor.
_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_COMMAND = re.compile(r"^\s*::", re.MULTILINE)  # GitHub skips the spaces before it
_PLAIN_TAGS = {"script", "style", "meta", "title"}
_LOADING_TAGS = {"img", "iframe", "object", "embed", "link", "base", "form"}
_JUNIT_TAGS = {
    *("testsuites", "testsuite", "testcase", "properties", "property"),
    *("failure", "error", "skipped", "system-out", "system-err"),
}


class _Tags(HTMLParser):
    """Collects what would act in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.once: list[str] = []
        self.loading: list[str] = []
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _PLAIN_TAGS:
            self.once.append(tag)
        if tag in _LOADING_TAGS:
            self.loading.append(tag)
        for name, value in attrs:
            text = (value or "").strip().lower()
            if name.startswith("on") or text.startswith(("javascript:", "http")):
                self.active.append(f"{tag} {name}")


def tags_of(report: Report) -> _Tags:
    """Parse a report's page."""
    tags = _Tags()
    tags.feed(render_html(report))
    return tags


def acting(report: Report, control: Report) -> Iterator[str]:
    """Say what in any form of a report is not mere text.

    Args:
        report: The attack's.
        control: Of an honest submission, to compare with.
    """
    if from_json(to_json(report)) != report:
        yield "the report does not survive JSON"
    page = io.StringIO()
    print_report(report, Console(file=page, width=100))
    for form, text in (
        ("text", page.getvalue()),
        ("HTML", render_html(report)),
        ("JUnit", render_junit(report)),
        ("JSON", to_json(report).decode()),
    ):
        if _ACTS.search(text):
            yield f"a control character in {form}"
        if form != "HTML" and _COMMAND.search(text):  # nobody prints a page to a log
            yield f"a workflow command in {form}"
    yield from _markup(report, control)


def _markup(report: Report, control: Report) -> Iterator[str]:
    tags, honest = tags_of(report), tags_of(control)
    if sorted(tags.once) != sorted(honest.once):
        yield f"other tags in HTML: {sorted(tags.once)}"
    if tags.loading != honest.loading or tags.active != honest.active:
        yield f"markup acts in HTML: {tags.loading + tags.active}"
    found = {element.tag for element in ET.fromstring(render_junit(report)).iter()}
    if found - _JUNIT_TAGS:
        yield f"other tags in JUnit: {sorted(found - _JUNIT_TAGS)}"
