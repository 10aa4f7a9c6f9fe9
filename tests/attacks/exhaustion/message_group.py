# attack: exhaustion
# exercise: corr2d
# tries: to have a tree of a billion exceptions written down
# held-by: answers have limits of their own

def corr2d(X, K):
    group = KeyboardInterrupt("leaf")
    for _ in range(30):
        group = BaseExceptionGroup("branch", [group, group])
    raise group
