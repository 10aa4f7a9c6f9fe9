"""How the command line presents itself: usage, help, and near misses."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from pathlib import Path

import click

from grader.errors import UsageError

DEFAULT_COMMAND = "submission"  # what `grade FILE` runs; nobody types it


class GradeGroup(click.Group):
    """Commands, one of which needs no name: `grade FILE` grades a submission."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command's name in front where no command is named."""
        if not args or (
            args[0] not in self.commands
            and args[0] not in ("--help", "-h", "--version")
        ):
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both forms."""
        formatter.write_usage("grade", "[PATH] [OPTIONS]")
        formatter.write_usage("grade", "COMMAND [ARGS]...", prefix=" " * 7)

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Show the options of the command without a name, then the others."""
        unnamed = self.commands[DEFAULT_COMMAND].params
        options = [o for o in unnamed if isinstance(o, click.Option)]
        records = [o.get_help_record(ctx) for o in (*options, *self.get_params(ctx))]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record])
        self.format_commands(ctx, formatter)


class GradeCommand(click.Command):
    """The command that needs no name."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Leave the name out, as people do."""
        formatter.write_usage("grade", "[PATH] [OPTIONS]")


def refuse_huge(
    context: click.Context, parameter: click.Parameter, value: int | None
) -> int | None:
    """Refuse a seed that SQLite and some readers of JSON cannot hold.

    Raises:
        click.BadParameter: It has more than 63 bits.
    """
    if value is not None and value >= 2**63:
        raise click.BadParameter(f"{value} has more than 63 bits")
    return value


def refuse_missing(path: Path, commands: Sequence[str]) -> None:
    """Refuse a path that does not exist; name what was probably meant.

    Raises:
        UsageError: There is no such file.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        raise UsageError(
            "there is no such file", fix=_nearest(path, commands), where=path
        ) from None
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=path) from None


def _nearest(path: Path, commands: Sequence[str]) -> str:
    named = [name for name in commands if name != DEFAULT_COMMAND]
    near = difflib.get_close_matches(str(path), named, n=1)
    if near:
        return f"did you mean the command `grade {near[0]}`?"
    names = os.listdir(path.parent) if path.parent.is_dir() else []
    files = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean {path.parent / files[0]}?" if files else ""


def sentence(error: click.ClickException) -> str:
    """Say what click says in the form of our own errors."""
    text = error.format_message().strip().removesuffix(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    name = context.info_name if context and context.parent else ""
    command = f"grade {name}" if name and name != DEFAULT_COMMAND else "grade"
    return (
        f"{text[:1].lower()}{text[1:]}\n  fix: `{command} --help` lists what there is"
    )
