# attack: confusion
# exercise: corr2d
# tries: to earn the point of a rule by doing nothing, which breaks none
# held-by: a rule is judged only of what returns as the contract says

def corr2d(X, K):
    return None
