"""Begin an exercise with files that already prove themselves (`grade new`)."""

from grader.scaffolding.exercise import Begun, begin_exercise, parse_name

__all__ = ["Begun", "begin_exercise", "parse_name"]
