# attack: exhaustion
# exercise: MLP
# tries: to hang at the top level, once for each exercise of the assignment
# held-by: times, output and answer sizes have limits of their own
import itertools

for _ in itertools.count():
    pass
