# exercise: MySequential
# mistake: a function that composes modules, not a class
# loses: contract.takes_any_modules


def MySequential(*modules):
    def run(X):
        for module in modules:
            X = module(X)
        return X

    return run
