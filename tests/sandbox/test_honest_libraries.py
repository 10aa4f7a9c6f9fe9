"""What students do with their classes beside handing them in costs them nothing."""

from __future__ import annotations

import sys

import pytest

from tests import course
from tests.sandbox.bench import Bench
from tests.tiers import sample

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
    pytest.mark.usefixtures("nothing_left"),
]

TOP = {
    "all seeds": """
        import random
        import numpy as np
        random.seed(0); np.random.seed(0)
        torch.manual_seed(0); torch.cuda.manual_seed_all(0)
    """,
    "backends": """
        torch.backends.cudnn.deterministic = True
        torch.backends.cudnn.benchmark = False
        torch.set_float32_matmul_precision("high")
    """,
    "print options": "torch.set_printoptions(precision=2)\nprint(torch.randn(2, 2))",
    "logging": """
        import logging
        logging.basicConfig(level=logging.DEBUG)
        logging.getLogger(__name__).info("read")
    """,
    "warning filters": "import warnings\nwarnings.filterwarnings('error')",
    "annotations of the future": """
        from __future__ import annotations
        def forward(x: Unknown) -> Missing: ...
    """,
    "star imports": """
        from math import *
        from torch import *
        from torch.nn.functional import *
    """,
    "names of builtins": "sum = max = list = type = input = id = 0",
    "own types": """
        import enum, functools, typing
        from collections import namedtuple
        from dataclasses import dataclass, field
        Point = namedtuple("Point", "x y")
        T = typing.TypeVar("T")
        class Pair(typing.NamedTuple):
            x: int
        class Kind(enum.Enum):
            A = enum.auto()
        @dataclass
        class Settings(typing.Generic[T]):
            rate: float = 0.1
            sizes: list[int] = field(default_factory=list)
            next: "Settings | None" = None
        @functools.lru_cache(None)
        def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
        print(Point(1, 2), Pair(1), Kind.A, Settings(), fib(20))
    """,
    "a loader of data": """
        from torch.utils.data import DataLoader, TensorDataset, random_split
        data = TensorDataset(torch.randn(8, 3))
        for batch in DataLoader(random_split(data, [4, 4])[0], 2, shuffle=True): pass
    """,
    "a loader with workers": """
        from torch.utils.data import DataLoader, TensorDataset
        for batch in DataLoader(TensorDataset(torch.randn(8, 3)), num_workers=2): pass
    """,
    "a pool of threads": """
        from concurrent.futures import ThreadPoolExecutor
        with ThreadPoolExecutor(4) as pool: print(list(pool.map(abs, [-1, 2])))
    """,
    "a pool of processes": """
        from concurrent.futures import ProcessPoolExecutor
        with ProcessPoolExecutor(2) as pool: print(list(pool.map(abs, [-1, 2])))
    """,
    "a monitor thread": """
        import threading
        class Monitor(threading.Thread):
            def __init__(self):
                super().__init__(daemon=True)
                self.over = threading.Event()
                self.start()
            def run(self): self.over.wait(10)
        monitor = Monitor()
        monitor.over.set(); monitor.join()
    """,
    "threads of torch at work": """
        torch.set_num_threads(4)
        torch.ones(500, 500) @ torch.ones(500, 500)
    """,
    "plots": """
        import matplotlib.pyplot as plt
        plt.plot([1, 2]); plt.show()
    """,
    "a progress bar": "from tqdm import tqdm\nfor _ in tqdm(range(3)): pass",
    "the lesson's package": "from d2l import torch as d2l\nd2l.set_figsize()",
    "a download": """
        import urllib.request
        urllib.request.urlretrieve("https://example.com/data", "data")
    """,
    "a model from the hub": "net = torch.hub.load('pytorch/vision', 'resnet18')",
    "paths": "import sys\nsys.path.append('..'); sys.path.insert(0, '.')",
    "environment": "import os\nos.environ['CUDA_VISIBLE_DEVICES'] = '0'",
    "arguments": """
        import argparse
        parser = argparse.ArgumentParser()
        parser.add_argument("--rate", type=float, default=0.1)
        arguments = parser.parse_args()
    """,
}

