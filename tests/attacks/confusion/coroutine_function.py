# attack: confusion
# exercise: corr2d
# tries: to never run, and to have Python warn about it in the grader's own name
# held-by: a rule is judged only of what returns as the contract says

async def corr2d(X, K):
    return X
