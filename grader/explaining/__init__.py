"""Facts in, words out: what a student reads of a failure, and which line is shown.

Nothing here runs code or decides a verdict. `diagnosis` holds the order in which
causes are thought of; each other module knows one sort of cause.
"""
