# attack: forging
# exercise: MLP
# tries: end the process with the code that says it could not be confined, so that the fault seems the grader's
# held-by: a check that gives no answer earns nothing, whatever the exit code
import os

os._exit(97)
