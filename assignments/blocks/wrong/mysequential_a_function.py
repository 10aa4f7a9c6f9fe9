# exercise: MySequential
# mistake: a function that composes modules, not a class
# loses: contract.takes_any_modules
# blocks: value.runs_modules_in_order, value.empty_is_identity, value.same_module_twice, gradient.passes_through, naming.children_are_numbered, serialization.interchanges_with_reference, rule.no_nn_sequential


def MySequential(*modules):
    def run(X):
        for module in modules:
            X = module(X)
        return X

    return run
