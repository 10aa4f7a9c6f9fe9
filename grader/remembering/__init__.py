"""What `grade` remembers for a user from one run to the next.

notes       a few things under their names, in one small file
seeds       by which seed the same code failed before
standings   what came of code that was graded before
hints       which hints were taken, and where
"""
