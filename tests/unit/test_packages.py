"""The grader's small versions of packages: what they offer, and what they leave out."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

import pytest

from grader.child.importing import uninstall
from grader.child.loading import MODULE_NAME, Implementation, execute
from grader.isolation.protocol import Load, UnitSource
from grader.packages import NOTEBOOKS, OFFERED, modules_of


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    """Leave no module of a submission behind, and nothing that stands in."""
    yield
    uninstall()
    sys.modules.pop(MODULE_NAME)


def load(
    source: str, *, packages: tuple[str, ...] = OFFERED, asked: tuple[str, ...] = ()
) -> tuple[Implementation, list[str]]:
    """Run a submission; return what came of it, and what failed."""
    unit = UnitSource(label="ada.py", cell=None, source=textwrap.dedent(source))
    loaded, failed = execute(
        Load(units=(unit,), exercise="", packages=packages, asked=asked)
    )
    return loaded, [remark.text for remark, _ in failed]


@pytest.mark.parametrize(
    "source",
    [
        "from d2l import torch as d2l\nassert d2l.torch.ones and d2l.nn and d2l.F",
        "import d2l.torch\nd2l.torch.Module()",
        "from d2l.torch import *\nModule(); nn.Linear(1, 1); math.pi; try_gpu()",
        "from d2l import torch as d2l\nassert str(d2l.try_gpu(20)) == 'cpu'",
        """
        from d2l import torch as d2l

        class A(d2l.HyperParameters):
            def __init__(self, a, b, _c=3):
                self.save_hyperparameters(ignore=['b'])

        a = A(1, 2)
        assert (a.a, a.hparams) == (1, {'a': 1})
        """,
        """
        from d2l import torch as d2l
        from torch import nn

        class Net(d2l.Classifier):
            def __init__(self, lr=0.1):
                super().__init__()
                self.save_hyperparameters()
                self.net = nn.Sequential(nn.Flatten(), nn.LazyLinear(10))

        @d2l.add_to_class(Net)
        def double(self, X):
            return 2 * self(X)

        net = Net()
        net.apply_init([d2l.rand(2, 1, 8, 8)], d2l.init_cnn)
        net.layer_summary((2, 1, 8, 8))
        assert net.double(d2l.ones(2, 64)).shape == (2, 10)
        Y = d2l.argmax(net(d2l.ones(2, 64)), 1)
        assert net.accuracy(net(d2l.ones(2, 64)), Y) == 1
        assert net.loss(net(d2l.ones(2, 64)), Y, averaged=False).shape == (2,)
        assert net.configure_optimizers().param_groups[0]['lr'] == 0.1
        """,
    ],
)
def test_d2l_is_as_the_book_uses_it(source: str) -> None:
    """Base classes, devices and short names do what the book's own do."""
    assert load(source)[1] == []


def test_d2l_shows_nobody_elses_names() -> None:
    """Only a method of the object itself has its arguments saved."""
    loaded, failed = load(
        """
        from d2l import torch as d2l

        class A(d2l.HyperParameters):
            __init__ = d2l.HyperParameters.save_hyperparameters

        def make():
            secret = 1
            return A()

        a = make()
        """
    )

    assert failed == ["TypeError: save_hyperparameters() is for methods of the object"]
    assert "a" not in loaded.namespace


def test_d2l_says_once_what_it_does_not_do(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is drawn, downloaded or trained, whatever comes of it."""
    _, failed = load(
        """
        from d2l import torch as d2l

        d2l.set_figsize((3, 2))
        d2l.plot([1], [2])
        d2l.plt.gca().set_title('x')
        fig, axes = d2l.plt.subplots(1, 2)
        axes[0].imshow(1)
        d2l.Animator(xlabel='x').add(1, (2, 3))
        d2l.download(d2l.download('x'))
        data = d2l.FashionMNIST(batch_size=2)
        X = list(data.train_dataloader())
        trainer = d2l.Trainer(max_epochs=2, num_gpus=1)
        trainer.fit(d2l.Module(), data)
        trainer.fit(d2l.Module(), data)
        """
    )

    assert failed == []
    assert capsys.readouterr().out.splitlines() == [
        "d2l: nothing is drawn where this is graded",
        "d2l: nothing is downloaded where this is graded",
        "d2l: no model is trained where this is graded",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "from d2l import torch as d2l\ntry_gpu = d2l.try_gpu",
        "from d2l.torch import try_gpu",
        "from d2l.torch import *\ntry_gpu = try_gpu",
    ],
)
def test_d2l_does_not_do_the_exercise(source: str) -> None:
    """What is asked for is not there, and what it says tells why."""
    loaded, (failed,) = load(source, asked=("try_gpu", "add_on"))

    assert "try_gpu" not in loaded.namespace
    assert failed in (
        "ImportError: `try_gpu` is what is asked for here: write it yourself",
        "NameError: name 'try_gpu' is not defined",
    )


def test_what_d2l_lacks_is_said_to_be_lacking_here() -> None:
    """The real package has more, so its name is no misspelling."""
    _, (failed,) = load("from d2l import torch as d2l\nd2l.Vocab")

    assert failed == "ImportError: `d2l.torch` has no `Vocab` where this is graded"


def test_packages_are_there_for_courses_that_name_them() -> None:
    """Who does not name d2l has what is installed, or nothing."""
    _, (failed,) = load("import d2l", packages=())

    assert failed == "ModuleNotFoundError: No module named 'd2l'"
    assert modules_of(()) < modules_of(OFFERED)
    assert set(NOTEBOOKS) <= modules_of(())


def test_what_finds_packages_shows_nothing_of_the_graders() -> None:
    """Neither its globals nor what it holds can be read from it."""
    _, failed = load(
        """
        import sys, d2l

        for found in (sys.meta_path[0], sys.meta_path[-1], d2l.__loader__):
            for function in vars(found).values():
                assert not hasattr(function, "__globals__"), found
                assert not hasattr(function, "__closure__"), found
                assert not hasattr(function, "__wrapped__"), found
        assert "__closure__" in dir(get_ipython)
        assert get_ipython.__globals__ is globals()
        """
    )

    assert failed == []


def test_who_imports_no_package_runs_none() -> None:
    """Nothing that stands in is run before it is asked for."""
    load("import torch\nx = 1")

    assert not {"d2l", "marimo"} & sys.modules.keys()
    load("import d2l.torch")
    assert {"d2l", "d2l.torch"} <= sys.modules.keys()
    load("x = 1")
    assert "d2l" not in sys.modules
