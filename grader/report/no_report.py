"""What stands where a report was asked for and there is none: it says why."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import grader
from grader.errors import GraderError
from grader.report.html import render_no_report
from grader.report.wording import visible
from grader.results import NoReport, Tool, no_report_to_json

STOPPED = 130
FAULT = 4


def describe(error: BaseException) -> NoReport:
    """Say in a document why a run gave no report."""
    if isinstance(error, GraderError):
        said = (error.problem, error.fix, error.where, error.exit_code)
    elif isinstance(error, Exception):
        problem = f"this is a fault of the grader: {type(error).__name__}: {error}"
        said = (problem, "report it to who maintains the grader", "", FAULT)
    else:
        said = ("the run was stopped", "grade it again", "", STOPPED)
    problem, fix, where, exit_code = said
    return NoReport(
        tool=Tool(name="grader", version=grader.__version__),
        written_at=datetime.now(UTC).isoformat(timespec="seconds"),
        error=problem,
        fix=fix,
        where=where,
        exit_code=exit_code,
    )


def render(option: str, document: NoReport) -> bytes:
    """Render it as what an option asks for: `json`, `html` or `junit`."""
    if option == "json":
        return no_report_to_json(document)
    if option == "html":
        return render_no_report(document).encode()
    return _junit(document).encode()


def _junit(document: NoReport) -> str:
    counts = {"tests": "1", "failures": "0", "errors": "1", "skipped": "0"}
    root = ET.Element("testsuites", {"name": "grader", **counts})
    suite = ET.SubElement(root, "testsuite", {"name": "no report", **counts})
    case = ET.SubElement(suite, "testcase", classname="grader", name="no report")
    sentence = f"{document.where}: " * bool(document.where) + document.error
    message = visible(" ".join(sentence.split()))
    error = ET.SubElement(case, "error", message=message, type="error")
    error.text = visible(f"fix: {document.fix}" if document.fix else sentence)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
