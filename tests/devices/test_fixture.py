"""The pytest fixture, as tests of other projects use it."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]


def run(pytester: pytest.Pytester, text: str) -> pytest.RunResult:
    """Run tests in a process of their own, without anything else of the grader."""
    pytester.makepyfile(text)
    return pytester.runpytest_subprocess("-p", "no:grader", "-p", "no:cacheprovider")


@pytest.mark.rest
def test_fixture_refuses_a_marker_without_a_number(pytester: pytest.Pytester) -> None:
    """A marker that says no number is an error that shows how to write it."""
    result = run(
        pytester,
        """
        import pytest

        @pytest.mark.simulated_gpus
        def test_it(simulated_gpus):
            pass
        """,
    )

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["*takes one number, as in @pytest.mark.simulated_gpus(2)*"]
    )


def test_fixture_offers_two_gpus_and_takes_them_back(pytester: pytest.Pytester) -> None:
    """A test that asks for the fixture sees two GPUs; the next test sees none."""
    result = run(
        pytester,
        """
        import torch

        def test_with(simulated_gpus):
            assert simulated_gpus == (torch.device("cuda:0"), torch.device("cuda:1"))
            assert torch.ones(2, device="cuda:1").is_cuda

        def test_without():
            assert "device" not in vars(torch.Tensor)
        """,
    )

    result.assert_outcomes(passed=2)


@pytest.mark.rest
def test_fixture_takes_its_number_from_a_marker_or_parameters(
    pytester: pytest.Pytester,
) -> None:
    """Marker and indirect parameters say how many GPUs there are."""
    result = run(
        pytester,
        """
        import pytest, torch

        @pytest.mark.simulated_gpus(4)
        def test_marked(simulated_gpus):
            assert torch.cuda.device_count() == len(simulated_gpus) == 4

        @pytest.mark.parametrize("simulated_gpus", [0, 1, 3], indirect=True)
        def test_each(simulated_gpus, request):
            wanted = request.node.callspec.params["simulated_gpus"]
            assert torch.cuda.device_count() == len(simulated_gpus) == wanted
        """,
    )

    result.assert_outcomes(passed=4)


def test_plugin_does_not_import_torch(pytester: pytest.Pytester) -> None:
    """Whoever does not use the fixture does not pay for importing torch."""
    result = run(
        pytester,
        """
        import sys

        def test_it():
            assert "torch" not in sys.modules
        """,
    )

    result.assert_outcomes(passed=1)
