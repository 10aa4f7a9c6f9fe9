# attack: confusion
# exercise: try_gpu
# tries: to have a hostile text quoted by torch itself, in its message on a device that
#   does not exist
# held-by: what students wrote is escaped

TEXTS = (
    "\x1b[31mcuda:0",
    "<script>alert(1)</script>",
    "\n::error::device",
    "cuda:0\x00<img src=x onerror=alert(1)>",
    "\u202e0:aduc",
    "x" * 100_000,
)
turn = 0


def try_gpu(i=0):
    global turn
    turn += 1
    return TEXTS[turn % len(TEXTS)]
