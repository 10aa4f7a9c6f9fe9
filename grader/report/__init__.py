"""A report as HTML, terminal text and JUnit, each made from `Report` alone.

Nothing is imported here: the terminal needs no jinja2, nor a class page rich.
"""
