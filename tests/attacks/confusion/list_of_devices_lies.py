# attack: confusion
# exercise: try_all_gpus
# tries: to be taken for a list of devices: a class called `list` whose items are called
#   `device`
# held-by: a type is named only where its module holds it under that name

device = type("device", (), {"__module__": "torch"})
Fake = type("list", (list,), {"__module__": "builtins"})


def try_all_gpus():
    return Fake([device(), device()])
