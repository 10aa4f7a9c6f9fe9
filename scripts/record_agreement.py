"""Record what CUDA answers to the programs of tests/devices/agreement.

`python scripts/record_agreement.py` writes tests/devices/agreement/recorded.json, on a
machine with CUDA: what real devices answer, and nothing else.

With `--standin`, under scripts/standin/run.py, it writes standin.json beside it: what
PyTorch's CUDA build answers where no card is, without values.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.devices.agreement import standin
from tests.devices.agreement.program import known_programs
from tests.devices.agreement.recording import RECORD, record, write_record
from tests.devices.agreement.worlds import NoCudaError


def main(arguments: list[str]) -> int:
    """Record every program; return 1 where what is asked for is not there."""
    if arguments not in ([], ["--standin"]):
        sys.stderr.write(f"{__doc__}")
        return 2
    try:
        told = _watch() if arguments else _record()
    except NoCudaError as error:
        sys.stderr.write(
            f"nothing recorded: {error}; run this on a machine with CUDA\n"
        )
        return 1
    except standin.StandinError as error:
        sys.stderr.write(f"nothing recorded: {error}\n")
        return 1
    sys.stdout.write(f"{told}\n")
    return 0


def _record() -> str:
    """Record real devices."""
    known = known_programs()
    made = record(known)
    write_record(made)
    run = f"recorded {len(made.programs)} of {len(known)} programs"
    return f"{run} on {', '.join(made.machine.cards)}: {RECORD}"


def _watch() -> str:
    """Record what needs no card, on the stand-in."""
    made = standin.watch(known_programs())
    standin.write(made)
    told = sum(seen.outcome is not None for seen in made.programs.values())
    return f"recorded {told} programs without values ({made.nature}): {standin.RECORD}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
