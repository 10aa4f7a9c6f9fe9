# attack: confusion
# exercise: try_gpu
# tries: to be what is no function and looks like one: a property, a descriptor, a
#   classmethod, a string
# held-by: the judge decides what an exercise is bound to

try_gpu = property(lambda self: 0)
try_all_gpus = classmethod(lambda cls: [])
