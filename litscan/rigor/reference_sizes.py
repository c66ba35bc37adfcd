"""Known sizes of well-known networks, and which form of a network a printed size fits.

A network's name leaves open how it was built (its classifier, its stem) and how it was counted
(multiply-accumulates or twice as many operations). What is printed may decide it: ResNet-50 with
23.5 M parameters was counted without its classifier, with 18.0 M it is no ResNet-50.
The sizes lie in ``data/reference/architectures.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from litscan.resources import load_toml
from litscan.tables.numbers import Quantity

__all__ = [
    "Convention",
    "Reference",
    "bounds",
    "conventions_of_cost",
    "forms_by_params",
    "is_usual_data",
    "references",
]

Convention = Literal["macs", "flops"]
Range = tuple[float, float]

_SAME_SHAPE = {"CIFAR-100": "CIFAR-10", "SVHN": "CIFAR-10", "CINIC-10": "CIFAR-10"}


@dataclass(frozen=True, slots=True)
class Reference:
    """One form of a network; `params` and `macs` are ranges over the definitions in use."""

    network: str
    dataset: str | None
    input: str | None
    variant: str
    params: Range | None
    macs: Range | None

    @property
    def described(self) -> str:
        """The form in a few words, for example ``ResNet-50 on ImageNet``."""
        place = f" on {self.dataset}" if self.dataset else ""
        return f"{self.network}{place}" + (f" ({self.variant})" if self.variant else "")


@cache
def _all() -> dict[str, tuple[Reference, ...]]:
    found: dict[str, list[Reference]] = {}
    for entry in load_toml("reference", "architectures.toml")["network"]:
        reference = Reference(
            entry["network"],
            entry.get("dataset"),
            entry.get("input"),
            entry.get("variant", ""),
            _range(entry.get("params")),
            _range(entry.get("macs")),
        )
        found.setdefault(reference.network, []).append(reference)
    return {network: tuple(forms) for network, forms in found.items()}


def _range(pair: list[float] | None) -> Range | None:
    return (float(pair[0]), float(pair[1])) if pair else None


@cache
def _tolerance(kind: str) -> float:
    return float(load_toml("reference", "architectures.toml")["tolerance"][kind])


def references(network: str | None) -> tuple[Reference, ...]:
    """Return the known forms of a network, by its canonical name; none if it is not known.

    Examples
    --------
    >>> [form.variant for form in references("ResNet-50")][:2]
    ['', 'without the classifier']
    """
    return _all().get(network or "", ())


def is_usual_data(network: str | None, dataset: str | None) -> bool:
    """Return whether sizes of this network are known for the data set it was run on.

    Language models have one size whatever they are run on.
    """
    shape = _SAME_SHAPE.get(dataset or "", dataset)
    return any(
        form.dataset == shape or (form.dataset is None and form.input is None)
        for form in references(network)
    )


def bounds(quantity: Quantity) -> Range:
    """Return the counts that a printed number may have been rounded from."""
    half = quantity.half_unit * quantity.scale
    return quantity.absolute - half, quantity.absolute + half


def _meets(printed: Range, known: Range | None, tolerance: float, factor: float = 1) -> bool:
    if known is None:
        return False
    low, high = factor * known[0] * (1 - tolerance), factor * known[1] * (1 + tolerance)
    return printed[0] <= high and low <= printed[1]


def forms_by_params(network: str | None, printed: Range) -> tuple[Reference, ...]:
    """Return the forms of a network that have a printed number of parameters.

    Parameters
    ----------
    network : str or None
        Canonical name.
    printed : tuple of float
        Lowest and highest count that the printed number stands for; see `bounds`.

    Examples
    --------
    >>> [form.dataset for form in forms_by_params("VGG-16", (14.65e6, 14.75e6))]
    ['ImageNet', 'CIFAR-10']
    >>> forms_by_params("ResNet-50", (17.95e6, 18.05e6))
    ()
    """
    tolerance = _tolerance("params")
    return tuple(form for form in references(network) if _meets(printed, form.params, tolerance))


def conventions_of_cost(
    network: str | None, printed: Range, dataset: str | None
) -> frozenset[Convention]:
    """Return what a dense network's printed operations can be a count of.

    Empty where they fit neither count at the usual input: another resolution or another form.

    Parameters
    ----------
    network : str or None
        Canonical name.
    printed : tuple of float
        Lowest and highest count that the printed number stands for.
    dataset : str or None
        Canonical name of the data set the network was run on; None tries every known form.

    Examples
    --------
    >>> sorted(conventions_of_cost("ResNet-50", (4.05e9, 4.15e9), "ImageNet"))
    ['macs']
    >>> sorted(conventions_of_cost("VGG-16", (30.9e9, 31.0e9), "ImageNet"))
    ['flops']
    >>> sorted(conventions_of_cost("ResNet-50", (2.45e9, 2.55e9), "ImageNet"))
    []
    """
    shape = _SAME_SHAPE.get(dataset or "", dataset)
    tolerance = _tolerance("macs")
    found: set[Convention] = set()
    for form in references(network):
        if shape is not None and form.dataset != shape:
            continue
        if _meets(printed, form.macs, tolerance):
            found.add("macs")
        if _meets(printed, form.macs, tolerance, factor=2):
            found.add("flops")
    return frozenset(found)
