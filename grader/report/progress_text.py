"""How far a student is, in the terminal: a line an assignment, a word an exercise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from grader.progress import Progress
from grader.remembering.standings import Standing
from grader.report.page import Page
from grader.report.wording import points
from grader.results import Status


def print_progress(course: Sequence[Progress], console: Console) -> None:
    """Print how far each assignment is, and where to go on."""
    page = Page(console)
    for item in course:
        _assignment(page, item)
        page.gap()
    done = sum(each.done for item in course for each in item.standings)
    total = sum(len(item.assignment.exercises) for item in course)
    page.line(f"{done} of {total} exercises done", style="bold")
    for line in _next_step(course):
        page.line(line)


def _assignment(page: Page, item: Progress) -> None:
    about = item.assignment.settings.assignment
    head = page.text(about.name, "bold").append("  ")
    head.append_text(page.text(about.title, "dim"))
    if item.problem:
        page.row(head, hang=2, lead=page.mark(Status.ERROR))
        page.line(item.problem, indent=2)
        return
    score = sum(each.score for each in item.standings)
    worth = sum(each.max_score for each in item.standings)
    right = Text(points(score), style="bold").append(f" / {points(worth)}", style="dim")
    page.row(head, right, hang=2, lead=page.mark(_status(item)))
    for word, group in _by_state(item.standings).items():
        names = page.text(", ".join(each.name for each in group))
        page.row(names, indent=2, hang=7, lead=Text(word, style="dim"))


def _by_state(standings: Sequence[Standing]) -> dict[str, list[Standing]]:
    groups: dict[str, list[Standing]] = {"done": [], "begun": [], "to do": []}
    for each in standings:
        word = "done" if each.done else "begun" if each.written else "to do"
        groups[word].append(each)
    return {word: group for word, group in groups.items() if group}


def _status(item: Progress) -> Status:
    if all(each.done for each in item.standings):
        return Status.PASS
    return Status.FAIL if _is_begun(item) else Status.BLOCKED


def _is_begun(item: Progress) -> bool:
    return any(each.written for each in item.standings)


def _next_step(course: Sequence[Progress]) -> Iterator[str]:
    """Say where to go on: what is begun comes first, then the order of the course."""
    open_ones = [
        (item, each) for item in course for each in item.standings if not each.done
    ]
    if not open_ones:
        return
    item, each = min(open_ones, key=lambda pair: _urgency(*pair))
    yield f"next: {each.name}, in {item.file}"
    if each.written:
        yield f"what is wrong with it: grade {item.file} -e {each.name}"


def _urgency(item: Progress, each: Standing) -> tuple[bool, bool]:
    return not each.written, not _is_begun(item)
