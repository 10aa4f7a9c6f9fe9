"""Texts of the files that a new exercise begins with.

They lie in `templates/`: `$exercise` and the other names of `New` are filled in. The
checks of a new exercise are `templates/<kind>/checks.py.txt`.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template

from grader.settings import ExerciseKind

FOLDER = Path(__file__).parent / "templates"
ENDING = ".txt"


@dataclass(frozen=True)
class New:
    """What is begun.

    Attributes:
        assignment: Name of the assignment.
        exercise: Name of the symbol that students write.
        kind: What the symbol is.
    """

    assignment: str
    exercise: str
    kind: ExerciseKind

    @property
    def declaration(self) -> str:
        """What the declaration is called in checks.py."""
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", self.exercise).lower()
        return words if words != self.exercise else f"{words}_calls"

    def filled(self, name: str) -> str:
        """Fill in a template."""
        text = (FOLDER / f"{name}{ENDING}").read_text(encoding="utf-8")
        return Template(text).substitute(
            asdict(self),
            title=self.exercise,
            assignment_title=_title(self.assignment),
            declaration=self.declaration,
        )

    def of_kind(self, name: str) -> str:
        """Fill in a template of the exercise's kind."""
        return self.filled(f"{self.kind}/{name}")

    def right(self) -> dict[str, str]:
        """Fill in the right solutions, by their place in the assignment's folder."""
        found = {}
        for path in sorted((FOLDER / self.kind).glob(f"right_*{ENDING}")):
            name = path.name.removesuffix(ENDING)
            rest = name.removeprefix("right_")
            found[f"right/{self.exercise.lower()}_{rest}"] = self.of_kind(name)
        return found


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
