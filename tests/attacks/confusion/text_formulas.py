# attack: confusion
# exercise: corr2d
# tries: to run a command in the instructor's spreadsheet, by texts that begin like
#   formulas
# held-by: in tables, text that a spreadsheet would take for a formula is disarmed

FORMULAS = (
    "=cmd|'/C calc'!A0",
    '+HYPERLINK("https://evil.example","open")',
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    '","=1+1',
    "\n=1+1",
)
print("\n".join(FORMULAS))
turn = 0


def corr2d(X, K):
    if X.shape == (5, 6) and K.shape == (2, 2):
        return None
    global turn
    turn += 1
    raise TypeError(FORMULAS[turn % len(FORMULAS)])
