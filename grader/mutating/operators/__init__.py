"""Mutation operators for PyTorch exercises.

Each makes one kind of mistake, wherever it fits, by edits of the text.
"""

from grader.mutating.operators.table import OPERATORS, Mutant, mutants

__all__ = ["OPERATORS", "Mutant", "mutants"]
