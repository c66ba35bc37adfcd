"""Every way to run a network gives the same numbers; timing takes turns."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import numpy as np
import pytest

from litscan.experiments import kernels
from litscan.experiments.kernels import numpy_pass, scipy_pass, torch_or_none, torch_pass
from litscan.experiments.network import Network, new_network
from litscan.experiments.pruning import magnitude_masks
from litscan.experiments.timing import time_in_turns

needs_torch = pytest.mark.skipif(torch_or_none() is None, reason="PyTorch is not installed")


@pytest.fixture
def pruned() -> Network:
    network = new_network((16, 24, 24, 5), np.random.default_rng(0))
    network.biases[0][:] = np.linspace(-1, 1, 24)
    network.biases[2][:] = np.linspace(-1, 1, 5)
    return network.masked(magnitude_masks(network, 0.8))


@pytest.fixture
def features() -> np.ndarray:
    return np.random.default_rng(1).standard_normal((7, 16)).astype(np.float32)


def logits(network: Network, features: np.ndarray) -> np.ndarray:
    values = features
    for place, (weights, bias) in enumerate(zip(network.weights, network.biases, strict=True)):
        values = values @ weights + bias
        if place < len(network.weights) - 1:
            values = np.maximum(values, 0)
    return values.T


def test_sparse_and_dense_passes_agree(pruned: Network, features: np.ndarray) -> None:
    expected = logits(pruned, features)
    for make in (numpy_pass, scipy_pass):
        run = make(pruned, features)
        assert run() == pytest.approx(expected, abs=1e-5)
        assert run() == pytest.approx(expected, abs=1e-5), "a second call finds its inputs intact"


@needs_torch
@pytest.mark.parametrize("layout", ["dense", "csr"])
def test_pytorch_passes_agree(pruned: Network, features: np.ndarray, layout: str) -> None:
    run = torch_pass(pruned, features, layout=layout)
    assert run().numpy() == pytest.approx(logits(pruned, features), abs=1e-5)
    assert run().numpy() == pytest.approx(logits(pruned, features), abs=1e-5)


def test_every_round_times_every_function_once_and_tells_slow_from_fast() -> None:
    functions = {"fast": lambda: None, "slow": lambda: time.sleep(0.002)}
    timed = list(time_in_turns(functions, rounds=5, least=1e-3, rng=np.random.default_rng(0)))
    assert Counter((place, name) for place, name, _ in timed) == Counter(
        (place, name) for place in range(5) for name in functions
    )
    fastest = {name: min(s for _, one, s in timed if one == name) for name in functions}
    assert fastest["fast"] < 1e-4
    assert fastest["slow"] >= 0.002


def test_orders_differ_from_round_to_round() -> None:
    functions = {name: (lambda: None) for name in "abcdef"}
    timed = list(time_in_turns(functions, rounds=4, least=1e-6, rng=np.random.default_rng(0)))
    orders = {tuple(name for place, name, _ in timed if place == turn) for turn in range(4)}
    assert len(orders) > 1


def test_a_slow_moment_while_calls_are_counted_does_not_leave_a_timing_of_one_call() -> None:
    calls = 0

    def busy_at_first() -> None:
        nonlocal calls
        calls += 1
        if calls == 2:  # the first that is timed, after one that warms up
            time.sleep(0.01)

    timed = time_in_turns({"it": busy_at_first}, rounds=1, least=1e-3, rng=np.random.default_rng(0))
    next(timed)
    assert calls > 20


class _Cuda:
    """Enough of PyTorch to be asked about a CUDA device."""

    def __init__(self, capability: tuple[int, int], refuses: type[Exception] | None) -> None:
        self.capability, self.refuses, self.products = capability, refuses, 0
        self.cuda = self.sparse = self

    def is_available(self) -> bool:
        return True

    def get_device_capability(self) -> tuple[int, int]:
        return self.capability

    def synchronize(self) -> None:
        pass

    def tensor(self, values: list[float]) -> Any:
        return MagicMock()

    def to_sparse_semi_structured(self, layer: Any) -> Any:
        if self.refuses is not None:
            raise self.refuses("not in this build")
        return layer

    def mm(self, one: Any, other: Any) -> None:
        self.products += 1


@pytest.mark.parametrize(
    ("capability", "refuses", "there"),
    [
        ((8, 0), None, True),
        ((9, 0), None, True),
        ((7, 5), None, False),
        ((9, 0), RuntimeError, False),
        ((8, 6), NotImplementedError, False),
    ],
)
def test_sparse_cuda_is_used_where_a_product_works(
    capability: tuple[int, int],
    refuses: type[Exception] | None,
    there: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = _Cuda(capability, refuses)
    monkeypatch.setattr(kernels, "torch_or_none", lambda: found)
    assert kernels.has_semi_structured() is there
    assert found.products == int(there)


def test_without_pytorch_there_is_no_sparse_cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "torch_or_none", lambda: None)
    assert not kernels.has_semi_structured()


def test_a_pytorch_whose_libraries_do_not_load_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "torch.py").write_text("raise OSError('libtorch.so: cannot open')\n")
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    assert kernels.torch_or_none() is None
