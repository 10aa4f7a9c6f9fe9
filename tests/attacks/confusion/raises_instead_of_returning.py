# attack: confusion
# exercise: corr2d
# tries: to earn the contract's point by raising any error but the stub's
# held-by: an exception inside a call costs the checks that it keeps from being judged
# rightly: contract

def corr2d(X, K):
    raise ValueError("not today")
