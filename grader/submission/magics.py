"""Magics, shell lines and prompts of notebooks, made into Python.

Student code is neither run nor parsed here: `ast.parse` and `tokenize` can fail
on hostile source in ways that end a process. A scanner that knows strings,
brackets and comments finds the lines that only IPython understands, and
replaces each by one line of Python. What was written stays beside it as a
comment, so that excerpts show it. Scripts are read in the same way: they are saved
from notebooks, or pasted together from their cells.

Source: IPython 9, `core/inputtransformer2.py`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.submission.units import printable

# The body of these is ordinary Python, run where the other cells run.
_PYTHON_BODY = frozenset(
    {"capture", "debug", "memit", "prun", "snakeviz", "time", "timeit", "wandb"}
)
# Line magics that define nothing an answer could need.
_HARMLESS_MAGIC = re.compile(
    r"%++[ \t]*+(?:alias|aimport|autocall|automagic|autoreload|autosave|cd|colors"
    r"|conda|config|debug|dhist|dirs|env|hist|history|load_ext|logstart|logstop|ls"
    r"|lsmagic|mamba|matplotlib|memit|mkdir|pdb|pdoc|pfile|pinfo2?|pip|popd"
    r"|precision|prun|psearch|psource|pushd|pwd|quickref|reload_ext|set_env|tb"
    r"|tensorboard|time|timeit|unload_ext|uv|who|who_ls|whos|xmode)?(?!\w)"
)
_HARMLESS_SHELL = re.compile(
    r"!+\s*(?:python3?\s+-m\s+)?"
    r"(?:pip3?|conda|mamba|uv|nvidia-smi|ls|pwd|cat|head|echo|which|date|df|free"
    r"|lscpu|uname|grade|python3?\s+(?:--version|-V))(?![\w-])"
)
_CELL_MAGIC = re.compile(r"%%(?P<name>!|[^\W\d]\w*+(?!\?))")
# No statement of Python begins like this. Installing without `%` works in
# Jupyter too ("automagic").
_COMMAND = re.compile(
    r"(?P<indent>[ \t\f]*)(?:[%!?]|(?:pip3?|conda|mamba)[ \t]+install\b)"
)
# What interpreters print before what is typed, and people copy along.
_CLASSIC_PROMPT = re.compile(r"[ \t]*>>>(?!>)[ \t]?")  # no merge mark
_CONTINUATION = re.compile(r"[ \t]*\.\.\.[ \t]?")
_IPYTHON_PROMPT = re.compile(r"(?:(?:\[nav\]|\[ins\])? )?In \[\d+\]: |\s*\.{3,}: ?")
# Where a cell begins in a script that is made of cells.
_CELL = re.compile(r"%%|#[ \t]*(?:%%|In[ \t]*\[|<codecell>)")
_FOREIGN = re.compile(r"[%!?]|\binstall\b|>>>|In \[|\A\s*[ \t]")
_TOKEN = re.compile(
    r"""(?P<comment>\#)
      | (?P<quote>\"{3}|'{3}|["'])
      | (?P<open>[(\[{])
      | (?P<close>[)\]}])
      | (?P<assign>(?<![=!<>+\-*/%&|^@:~])=(?=[ \t]*(?:!|%[ \t]*[^\W\d])))
      | (?P<help>\?[ \t]*$)
      | (?P<join>\\$)""",
    re.VERBOSE,
)
# What matters in the rest of a string: what is escaped, and the closing quote. Not one
# pattern for all of it: Python 3.11.2 matches possessive repeats of groups wrongly.
_REST = {quote: re.compile(rf"\\.?|{quote}") for quote in ("'", '"', "'''", '"""')}


class Skip(NamedTuple):
    """Something that Jupyter would have run and the grader does not."""

    line: int
    message: str


def neutralise(source: str, *, script: bool = False) -> tuple[str, Skip | None]:
    """Replace what only IPython understands, line for line.

    Args:
        source: A cell, or a whole file.
        script: Whether it is a file, in which a `%%bash` cell has its end.

    Returns:
        Python source with as many lines, and the first thing left out of it
        that an answer may depend on, if there is one.
    """
    if not _FOREIGN.search(source):
        return source, None
    lines = _without_prompts(_dedent(source.split("\n")))
    for at, line in enumerate(lines):
        if script:
            break
        if not line.strip():
            continue
        magic = _CELL_MAGIC.match(line)
        if magic is None:
            break
        if magic["name"] not in _PYTHON_BODY:
            lines[at:] = map(_comment, lines[at:])
            return "\n".join(lines), _skipped_cell(magic["name"], at)
        lines[at:] = [_comment(line), *_dedent(lines[at + 1 :])]
    lines, skip = _neutralise_lines(lines, script=script)
    return "\n".join(lines), skip


def _dedent(lines: list[str]) -> list[str]:
    """Take the first line's indentation off every line, as IPython does."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    return [line.removeprefix(indent) for line in lines]


def _without_prompts(lines: list[str]) -> list[str]:
    """Take prompts off, but not those in strings: docstrings show how a thing is used.

    A string that begins after a prompt has prompts itself, and loses them.
    """
    if not any(prompt in line for line in lines for prompt in (">>>", "In [")):
        return lines
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if any(_IPYTHON_PROMPT.match(line) for line in lines[first : first + 2]):
        return [_IPYTHON_PROMPT.sub("", line, count=1) for line in lines]
    scanner = Scanner()
    result: list[str] = []
    prompted = found = False
    for line in lines:
        if scanner.quote and not prompted:
            bare = line
        else:
            prompt = _CLASSIC_PROMPT.match(line)
            found = found or prompt is not None
            prompt = prompt or (_CONTINUATION.match(line) if found else None)
            prompted = prompt is not None
            bare = line[prompt.end() :] if prompt else line
        result.append(bare)
        scanner.feed(bare)
    return result if found else lines


def _neutralise_lines(
    lines: list[str], *, script: bool
) -> tuple[list[str], Skip | None]:
    scanner = Scanner()
    result: list[str] = []
    skip: Skip | None = None
    inside = False  # a command that went on after a backslash
    foreign = False  # a cell that is not Python
    for number, line in enumerate(lines, start=1):
        foreign = foreign and not _CELL.match(line)
        magic = _CELL_MAGIC.match(line) if script and scanner.is_free else None
        if magic and magic["name"] not in _PYTHON_BODY:
            skip = skip or _skipped_cell(magic["name"], number - 1)
            foreign = True
        if inside or foreign:
            result.append(_comment(line))
        else:
            text, command = scanner.feed(line)
            result.append(text)
            inside = bool(command)
            if command and skip is None and not _is_harmless(command):
                result_of_it = ", so its name is None" if command == "=" else ""
                skip = Skip(number, f"`{_cut(line)}` was not run{result_of_it}")
        inside = inside and line.endswith("\\")
    return result, skip


def _skipped_cell(name: str, at: int) -> Skip:
    reason = "it is not Python"
    if name == "writefile":
        reason = "what it writes to a file is not graded"
    return Skip(at + 1, f"this `%%{_cut(name)}` cell was not run: {reason}")


def _is_harmless(command: str) -> bool:
    if command.startswith("!"):
        return _HARMLESS_SHELL.match(command) is not None
    if command.startswith("%"):
        return _HARMLESS_MAGIC.match(command) is not None
    return not command.startswith("=")  # a name that holds None may be missed


def _cut(text: str) -> str:
    text = text.strip()
    return printable(text if len(text) <= 60 else text[:59] + "…")


def _comment(line: str) -> str:
    return f"# {line}" if line.strip() else line


class Scanner:
    """Follow strings, brackets and continued lines through a cell.

    IPython takes only the beginning of a statement for a command: `%` inside
    brackets is an operator, and inside a string it is text.
    """

    def __init__(self) -> None:
        self.quote = ""
        self.depth = 0
        self.continued = False

    @property
    def is_free(self) -> bool:
        """Whether a statement may begin here."""
        return not (self.quote or self.depth or self.continued)

    def feed(self, line: str) -> tuple[str, str]:
        """Return the line as Python, and the command taken out of it or ''."""
        begins = self.is_free
        if begins and (command := _COMMAND.match(line)):
            return _do_nothing(line), line[command.end("indent") :]
        at = self._skip_string(line, 0) if self.quote else 0
        self.continued = False
        while token := _TOKEN.search(line, at):
            at = token.end()
            if token.lastgroup == "comment":
                break
            if token.lastgroup == "quote":
                self.quote = token[0]
                at = self._skip_string(line, at)
            elif token.lastgroup == "assign" and not self.depth:
                return f"{line[:at]} None  # {line[at:].strip()}", "="
            elif token.lastgroup == "help" and begins and not self.depth:
                return _do_nothing(line), "?"
            else:
                self._count(token)
        return line, ""

    def _count(self, token: re.Match[str]) -> None:
        if token.lastgroup == "open":
            self.depth += 1
        elif token.lastgroup == "close":
            self.depth = max(0, self.depth - 1)
        elif token.lastgroup == "join":
            self.continued = True

    def _skip_string(self, line: str, at: int) -> int:
        goes_on = len(self.quote) == 3
        for found in _REST[self.quote].finditer(line, at):
            if found[0] == self.quote:
                self.quote = ""
                return found.end()
            goes_on = goes_on or found[0] == "\\"  # the last of the line
        if not goes_on:
            self.quote = ""
        return len(line)


def _do_nothing(line: str) -> str:
    body = line.lstrip(" \t\f")
    return f"{line[: len(line) - len(body)]}pass  # {body}"
