"""Sample reports: every status, every kind of evidence, and hostile strings."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from grader.results import (
    CheckResult,
    Counterexample,
    Environment,
    Evidence,
    ExerciseResult,
    Finding,
    Given,
    Kind,
    Location,
    NamedEntry,
    Report,
    SourceLine,
    Status,
    SubmissionRecord,
    SubmittedFile,
    TensorView,
    Tool,
)

HOSTILE = (
    "<script>alert('x')</script> [red]markup[/red] \x1b[31mansi\x1b[0m "
    '\u202egnp.exe\u202c \x00\x07\x08 \ud800 &amp; " onmouseover="x'
)


def source(
    first: int, *texts: str, line: int, file: str = "ada.py", cell: int | None = None
) -> Location:
    """Build a location whose excerpt starts at line `first`."""
    excerpt = tuple(
        SourceLine(line=first + offset, text=text) for offset, text in enumerate(texts)
    )
    return Location(file=file, line=line, cell=cell, excerpt=excerpt)


def check(id: str, title: str = "", **fields: object) -> CheckResult:
    """Build a check that passes with one point, apart from `fields`."""
    status = fields.pop("status", Status.PASS)
    points = float(str(fields.pop("points", 1.0)))
    earned = fields.pop("earned", points if status is Status.PASS else 0.0)
    known: dict[str, object] = {
        "id": id,
        "kind": Kind(id.split(".")[1]),
        "title": title or f"title of {id}",
        "status": status,
        "points": points,
        "earned": earned,
        **fields,
    }
    return CheckResult(**known)  # type: ignore[arg-type]


def exercise(
    name: str, *checks: CheckResult, title: str = "", file: str = "ada.py"
) -> ExerciseResult:
    """Build an exercise whose score is the sum over its checks."""
    return ExerciseResult(
        name=name,
        title=title or f"title of {name}",
        source=file,
        score=sum(check.earned for check in checks),
        max_score=sum(check.points for check in checks),
        checks=checks,
    )


def report(
    *exercises: ExerciseResult,
    id: str = "ada",
    integrity: Sequence[Finding] = (),
    warnings: Sequence[Finding] = (),
    output: str = "",
) -> Report:
    """Build a report whose score is the sum over its exercises."""
    return Report(
        tool=Tool(name="grade", version="0.1.0"),
        assignment="layers",
        submission=SubmissionRecord(
            id=id,
            files=(SubmittedFile(path="ada.py", sha256="9f86d081884c7d659a2f" * 3),),
        ),
        graded_at="2025-11-21T11:06:42+00:00",
        duration_s=1.734,
        seed=8_412_907_733,
        environment=Environment(
            python="3.11.9",
            torch="2.13.0",
            devices="simulated",
            isolation=("namespaces", "landlock", "seccomp", "rlimits"),
        ),
        score=sum(exercise.score for exercise in exercises),
        max_score=sum(exercise.max_score for exercise in exercises),
        exercises=exercises,
        integrity=tuple(integrity),
        warnings=tuple(warnings),
        output=output,
    )


def perfect() -> Report:
    """Build a report in which everything passed."""
    return report(
        exercise(
            "CenteredLayer",
            check("CenteredLayer.contract.exists", "can be built and called"),
            check("CenteredLayer.value.centred", "subtracts the mean", points=3),
            title="A layer without parameters",
        ),
        exercise(
            "MyLinear",
            check("MyLinear.contract.exists", "can be built and called"),
            check("MyLinear.shape.output", "the last dimension becomes units"),
            check("MyLinear.value.forward", "relu(X @ weight + bias)", points=3),
            check("MyLinear.gradient.both", "both parameters hold a gradient"),
            title="A linear layer of your own",
        ),
    )


def failing() -> Report:
    """Build a report with every status and every kind of evidence."""
    return report(
        _centered(),
        _my_linear(),
        _corr2d(),
        _sequential(),
        _devices(),
        id="ada-lovelace",
        integrity=(
            Finding(
                kind="patched",
                message="`torch.Tensor.__eq__` was replaced while a check ran",
                location=source(40, "torch.Tensor.__eq__ = lambda a, b: True", line=40),
            ),
        ),
        warnings=(
            Finding(kind="warning", message="cell 2 failed and was left out"),
            Finding(kind="warning", message="`%matplotlib inline` was ignored"),
        ),
        output="epoch 1: loss 0.6931\nepoch 2: loss 0.5108\nshape is torch.Size([2])\n",
    )


def _centered() -> ExerciseResult:
    return exercise(
        "CenteredLayer",
        check("CenteredLayer.contract.exists", "can be built and called"),
        check("CenteredLayer.value.centred", "subtracts the mean", points=3),
        check("CenteredLayer.dtype.integers", "integer input is promoted"),
        check("CenteredLayer.purity.input", "the input is left unchanged"),
        title="A layer without parameters",
    )


def _my_linear() -> ExerciseResult:
    forward = source(
        10,
        "    def forward(self, X):",
        "        # as in the book",
        "        linear = torch.matmul(X, self.weight.data) + self.bias.data",
        "        return F.relu(linear)",
        "",
        line=12,
    )
    return exercise(
        "MyLinear",
        check("MyLinear.contract.exists", "can be built and called"),
        check("MyLinear.shape.output", "the last dimension becomes units"),
        check("MyLinear.value.forward", "relu(X @ weight + bias)", points=3),
        check(
            "MyLinear.gradient.both",
            "both parameters hold a gradient after backward()",
            status=Status.FAIL,
            points=3,
            message="`weight` and `bias` get no gradient",
            diagnosis="line 12 reads `self.weight.data`, which leaves the autograd "
            "graph: nothing that follows can reach `weight` again",
            hint="what does `.data` do to the autograd graph?",
            expected=Evidence(
                text="a gradient on `weight` and `bias`",
                names=(
                    NamedEntry(name="weight", summary="gradient (5, 3) float32"),
                    NamedEntry(name="bias", summary="gradient (3,) float32"),
                ),
            ),
            found=Evidence(
                text="no gradient",
                names=(
                    NamedEntry(name="weight", summary="None", differs=True),
                    NamedEntry(name="bias", summary="None", differs=True),
                ),
            ),
            location=forward,
            duration_s=0.004,
        ),
        check(
            "MyLinear.serialization.round_trip",
            "a state_dict can be saved and loaded",
            status=Status.BLOCKED,
            points=2,
            message="cannot be judged before both parameters are learnable",
            blocked_by="MyLinear.gradient.both",
        ),
        title="A linear layer of your own",
    )


def matrix(
    *rows: Sequence[str],
    marks: Sequence[tuple[int, int]] = (),
    cropped: bool = False,
    origin: tuple[int, int] = (0, 0),
    index: tuple[int, ...] = (),
    sizes: tuple[int, ...] | None = None,
    dtype: str = "float32",
) -> TensorView:
    """Build a view of a tensor, the elements at `marks` differing."""
    return TensorView(
        shape=sizes if sizes is not None else (len(rows), len(rows[0])),
        dtype=dtype,
        rows=tuple(tuple(row) for row in rows),
        differs=tuple(
            tuple((r, c) in marks for c in range(len(row)))
            for r, row in enumerate(rows)
        ),
        origin=origin,
        index=index,
        cropped=cropped,
    )


def given(numbers: Sequence[str]) -> TensorView:
    """Build a view of a square matrix, no element of which is compared."""
    side = int(len(numbers) ** 0.5)
    rows = [numbers[row * side : (row + 1) * side] for row in range(side)]
    return replace(matrix(*rows), differs=())


def _corr2d() -> ExerciseResult:
    return exercise(
        "corr2d",
        check("corr2d.contract.exists", "can be called"),
        check(
            "corr2d.value.random",
            "sums the products under the kernel",
            status=Status.FAIL,
            points=4,
            message="5 of 9 elements differ; the worst at (0, 1), by 25",
            diagnosis="the kernel is flipped: this is convolution, not "
            "cross-correlation",
            hint="in which direction does the kernel run over X?",
            counterexample=Counterexample(
                call="corr2d(X, K)",
                inputs=(
                    Given(
                        name="X",
                        summary="(4, 4) float32",
                        tensor=given([f"{0.3 * n - 1:.1f}" for n in range(4)] * 4),
                    ),
                    Given(
                        name="K",
                        summary="(2, 2) float32",
                        tensor=given(["0.5", "-1.2"] * 2),
                    ),
                ),
            ),
            expected=Evidence(
                text="the sum of X times K, element by element",
                tensor=matrix(
                    ("19.0000", "25.0000", "-1.2500"),
                    ("37.0000", "43.0000", "0.5000"),
                    ("1.0000", "0.0312", "8.0000"),
                ),
            ),
            found=Evidence(
                text="other values",
                tensor=matrix(
                    ("5.0000", "0.0000", "-1.2500"),
                    ("23.0000", "29.0000", "0.5000"),
                    ("1.0000", "nan", "8.0000"),
                    marks=((0, 0), (0, 1), (1, 0), (1, 1), (2, 1)),
                ),
            ),
            location=source(
                1,
                "def corr2d(X, K):",
                "    h, w = K.shape",
                "    K = K.flip(0, 1)",
                "    Y = torch.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1))",
                line=3,
                file="ada.ipynb",
                cell=7,
            ),
        ),
        check(
            "corr2d.dtype.float64",
            "the result has the dtype of X",
            status=Status.FAIL,
            message="the result is float32, X is float64",
            hint="which dtype does `torch.zeros` choose when it is not told?",
            expected=Evidence(
                text="a float64 tensor",
                tensor=matrix(
                    [f"{0.125 * column:.3f}" for column in range(8)],
                    [f"{1 + 0.125 * column:.3f}" for column in range(8)],
                    cropped=True,
                    origin=(4, 8),
                    index=(0, 2),
                    sizes=(4, 16, 32, 64),
                    dtype="float64",
                ),
            ),
            found=Evidence(
                text="a float32 tensor",
                tensor=matrix(
                    [f"{0.125 * column:.3f}" for column in range(8)],
                    [f"{1 + 0.125 * column:.3f}" for column in range(8)],
                    cropped=True,
                    origin=(4, 8),
                    index=(0, 2),
                    sizes=(4, 16, 32, 64),
                ),
            ),
        ),
        check(
            "corr2d.shape.wide",
            "the kernel need not be square",
            status=Status.TIMEOUT,
            message="no answer within 2 s",
            location=source(
                9,
                "    while i < h:",
                "        Y += X",
                line=9,
                file="ada.ipynb",
                cell=7,
            ),
        ),
        title="Two-dimensional cross-correlation",
        file="ada.ipynb",
    )


def _sequential() -> ExerciseResult:
    return exercise(
        "MySequential",
        check(
            "MySequential.naming.children",
            "children are named 0, 1, …",
            status=Status.FAIL,
            points=2,
            message="`0.weight` is missing; `layers.0.weight` is extra",
            diagnosis="modules sit one level too deep",
            hint="what would `add_module` call them?",
            expected=Evidence(
                text="4 parameters",
                names=(
                    NamedEntry(name="0.weight", summary="(8, 4) float32", differs=True),
                    NamedEntry(name="0.bias", summary="(8,) float32", differs=True),
                    NamedEntry(name="2.weight", summary="(2, 8) float32", differs=True),
                    NamedEntry(name="scale", summary="() float32"),
                ),
            ),
            found=Evidence(
                text="4 parameters, 3 of them under other names",
                names=(
                    NamedEntry(
                        name="layers.0.weight", summary="(8, 4) float32", differs=True
                    ),
                    NamedEntry(
                        name="layers.0.bias", summary="(8,) float32", differs=True
                    ),
                    NamedEntry(name="scale", summary="() float32"),
                    NamedEntry(name="extra", summary="(1,) int64", differs=True),
                ),
            ),
        ),
        check(
            "MySequential.value.order",
            "modules run in order",
            status=Status.CRASH,
            points=2,
            message="the process was killed by signal 11 (segmentation fault)",
        ),
        title="A container of your own",
    )


def _devices() -> ExerciseResult:
    return exercise(
        "try_gpu",
        check(
            "try_gpu.device.second",
            "try_gpu(1) is cuda:1 where there are two GPUs",
            status=Status.ERROR,
            message="the reference raised ValueError",
        ),
        check(
            "try_gpu.contract.default",
            "i is 0 when it is not given",
            earned=0.0,
            points=1,
        ),
        title="The GPU with a number",
    )


def hostile() -> Report:
    """Build a report in which every string that a student can set is hostile."""
    evidence = Evidence(
        text=HOSTILE,
        tensor=matrix((HOSTILE, "1"), marks=((0, 0),), dtype=HOSTILE),
        names=(NamedEntry(name=HOSTILE, summary=HOSTILE, differs=True),),
    )
    place = source(1, HOSTILE, HOSTILE, line=2, file=HOSTILE)
    finding = Finding(kind=HOSTILE, message=HOSTILE, location=place)
    checks = [
        check(
            f"MyLinear.value.{status.value}",
            HOSTILE,
            status=status,
            message=HOSTILE,
            diagnosis=HOSTILE,
            hint=HOSTILE,
            expected=evidence,
            found=evidence,
            counterexample=Counterexample(
                call=HOSTILE,
                inputs=(Given(name=HOSTILE, summary=HOSTILE, tensor=evidence.tensor),),
                parameters=(Given(name=HOSTILE, summary=HOSTILE),),
                further_parameters=3,
            ),
            location=place,
            blocked_by=HOSTILE if status is Status.BLOCKED else None,
        )
        for status in Status
    ]
    return report(
        exercise("MyLinear", *checks, title=HOSTILE, file=HOSTILE),
        id=HOSTILE,
        integrity=(finding,),
        warnings=(finding,),
        output=HOSTILE,
    )
