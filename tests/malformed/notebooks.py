"""Notebooks that are none, too much, or written by something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.malformed.oddities import (
    ANSWER,
    NOTEBOOK,
    file,
    folder,
    graded,
    refused,
    warned,
)

Json = dict[str, Any]


def code(source: object = ANSWER, **fields: object) -> Json:
    """Make a code cell of format 4."""
    cell: Json = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": source,
    }
    return cell | fields


def document(*cells: object, **fields: object) -> Json:
    """Make a notebook of format 4."""
    whole: Json = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": list(cells or [code()]),
    }
    return whole | fields


def notebook(place: Path, data: object) -> Path:
    """Write a notebook, or text that calls itself one."""
    text = data if isinstance(data, str | bytes) else json.dumps(data)
    return file(place, ".ipynb", text)


@refused("file is empty.*write your answer")
def notebook_empty(place: Path) -> Path:
    """No byte."""
    return notebook(place, "")


@refused("line 1: not a notebook: this is not JSON.*open it in Jupyter")
def notebook_of_text(place: Path) -> Path:
    """Something else with its name."""
    return notebook(place, "<html>404</html>")


@refused("its JSON is not an object.*open it in Jupyter")
def notebook_of_a_list(place: Path) -> Path:
    """JSON of another kind."""
    return notebook(place, [code()])


@refused("does not say its nbformat version.*open it in Jupyter")
def notebook_of_other_json(place: Path) -> Path:
    """An object that is no notebook."""
    return notebook(place, {"name": "settings"})


@graded()
def notebook_format_1(place: Path) -> Path:
    """The oldest format."""
    cell = {"cell_type": "code", "code": ANSWER, "prompt_number": 1}
    return notebook(place, {"nbformat": 1, "cells": [cell]})


@graded()
def notebook_format_2(place: Path) -> Path:
    """The format of 2011."""
    cell = {"cell_type": "code", "input": ANSWER, "language": "python", "outputs": []}
    return notebook(place, {"nbformat": 2, "worksheets": [{"cells": [cell]}]})


@graded()
def notebook_format_3(place: Path) -> Path:
    """The format of 2013."""
    cell = {"cell_type": "code", "input": [ANSWER], "outputs": []}
    sheets = [{"cells": [{"cell_type": "heading", "source": "x"}, cell]}]
    return notebook(place, {"nbformat": 3, "worksheets": sheets})


@refused("format 3 cannot be brought to format 4.*open it in Jupyter")
def notebook_format_3_in_name_only(place: Path) -> Path:
    """It says one format and is written in another."""
    return notebook(place, document(nbformat=3))


@refused("notebook format 5 is too new.*save it as nbformat 4")
def notebook_format_5(place: Path) -> Path:
    """A format to come."""
    return notebook(place, document(nbformat=5))


@refused("notebook format 999999999 is too new")
def notebook_format_without_end(place: Path) -> Path:
    """A format of thousands of digits."""
    return notebook(place, document(nbformat=int("9" * 4000)))


@refused("it holds a number that is too long.*open it in Jupyter")
def notebook_with_a_long_number(place: Path) -> Path:
    """A number that Python does not convert."""
    text = json.dumps(document(nbformat_minor="N"))
    return notebook(place, text.replace('"N"', "9" * 1_000_000))


@graded()
def notebook_without_metadata(place: Path) -> Path:
    """No word about its kernel."""
    whole = document()
    del whole["metadata"]
    return notebook(place, whole)


@graded()
def notebook_with_odd_metadata(place: Path) -> Path:
    """Metadata of any type."""
    return notebook(place, document(metadata=[{"kernelspec": 7}]))


@refused("notebook is written in R, not Python.*choose a Python kernel")
def notebook_in_r(place: Path) -> Path:
    """Another language."""
    kernel = {"kernelspec": {"name": "ir", "language": "R"}}
    return notebook(place, document(code("x <- 1"), metadata=kernel))


@refused("it has no list of cells.*open it in Jupyter")
def notebook_with_an_object_of_cells(place: Path) -> Path:
    """Cells are not a list."""
    return notebook(place, document(cells={"0": code()}))


@refused("it has no list of cells.*open it in Jupyter")
def notebook_with_a_cell_of_text(place: Path) -> Path:
    """A cell is not an object."""
    return notebook(place, document(code(), ANSWER))


@refused("cell 1: not a notebook: a code cell has no text.*open it in Jupyter")
def notebook_source_a_number(place: Path) -> Path:
    """A cell whose source is a number."""
    return notebook(place, document(code(7), code()))


@refused("cell 2: not a notebook: a code cell has no text.*open it in Jupyter")
def notebook_source_nested(place: Path) -> Path:
    """A cell whose source is a list of lists."""
    return notebook(place, document(code(), code([[ANSWER]])))


@refused("cell 1: not a notebook: a code cell has no text.*open it in Jupyter")
def notebook_source_missing(place: Path) -> Path:
    """A cell without a source."""
    return notebook(place, document({"cell_type": "code"}))


@graded()
def notebook_source_in_letters(place: Path) -> Path:
    """A source as a list of single characters."""
    return notebook(place, document(code(list(ANSWER))))


@refused("cell 1, line 1: NUL character.*hand in the source")
def notebook_with_null(place: Path) -> Path:
    """A NUL, which JSON can escape."""
    return notebook(place, document(code("# \0\n" + ANSWER)))


@graded()
def notebook_with_half_a_pair(place: Path) -> Path:
    """Half a character, which JSON can escape."""
    return notebook(place, document(code("# \ud800\n" + ANSWER)))


@refused("file is larger than 5 MiB.*clear its outputs")
def notebook_with_giant_outputs(place: Path) -> Path:
    """Pictures of megabytes."""
    output = {"output_type": "display_data", "data": {"image/png": "A" * 6_000_000}}
    return notebook(place, document(code(outputs=[output])))


@graded()
def notebook_with_large_outputs(place: Path) -> Path:
    """Pictures, within the limit."""
    output = {"output_type": "display_data", "data": {"image/png": "A" * 4_000_000}}
    return notebook(place, document(code(outputs=[output])))


@graded()
def notebook_with_brackets_in_text(place: Path) -> Path:
    """An output that looks as deep as a bomb, but is text."""
    output = {"output_type": "stream", "text": '\\"' + "[" * 1_000_000}
    return notebook(place, document(code(outputs=[output])))


@refused("its JSON is nested too deeply.*open it in Jupyter")
def notebook_deep(place: Path) -> Path:
    """Lists in each other, as many as are counted."""
    return notebook(place, "[" * 400_000)


@refused("its JSON is nested too deeply.*open it in Jupyter")
def notebook_deep_within(place: Path) -> Path:
    """Metadata of a thousand objects in each other."""
    text = json.dumps(document(metadata="DEEP"))
    return notebook(place, text.replace('"DEEP"', '{"a":' * 1000 + "1" + "}" * 1000))


@refused("more than 500000 lists and objects.*open it in Jupyter")
def notebook_of_empty_lists(place: Path) -> Path:
    """As many lists as fit into the limit: thirty times as large in memory."""
    return notebook(place, '{"nbformat":4,"cells":[' + "[]," * 1_700_000 + "{}]}")


@refused("not a notebook: this is not JSON")
def notebook_of_open_quotes(place: Path) -> Path:
    r"""Millions of `\"` in a string without an end, to make a scanner go back."""
    return notebook(place, '{"a": "' + '\\"' * 2_400_000)


@refused("it says `cells` twice in one place.*open it in Jupyter")
def notebook_with_two_lists_of_cells(place: Path) -> Path:
    """Duplicate keys, of which programs choose different ones."""
    text = json.dumps(document())
    return notebook(place, text[:-1] + ', "cells": []}')


@refused("it says `source` twice in one place.*open it in Jupyter")
def notebook_with_two_sources(place: Path) -> Path:
    """A cell with two sources."""
    text = json.dumps(document(code("DOUBLE")))
    return notebook(place, text.replace('"DOUBLE"', '"x = 1", "source": "x = 2"'))


@graded()
def notebook_with_two_titles(place: Path) -> Path:
    """Duplicate keys where they do not matter."""
    text = json.dumps(document(metadata={"title": "a"}))
    return notebook(place, text.replace('"title"', '"title": "b", "title"'))


@graded()
def notebook_with_nan(place: Path) -> Path:
    """Numbers that are not JSON, and that Python writes all the same."""
    output = {"output_type": "display_data", "data": {"a": [float("nan"), 1e400]}}
    return notebook(place, document(code(outputs=[output])))


@refused("notebook has 100000 code cells, at most 2000", peak_mib=100)
def notebook_of_100000_cells(place: Path) -> Path:
    """More cells than anyone writes."""
    cell = {"cell_type": "code", "source": "x"}
    return notebook(place, json.dumps(document(*[cell] * 100_000)).replace(" ", ""))


@graded(peak_mib=100)
def notebook_of_50000_paragraphs(place: Path) -> Path:
    """Much prose, little code."""
    cell = {"cell_type": "markdown", "source": "x"}
    cells = [cell] * 50_000
    return notebook(place, document(*cells, code()))


@warned("this `%%bash` cell was not run")
def notebook_with_cell_magics(place: Path) -> Path:
    """Cells of other languages beside the answer."""
    cells = code("%%bash\nrm -rf x"), code("%%time\n" + ANSWER), code("!ls\n%pwd")
    return notebook(place, document(*cells))


@warned("`!wget example.org/shapes.py` was not run")
def notebook_that_downloads(place: Path) -> Path:
    """Shell lines that an answer may depend on."""
    return notebook(place, document(code("!wget example.org/shapes.py"), code()))


@graded()
def notebook_with_bad_ids(place: Path) -> Path:
    """Ids of cells that are no ids, and twice the same."""
    cells = code(id="a b\n" * 100), code("x = 1", id=7), code("y = 2", id=7)
    return notebook(place, document(*cells))


@refused("this is not JSON.*settle the merge conflict")
def notebook_with_a_conflict(place: Path) -> Path:
    """Marks of a merge that was not settled."""
    text = json.dumps(document(), indent=1)
    return notebook(place, text.replace("{\n", "{\n<<<<<<< HEAD\n", 1))


@refused("not a notebook: this is not JSON.*open it in Jupyter")
def notebook_broken_off(place: Path) -> Path:
    """Half a notebook, as full disks leave it."""
    text = json.dumps(document())
    return notebook(place, text[: len(text) // 2])


@graded()
def notebook_with_attachments(place: Path) -> Path:
    """Pictures in prose."""
    data = {"a.png": {"image/png": "AAAA"}}
    prose = {"cell_type": "markdown", "source": "![](x)", "attachments": data}
    return notebook(place, document(prose, code()))


@warned("a cell that is not of type Code defines something", marks=False)
def notebook_with_the_answer_in_prose(place: Path) -> Path:
    """The type of a cell was changed by a slip of a key."""
    prose = {"cell_type": "markdown", "metadata": {}, "source": ANSWER}
    return notebook(place, document(code("import torch"), prose))


@refused("notebook has no code cells.*write your answer in code cells")
def notebook_of_raw_cells(place: Path) -> Path:
    """The answer where nothing runs."""
    return notebook(place, document({"cell_type": "raw", "source": ANSWER}))


@graded()
def notebook_with_quoted_code(place: Path) -> Path:
    """Prose that quotes code, as lessons do."""
    source = "Write:\n\n```python\nclass Scale(nn.Module):\n    ...\n```\n"
    return notebook(
        place, document({"cell_type": "markdown", "source": source}, code())
    )


@graded()
def notebook_beside_its_checkpoint(place: Path) -> Path:
    """The copy that Jupyter keeps is never graded."""
    copy = json.dumps(document(code("raise SystemExit")))
    hidden = ".ipynb_checkpoints/shapes-checkpoint.ipynb"
    return folder(place, {NOTEBOOK: json.dumps(document()), hidden: copy})


@warned("shapes.ipynb was graded, not shapes-checkpoint.ipynb")
def notebook_beside_a_copy(place: Path) -> Path:
    """A copy of it in the same folder."""
    text = json.dumps(document())
    copy = json.dumps(document(code("raise SystemExit")))
    return folder(place, {NOTEBOOK: text, "shapes-checkpoint.ipynb": copy})


@refused("line 1: byte 0xe9 is not UTF-8 text.*save it as UTF-8")
def notebook_in_latin1(place: Path) -> Path:
    """JSON in an old encoding."""
    text = json.dumps(document(code("# \u00e9\n" + ANSWER)), ensure_ascii=False)
    return notebook(place, text.encode("latin-1"))


@graded()
def notebook_with_mark(place: Path) -> Path:
    """JSON with a byte order mark."""
    return notebook(place, b"\xef\xbb\xbf" + json.dumps(document()).encode())
