"""Attack files: submissions with a header that says what they try."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent
CATEGORIES = ("forging", "reaching", "exhaustion", "confusion")
REQUIRED = ("attack", "exercise", "tries", "held-by")
OPTIONAL = ("finding", "located", "rightly", "namespaces")
_FIELD = re.compile(r"# ([a-z-]+): (.+)")
_CONTINUED = re.compile(r"#   +(.+)")


class Attack(msgspec.Struct, frozen=True, kw_only=True):
    """One attack.

    `tries` says what it wants, `held_by` which defence stops it. `finding` holds words
    of the finding that it must cause under `integrity`, where there is one, and
    `located` of the source line that the finding must name. `rightly` lists kinds of
    checks whose points the submission earns by honest work, beside its attack, or one
    such check: `value.any_strides`.
    `namespaces` says what they do against it, for an attack on the machine.
    """

    path: Path
    category: str
    exercise: str
    tries: str
    held_by: str
    finding: str = ""
    located: str = ""
    rightly: tuple[str, ...] = ()
    namespaces: str = ""

    @property
    def meets_namespaces(self) -> bool:
        """Whether it is to be tried without any, too: other layers must hold it."""
        return self.category == "reaching" or bool(self.namespaces)

    def earns_rightly(self, check_id: str) -> bool:
        """Whether the points of a check, `corr2d.value.any_strides`, are honest."""
        _, kind, name = check_id.split(".")
        return kind in self.rightly or f"{kind}.{name}" in self.rightly

    @property
    def name(self) -> str:
        """Folder and file name: `forging/exit_code`."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def source(self) -> str:
        """What is handed in, canaries not yet named."""
        return self.path.read_text(encoding="utf-8")


def known_attacks(folder: Path = FOLDER) -> list[Attack]:
    """Read all attack files, by category and name."""
    paths = [
        path
        for category in CATEGORIES
        for path in sorted((folder / category).glob("*.py"))
    ]
    return [read_attack(path) for path in paths]


def read_attack(path: Path) -> Attack:
    """Read the header of an attack file.

    Raises:
        ValueError: A field is missing, unknown, or not what the folder says.
    """
    fields = _fields(path)
    missing = [name for name in REQUIRED if name not in fields]
    unknown = [name for name in fields if name not in REQUIRED + OPTIONAL]
    if missing or unknown:
        raise ValueError(f"{path}: header lacks {missing}, or has unknown {unknown}")
    if fields["attack"] != path.parent.name:
        raise ValueError(f"{path}: a {fields['attack']} attack in {path.parent.name}/")
    return Attack(
        path=path,
        category=fields["attack"],
        exercise=fields["exercise"],
        tries=fields["tries"],
        held_by=fields["held-by"],
        finding=fields.get("finding", ""),
        located=fields.get("located", ""),
        rightly=tuple(fields.get("rightly", "").split()),
        namespaces=fields.get("namespaces", ""),
    )


def _fields(path: Path) -> dict[str, str]:
    """Read `# name: value` lines, up to the first line that is none.

    A value may go on in lines that are indented below it.
    """
    fields: dict[str, str] = {}
    last = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := _FIELD.fullmatch(line):
            last = found[1]
            fields[last] = found[2].strip()
        elif last and (more := _CONTINUED.fullmatch(line)):
            fields[last] += f" {more[1].strip()}"
        else:
            break
    return fields
