"""Rules of `grader.report.wording`."""

from __future__ import annotations

import pytest

from grader.report import wording
from grader.results import NamedEntry, Status
from tests.report import sample


@pytest.mark.parametrize(
    "char",
    [
        *map(chr, [0, 7, 8, 0x0B, 0x0C, 0x0D, 0x1B, 0x7F, 0x85, 0x9B]),
        *map(chr, [0x200B, 0x200E, 0x202E, 0x2028, 0x2066, 0xFEFF, 0x3164, 0xE0041]),
        *map(chr, [0xD800, 0xDFFF, 0xFFFE, 0xFFFF]),
    ],
)
def test_visible_writes_out_what_acts_instead_of_showing(char: str) -> None:
    """Control, bidi, invisible and unencodable characters become code points."""
    shown = wording.visible(f"a{char}b")

    assert shown == f"a⟨U+{ord(char):04X}⟩b"
    assert shown.encode()


def test_visible_keeps_ordinary_text() -> None:
    """Accents, other scripts, emoji, newlines and tabs are left alone."""
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    text = f"é 漢字 العربية ab\tc\n{family} \u0646\u06cc\u200c\u0645"

    assert wording.visible(text) == text


def test_visible_writes_out_joiners_hidden_in_latin_text() -> None:
    """A joiner that joins nothing can only hide a difference between names."""
    assert wording.visible("pass\u200dword") == "pass⟨U+200D⟩word"


def test_visible_turns_windows_line_ends_into_newlines() -> None:
    """A carriage return is shown only where no newline follows it."""
    assert wording.visible("a\r\nb\rc") == "a\nb⟨U+000D⟩c"


def test_cropped_says_how_much_is_left_out() -> None:
    """A text cut short never looks whole."""
    assert wording.cropped("x" * 2010, 10) == "x" * 10 + "… (2,000 more characters)"
    assert wording.cropped("short", 10) == "short"


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.0, "3"), (0.5, "0.5"), (1 / 3, "0.33"), (10.0, "10"), (-0.001, "0")],
)
def test_points_have_no_trailing_zeros(value: float, text: str) -> None:
    """Points have at most two decimals, and whole ones have none."""
    assert wording.points(value) == text


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("not a time", "not a time"),
        ("2025-11-21T11:06:42+00:00", "21 Nov 2025, 11:06 UTC"),
        ("2025-11-21T11:06:42Z", "21 Nov 2025, 11:06 UTC"),
        ("2025-11-21T23:30:00-02:00", "22 Nov 2025, 01:30 UTC"),
    ],
)
def test_moment_reads_as_a_date_in_utc(iso: str, text: str) -> None:
    """Times are written in UTC; one that cannot be read stays as it is."""
    assert wording.moment(iso) == text


def test_worst_lets_the_gravest_status_speak() -> None:
    """A crash outweighs a failure, and no checks at all count as passed."""
    checks = sample.failing().exercises[3].checks

    assert wording.worst(checks) is Status.CRASH
    assert wording.worst(()) is Status.PASS


def test_a_pass_without_its_points_is_not_quiet() -> None:
    """Withheld points have to be seen although the check passed."""
    held = sample.check("A.value.x", earned=0.0)

    assert not wording.is_quiet(held)
    assert wording.is_quiet(sample.check("A.value.x"))


def entries(*pairs: str, differs: bool = False) -> list[NamedEntry]:
    """Build entries from `name:summary` texts."""
    split = [pair.split(":") for pair in pairs]
    return [NamedEntry(name=n, summary=s, differs=differs) for n, s in split]


def paired(expected: list[NamedEntry], found: list[NamedEntry]) -> list[str]:
    """Pair two trees and write each pair as `name|name`."""
    return [
        f"{left.name if left else ''}|{right.name if right else ''}"
        for left, right in wording.pair_names(expected, found)
    ]


def test_pair_names_puts_a_renamed_parameter_beside_the_expected_one() -> None:
    """A missing and an extra name of the same shape share a line."""
    expected = entries("weight:(5, 3)", "bias:(3,)")
    found = entries("b:(3,)", "w:(5, 3)", differs=True)

    assert paired(expected, found) == ["weight|w", "bias|b"]


def test_pair_names_leaves_no_entry_out() -> None:
    """What is missing or extra stands alone on its line."""
    expected = entries("weight:(5, 3)", "bias:(3,)")
    found = entries("weight:(3, 5)", "scale:()")

    assert paired(expected, found) == ["weight|weight", "bias|", "|scale"]


def test_pair_names_shows_a_changed_order() -> None:
    """Trees that differ only in order are paired by position."""
    expected = entries("0:a", "1:b")
    found = entries("1:b", "0:a", differs=True)

    assert paired(expected, found) == ["0|1", "1|0"]


def test_pair_names_ignores_an_order_that_does_not_matter() -> None:
    """Where nothing differs, equal names share a line whatever their order."""
    expected = entries("0:a", "1:b")
    found = entries("1:b", "0:a")

    assert paired(expected, found) == ["0|0", "1|1"]
