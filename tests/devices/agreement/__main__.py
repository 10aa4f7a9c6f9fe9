"""Write docs/agreement.md anew: `python -m tests.devices.agreement`."""

from __future__ import annotations

import sys

from tests.devices.agreement import standin
from tests.devices.agreement.comparing import without_devices
from tests.devices.agreement.outcome import Outcome
from tests.devices.agreement.page import PAGE, render
from tests.devices.agreement.program import Program, known_programs
from tests.devices.agreement.recording import read_record
from tests.devices.agreement.worlds import on_cpu, simulated


def page(run: dict[str, Outcome] | None = None) -> str:
    """Return the page as it must be now.

    Args:
        run: Simulated outcomes that are known already, by name; gets the others.
    """
    outcomes = {} if run is None else run

    def simulate(made: Program) -> Outcome:
        if made.name not in outcomes:
            outcomes[made.name] = simulated(made)
        return outcomes[made.name]

    def unlike_cpu(made: Program) -> bool:
        here, there = simulate(made), on_cpu(made)
        return without_devices(here, made) != without_devices(there, made)

    return render(known_programs(), read_record(), standin.read(), simulate, unlike_cpu)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE}\n")
