# attack: confusion
# exercise: corr2d
# tries: to never run: a generator function, whose body nobody starts
# held-by: a rule is judged only of what returns as the contract says

def corr2d(X, K):
    yield X