END = {
    "its own source": """
        import inspect
        assert "forward" in inspect.getsource(Scale)
        assert "X.sum()" in inspect.getsource(total)
        print(inspect.signature(Scale), inspect.getmodule(Scale), __file__)
    """,
    "help": "help(nn.Linear); help(Scale)",
    "dir": "print(dir(), dir(Scale), vars().keys(), globals().keys())",
    "a scripted net": "print(torch.jit.script(Scale(3))(torch.ones(2, 3)))",
    "a traced net": "print(torch.jit.trace(Scale(3), torch.ones(2, 3)).graph)",
    "a compiled net": "print(torch.compile(Scale(3))(torch.ones(2, 3)))",
    "a symbolic net": "from torch import fx\nprint(fx.symbolic_trace(Scale(3)).code)",
    "saved and loaded": """
        import io
        torch.save(Scale(3).state_dict(), "net.pt")
        Scale(3).load_state_dict(torch.load("net.pt"))
        buffer = io.BytesIO()
        torch.save(Scale(3), buffer)
        torch.load(io.BytesIO(buffer.getvalue()), weights_only=False)
    """,
    "copied and pickled": """
        import copy, pickle
        copy.deepcopy(Scale(3))
        pickle.loads(pickle.dumps(Scale(3).state_dict()))
        pickle.loads(pickle.dumps(Scale(3)))
    """,
    "garbage": "import gc\ngc.collect()\nprint(gc.isenabled(), gc.get_count())",
    "a traceback": """
        import traceback
        try: 1 / 0
        except ZeroDivisionError: traceback.print_exc()
    """,
    "time": """
        import time, timeit
        started = time.perf_counter(); time.sleep(0.01)
        timeit.timeit(lambda: Scale(3)(torch.ones(1, 3)), number=3)
    """,
    "autograd's profiler": """
        with torch.autograd.profiler.profile() as found: Scale(3)(torch.ones(2, 3))
        print(found)
    """,
    "a summary by hooks": """
        net = Scale(3)
        def show(module, inputs, output): print(type(module).__name__, output.shape)
        handles = [module.register_forward_hook(show) for module in net.modules()]
        net(torch.ones(2, 3))
        for handle in handles: handle.remove()
    """,
    "a subclass of nn.Sequential": """
        class Twice(nn.Sequential):
            def forward(self, x): return super().forward(super().forward(x))
        Twice(nn.Linear(2, 2))(torch.ones(1, 2))
    """,
    "hints of what comes later": """
        class Node:
            def join(self, other: "Node", later: "Missing") -> "Node | None": ...
    """,
    "inference and autocast": """
        with torch.inference_mode(): Scale(3)(torch.ones(1, 3))
        with torch.autocast("cpu"): nn.Linear(3, 3)(torch.ones(1, 3))
    """,
    "a test that holds": "assert total(torch.ones(3)) == 3",
    "a test that fails": "assert total(torch.ones(3)) == 4, 'my own test'",
    "doctest": "import doctest\nprint(doctest.testmod())",
    "unittest": """
        import unittest
        class TotalTest(unittest.TestCase):
            def test_sum(self): self.assertEqual(total(torch.ones(2)), 2)
        unittest.main(argv=[""], exit=False)
    """,
    "unittest that exits": "import unittest\nunittest.main()",
    "a debugger": "import pdb\npdb.set_trace()",
    "a breakpoint": "breakpoint()",
    "a GPU where there is one": """
        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        Scale(3).to(device)
    """,
    "a GPU that is not there": "Scale(3).cuda()",
    "a method for all modules": """
        nn.Module.count = lambda self: sum(p.numel() for p in self.parameters())
        print(Scale(3).count())
    """,
    "a shell": "import os\nos.system('ls')",
    "an event loop": """
        import asyncio
        async def waits(): return 3
        asyncio.run(waits())
    """,
    "a warning of torch's about its callers": """
        def total(X):
            torch.nn.functional.softmax(X)
            return X.sum()
    """,
    "the main block": "if __name__ == '__main__': total = Scale = None",
}  # fmt: skip

INSIDE = {
    "global state": {"top": "count = 0", "forward": "global count\ncount += 1"},
    "a pause": {"forward": "import time; time.sleep(0.02)"},
    "a hook of its own": {"init": "self.register_forward_hook(lambda *_: None)"},
    "anomaly detection": {"forward": "torch.autograd.set_detect_anomaly(True)"},
    "threads of torch": {"forward": "torch.set_num_threads(4)"},
    "a check of shapes": {"forward": "assert X.shape[-1] == self.weight.shape[0]"},
    "a print": {"forward": "print(X.shape, X.mean().item(), self)"},
    "warnings about its callers": {
        "forward": """
            import warnings
            for level in range(1, 9): warnings.warn("mind", stacklevel=level)
        """
    },
    "a coroutine that nobody awaits": {"forward": "async def wait(): pass\nwait()"},
    "its own caller": {"forward": "import traceback; traceback.format_stack()"},
    "a pool of threads": {
        "init": """
            from concurrent.futures import ThreadPoolExecutor
            with ThreadPoolExecutor(2) as pool: list(pool.map(abs, [-1, 2]))
        """
    },
}


@pytest.mark.parametrize("top", sample(TOP.values(), 5), ids=TOP)
def test_preparations_lose_nothing(bench: Bench, top: str) -> None:
    """Settings, imports and data, there or not, before right solutions are free."""
    assert_free(bench, top=top)


@pytest.mark.parametrize("end", sample(END.values(), 5), ids=END)
def test_trying_a_class_out_loses_nothing(bench: Bench, end: str) -> None:
    """Whatever is tried on right solutions after they are written is free."""
    assert_free(bench, end=end)


@pytest.mark.parametrize("code", sample(INSIDE.values(), 5), ids=INSIDE)
def test_habits_inside_a_class_lose_nothing(bench: Bench, code: dict[str, str]) -> None:
    """What a class does beside its task is free, as long as it answers."""
    assert_free(bench, **code)


def assert_free(bench: Bench, **code: str) -> None:
    """Assert that code in a right solution costs no point, and accuses nobody."""
    report = bench.grade(course.solution(**code))

    assert [check.message for check in report.checks if check.earned == 0] == []
    assert report.score == course.POINTS
    assert report.integrity == ()
