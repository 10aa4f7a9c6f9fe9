# attack: exhaustion
# exercise: corr2d
# tries: to be walked for ever: a list and a dict that hold each other, twice at each
#   turn
# held-by: answers have limits of their own

def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    names = {}
    items = [names, names]
    names["a"] = names["b"] = items
    items.append(items)
    return items
