# attack: confusion
# exercise: try_gpu
# tries: to return what operators take for "ask the other one"
# held-by: types are read from type(), not asked for

def try_gpu(i=0):
    return NotImplemented
