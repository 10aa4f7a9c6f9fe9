# exercise: scatter
# mistake: takes two devices, one by one
# loses: contract.returns_a_list_of_tensors
def scatter(X, first, second):
    upper, lower = X.chunk(2)
    return [upper.to(first), lower.to(second)]
