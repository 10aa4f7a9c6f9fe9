"""Attacks fail, with all layers; those that meet namespaces, without any, too."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.isolation.confinement import Layer
from grader.isolation.confinement.layers import NAMESPACES
from tests.attacks.arena import MODES, Arena
from tests.attacks.attack import CATEGORIES, FOLDER, Attack, known_attacks

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="the nursery is Linux's"),
]
ATTACKS = known_attacks()
FEWEST = 80
ALL_LAYERS, FEW_LAYERS = MODES
# One of each category, for the quick tests.
SMOKE = (
    "forging/frame_by_getframe",
    "reaching/reference_by_path",
    "exhaustion/memory_tensor",
    "confusion/text_html_in_message",
)
TRIED = [
    attack if attack.name in SMOKE else pytest.param(attack, marks=pytest.mark.rest)
    for attack in ATTACKS
]


def started(factory: pytest.TempPathFactory, mode: str) -> Iterator[Arena]:
    """Start a nursery and canaries for all attacks in one mode."""
    with Arena(factory.mktemp("arena"), without=MODES[mode]) as arena:
        yield arena


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Confine attacks by all layers."""
    yield from started(tmp_path_factory, ALL_LAYERS)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Confine attacks as in a container without namespaces."""
    yield from started(tmp_path_factory, FEW_LAYERS)


@pytest.mark.parametrize("attack", TRIED, ids=lambda attack: attack.name)
def test_attack_gains_nothing_and_harms_nobody(arena: Arena, attack: Attack) -> None:
    """No point more than the stub, nothing reached or left, and neighbours unharmed."""
    assert arena.breaches(attack) == []


@pytest.mark.rest
@pytest.mark.parametrize(
    "attack",
    [attack for attack in ATTACKS if attack.meets_namespaces],
    ids=lambda attack: attack.name,
)
def test_attack_gains_nothing_without_namespaces(bare: Arena, attack: Attack) -> None:
    """Nor where Landlock and seccomp alone hold what namespaces would hold first."""
    assert bare.breaches(attack) == []


def test_there_are_attacks_enough_of_every_category() -> None:
    """The suite holds as many attacks as it promises, each described."""
    found = {category: 0 for category in CATEGORIES}
    for attack in ATTACKS:
        found[attack.category] += 1

    assert sum(found.values()) >= FEWEST
    assert all(found.values()), found
    assert len({attack.tries for attack in ATTACKS}) == len(ATTACKS)


def test_quick_tests_try_an_attack_of_every_category() -> None:
    """Every category has its smoke test, and that is an attack."""
    quick = [attack for attack in ATTACKS if attack.name in SMOKE]

    assert tuple(attack.category for attack in quick) == CATEGORIES


def test_every_python_file_of_a_category_is_an_attack() -> None:
    """No attack is left out because its header or its folder is wrong."""
    files = {path for name in CATEGORIES for path in (FOLDER / name).rglob("*")}
    files = {path for path in files if "__pycache__" not in path.parts}

    assert files == {attack.path for attack in ATTACKS}


# Defences to take away, one by one (a container's lack of namespaces, and so of a
# private /proc, is no loss by itself): the attacks that then work, and how that shows.
# Attacks that are tried so reach for canaries alone.
WITHOUT_DEFENCE = {
    Layer.LANDLOCK: {
        "reaching/file_by_python": "the secret of a file",
        "reaching/other_processes_in_proc": "REACHED cmdline",
    },
    Layer.SECCOMP: {"reaching/unix_sockets": "the unix socket was"},
    Layer.CLEAN_PROCESS: {
        "reaching/inherited_descriptors": "REACHED the nursery's own socket"
    },
    Layer.WITNESS: {
        "forging/frame_by_getframe": "points for",
        "forging/subclasses_of_object": "points for",
        "forging/patched_module_call": "points for",
        "forging/convolution_in_a_thread": "points for",
    },
}


@pytest.mark.rest
@pytest.mark.parametrize("layer", WITHOUT_DEFENCE, ids=str)
def test_attacks_work_once_their_defence_is_gone(tmp_path: Path, layer: Layer) -> None:
    """The runner sees what a missing layer lets through: the tests above can fail."""
    by_name = {attack.name: attack for attack in ATTACKS}

    with Arena(tmp_path, without=(NAMESPACES, layer)) as arena:
        for name, breach in WITHOUT_DEFENCE[layer].items():
            breaches = arena.breaches(by_name[name])
            assert any(breach in found for found in breaches), (name, breaches)
