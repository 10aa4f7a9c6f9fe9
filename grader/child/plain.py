"""A child without a nursery: one fresh process, for systems that cannot fork.

Frames come on standard input and leave on standard output; what the submission
prints goes to standard error.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path


def main() -> None:
    """Serve one implementation, then exit."""
    if sys.platform == "linux":
        from grader.child import keeper

        keeper.divide(int(sys.argv[2]), Path(sys.argv[3]))
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)

    import torch

    from grader.child import eager, importing, memory
    from grader.child import serving as child
    from grader.devices.simulation import stay_installed
    from grader.isolation import protocol

    torch.set_num_threads(1)
    importing.complete_typing()
    stay_installed()  # before the snapshot by which replaced code is noticed
    eager.install()
    child.set_signals()
    memory.spoil()
    ready = protocol.Ready(
        python=platform.python_version(),
        torch=str(torch.__version__),
        layers=("witness",),
    )
    replies.write(protocol.encode_frame(ready))
    replies.flush()
    child.serve(requests, replies, {}, frame_mib=int(sys.argv[1]))
    os._exit(0)
