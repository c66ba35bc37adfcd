"""Inference of a network, dense or sparse, in NumPy, SciPy and PyTorch.

Activations have the examples in columns, the layout that suits a sparse matrix from the left; the
dense products use it as well, so that both read the same numbers in the same order.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np

    from litscan.experiments.network import Array, Network

__all__ = [
    "Pass",
    "has_semi_structured",
    "numpy_pass",
    "scipy_pass",
    "semi_structured_pass",
    "torch_or_none",
    "torch_pass",
]

Pass = Callable[[], Any]


def numpy_pass(network: Network, features: Array) -> Pass:
    """Return the dense forward pass with NumPy, zeros multiplied like any other weight."""
    import numpy as np

    layers = [np.ascontiguousarray(layer.T) for layer in network.weights]
    return _numpy_steps(layers, network, features)


def scipy_pass(network: Network, features: Array) -> Pass:
    """Return the forward pass with compressed sparse rows of SciPy."""
    from scipy.sparse import csr_array

    return _numpy_steps([csr_array(layer.T) for layer in network.weights], network, features)


def _numpy_steps(layers: Sequence[Any], network: Network, features: Array) -> Pass:
    import numpy as np

    inputs = np.ascontiguousarray(features.T)
    biases = [bias[:, None] for bias in network.biases]

    def run() -> np.ndarray:
        values: np.ndarray = inputs
        for layer, bias in zip(layers[:-1], biases[:-1], strict=True):
            values = layer @ values
            values += bias
            np.maximum(values, 0, out=values)
        values = layers[-1] @ values
        values += biases[-1]
        return values

    return run


def torch_or_none() -> Any:
    """Return the module ``torch`` where the extra ``experiments`` is installed and loads."""
    try:
        import torch
    except (ImportError, OSError):  # OSError: one of its shared libraries does not load
        return None
    return torch


def torch_pass(
    network: Network, features: Array, *, layout: Literal["dense", "csr"] = "dense"
) -> Pass:
    """Return the forward pass with PyTorch on the CPU.

    Parameters
    ----------
    network : Network
    features : ndarray, shape (examples, features)
    layout : {"dense", "csr"}
        How the weights are stored.
    """
    import torch

    layers = [torch.from_numpy(layer.T.copy()) for layer in network.weights]
    if layout == "csr":
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sparse CSR tensor support is in beta")
            layers = [layer.to_sparse_csr() for layer in layers]
    return _torch_steps(torch, layers, network, torch.from_numpy(features.T.copy()))


def semi_structured_pass(network: Network, features: Array, *, sparse: bool) -> Pass:
    """Return the forward pass in half precision on a CUDA device, 2:4 sparse or dense.

    Hidden layers only: the sparse kernels ask for both sides of a matrix to be multiples of 16 or
    more, which ten classes are not.
    """
    import torch

    layers = [torch.from_numpy(layer.T.copy()).half().cuda() for layer in network.weights[:-1]]
    if sparse:
        layers = [_semi_structured(torch, layer) for layer in layers]
    inputs = torch.from_numpy(features.T.copy()).half().cuda()
    biases = [torch.from_numpy(bias[:, None]).half().cuda() for bias in network.biases[:-1]]

    def run() -> Any:
        values = inputs
        for layer, bias in zip(layers, biases, strict=True):
            values = torch.relu(torch.mm(layer, values) + bias)
        torch.cuda.synchronize()
        return values

    return run


def has_semi_structured() -> bool:
    """Return whether PyTorch multiplies with 2:4 sparse weights on a CUDA device here.

    Asked of Ampere or later by a small product: which of its kernels runs on which generation
    depends on how PyTorch was built.
    """
    torch = torch_or_none()
    if torch is None or not torch.cuda.is_available():
        return False
    if torch.cuda.get_device_capability() < (8, 0):
        return False
    try:
        pattern = torch.tensor([1.0, 0.0, 1.0, 0.0]).repeat(64, 16).half().cuda()
        torch.mm(_semi_structured(torch, pattern), pattern.clone())
        torch.cuda.synchronize()
    except (RuntimeError, NotImplementedError):
        return False
    return True


def _semi_structured(torch: Any, layer: Any) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*SparseSemiStructuredTensor.*prototype")
        return torch.sparse.to_sparse_semi_structured(layer)


def _torch_steps(torch: Any, layers: Sequence[Any], network: Network, inputs: Any) -> Pass:
    biases = [torch.from_numpy(bias[:, None].copy()) for bias in network.biases]

    def run() -> Any:
        with torch.inference_mode():
            values = inputs
            for layer, bias in zip(layers[:-1], biases[:-1], strict=True):
                values = torch.relu_(torch.mm(layer, values).add_(bias))
            return torch.mm(layers[-1], values).add_(biases[-1])

    return run
