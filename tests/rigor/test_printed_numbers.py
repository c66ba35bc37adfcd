"""What the checks of printed numbers rest on: sizes of networks, grids of scores, p-values."""

from __future__ import annotations

import time

import pytest

from litscan.resources import load_toml
from litscan.rigor.arithmetic.a19_p_values import read_tests
from litscan.rigor.arithmetic.granularity import set_size, supported_decimals
from litscan.rigor.reference_sizes import conventions_of_cost, forms_by_params, references
from litscan.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("network", "dataset", "billions", "counted"),
    [
        ("VGG-16", "ImageNet", 15.5, {"macs"}),
        ("VGG-16", "ImageNet", 30.9, {"flops"}),
        ("ResNet-50", "ImageNet", 3.86, {"macs"}),
        ("ResNet-50", "ImageNet", 7.7, {"flops"}),
        ("ResNet-56", "CIFAR-100", 0.126, {"macs"}),
        ("ResNet-50", "ImageNet", 5.6, set()),
    ],
)
def test_a_cost_tells_how_it_was_counted(
    network: str, dataset: str, billions: float, counted: set[str]
) -> None:
    printed = (1e9 * billions, 1e9 * billions)
    assert conventions_of_cost(network, printed, dataset) == counted


def test_a_size_that_no_network_of_the_name_has_fits_none() -> None:
    assert not forms_by_params("ResNet-50", (17.95e6, 18.05e6))
    assert {form.variant for form in forms_by_params("ResNet-50", (25.5e6, 25.6e6))} == {""}
    assert "without the classifier" in {
        form.variant for form in forms_by_params("ResNet-50", (23.5e6, 23.6e6))
    }


@pytest.mark.parametrize(
    ("file", "table", "kind"),
    [("architectures.toml", "network", "architecture"), ("datasets.toml", "set", "dataset")],
)
def test_reference_data_use_the_names_of_the_vocabulary(file: str, table: str, kind: str) -> None:
    vocabulary = load_vocabulary()
    key = "network" if table == "network" else "dataset"
    names = {entry[key] for entry in load_toml("reference", file)[table]}
    if kind == "architecture":
        assert [n for n in names if vocabulary.lookup(n, "architecture") is None] == []
        assert all(references(name) for name in names)
    else:
        assert [n for n in names if vocabulary.lookup(n, "dataset") is None] == []
        assert all(set_size(name) for name in names)


def test_decimals_grow_with_items_and_runs() -> None:
    assert supported_decimals(10_000) == 2
    assert supported_decimals(10_000, runs=10) == 3
    assert supported_decimals(100) == 0


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("t(28) = 2.20, p = .036", True),
        ("t(28) = 2.20, p = .018", True),  # one-sided
        ("t(28) = 2.20, p = .36", False),
        ("F(2, 27) = 4.51, p = .020", True),
        ("z = 1.96, p < .05", True),
        ("z = 1.0, p < .05", False),
        ("χ2(1) = 3.84, p = .05", True),
        ("r(28) = .45, p = .013", True),
        ("t = 2.20, p = .036", None),
    ],
)
def test_p_values_follow_from_their_statistics(text: str, follows: bool | None) -> None:
    assert [found.follows for found in read_tests(text)] == [follows]


@pytest.mark.parametrize("part", ["t(", "t(1", "F = 1", "t = 1, ", "p = .1 ", "1" * 50, " "])
def test_reading_p_values_is_bounded_in_time(part: str) -> None:
    start = time.process_time()
    list(read_tests(part * (1_000_000 // len(part))))
    assert time.process_time() - start < 5
