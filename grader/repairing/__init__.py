"""Small repairs of a student's own code, tried to prove the cause of a failure.

Inside the child, which reads hostile source; what is suggested decides nothing. The
judge has each repair run as the submission itself is run: see
`grader.judging.repaired`.
"""

from grader.repairing.suggesting import suggest

__all__ = ["suggest"]
