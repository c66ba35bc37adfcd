from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litscan.tables.numbers import find_numbers, parse_number, parse_numbers


@pytest.mark.parametrize(
    ("cell", "value", "decimals", "unit", "scale"),
    [
        ("93.4", 93.4, 1, "", 1),
        ("76.10%", 76.1, 2, "percent", 1),
        ("-0.35", -0.35, 2, "", 1),
        ("−0.35", -0.35, 2, "", 1),
        ("+0.2", 0.2, 1, "", 1),
        ("2.0x10^9", 2.0, 1, "", 1e9),
        ("10^{-3}", 1.0, 0, "", 1e-3),
        ("10⁹", 1.0, 0, "", 1e9),
        ("1e-4", 1.0, 0, "", 1e-4),
        ("1.5×", 1.5, 1, "factor", 1),
        ("1.5x", 1.5, 1, "factor", 1),
        ("25.6M", 25.6, 1, "", 1e6),
        ("25.6 million", 25.6, 1, "", 1e6),
        ("4.1 GFLOPs", 4.1, 1, "flops", 1e9),
        ("7B", 7.0, 0, "", 1e9),
        ("93,4", 93.4, 1, "", 1),
        ("12,345", 12345.0, 0, "", 1),
        ("0,123", 0.123, 3, "", 1),
        ("1.234,5", 1234.5, 1, "", 1),
        ("1,234.5", 1234.5, 1, "", 1),
        (".5", 0.5, 1, "", 1),
        ("0.3 pp", 0.3, 1, "pp", 1),
        ("3.2ms", 3.2, 1, "ms", 1),
        ("50 MB", 50.0, 0, "MB", 1),
        ("1200 img/s", 1200.0, 0, "images/s", 1),
        ("30 FPS", 30.0, 0, "fps", 1),
        ("(34.2%)", 34.2, 1, "percent", 1),
        ("**93.4**", 93.4, 1, "", 1),
        ("93.4†", 93.4, 1, "", 1),
        ("93.4 [12]", 93.4, 1, "", 1),
    ],
)
def test_a_number_is_read_as_printed(
    cell: str, value: float, decimals: int, unit: str, scale: float
) -> None:
    quantity = parse_number(cell)
    assert quantity is not None
    shown = (quantity.value, quantity.decimals, quantity.unit, quantity.scale)
    assert shown == (value, decimals, unit, scale)


@pytest.mark.parametrize(
    "cell",
    [
        "", "-", "—", "N/A", "nan", "✓", "LeNet-5", "ResNet-50", "VGG16", "2:4", "v2", "Table 3",
        "3x3", "32×32", "10-20", "10–20", "2019-05-01", "300-100", "5-layer", "32-bit", "3D", "<1%",
        "1.2.3", "1,23,456", "90 epochs", "1.5x faster", "93.4 / 99.1", "93.26→93.40", "76.1-0.3",
    ],
)  # fmt: skip
def test_what_is_no_single_number_yields_nothing(cell: str) -> None:
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    ("cell", "uncertainty", "decimals"),
    [
        ("93.4 ± 0.1", 0.1, 1),
        ("93.4±0.12%", 0.12, 2),
        ("93.4 +/- 0.1", 0.1, 1),
        ("93.4 (±0.1)", 0.1, 1),
        ("93.4(0.1)", 0.1, 1),
        ("93.4 (0.12)", 0.12, 2),
        ("93.4% ± 0.1%", 0.1, 1),
    ],
)
def test_a_spread_is_read_with_its_decimals(cell: str, uncertainty: float, decimals: int) -> None:
    quantity = parse_number(cell)
    assert quantity is not None
    assert (quantity.value, quantity.uncertainty) == (93.4, uncertainty)
    assert quantity.uncertainty_decimals == decimals
    assert quantity.uncertainty_marked == ("(0" not in cell)


@pytest.mark.parametrize(
    "cell", ["93.4 (74)", "93.4 (6.6)", "76.1 (-0.3)", "25.6 (34.2%)", "9 (↓0.3)"]
)
def test_another_number_in_parentheses_is_no_spread(cell: str) -> None:
    quantity = parse_number(cell)
    assert quantity is not None and quantity.uncertainty is None
    assert len(parse_numbers(cell)) == 2


def test_changes_keep_sign_and_arrow() -> None:
    assert [(q.value, q.sign_explicit) for q in parse_numbers("76.1 (-0.3)")][1] == (-0.3, True)
    assert [q.arrow for q in parse_numbers("76.1 (↓0.3)")] == [None, "down"]
    arrow = parse_number("53.1%↓")
    assert arrow is not None and arrow.arrow == "down"


def test_half_a_unit_and_the_absolute_value() -> None:
    quantity = parse_number("25.6M")
    assert quantity is not None
    assert (quantity.half_unit, quantity.absolute) == (0.05, 25_600_000.0)


@given(
    whole=st.integers(0, 10**9),
    fraction=st.integers(0, 10**6 - 1),
    decimals=st.integers(0, 6),
    sign=st.sampled_from(["", "+", "-", "−", "–"]),
    suffix=st.sampled_from(
        [("", "", 1), ("%", "percent", 1), ("×", "factor", 1), ("K", "", 1e3), ("M", "", 1e6),
         ("G", "", 1e9), (" ms", "ms", 1), (" GB", "GB", 1), ("M params", "params", 1e6)]
    ),
    grouped=st.booleans(),
    wrap=st.sampled_from(["{}", " {} ", "**{}**", "({})", "{}*"]),
)  # fmt: skip
def test_a_formatted_number_is_read_back(
    whole: int,
    fraction: int,
    decimals: int,
    sign: str,
    suffix: tuple[str, str, float],
    grouped: bool,
    wrap: str,
) -> None:
    digits = f"{fraction:06d}"[:decimals]
    tail = f".{digits}" if decimals else ""
    printed, unit, scale = suffix
    shown = f"{whole:,}{tail}" if grouped else f"{whole}{tail}"
    quantity = parse_number(wrap.format(sign + shown + printed))
    expected = float(f"{whole}{tail}") * (-1 if sign in ("-", "−", "–") else 1)
    assert quantity is not None
    assert (quantity.value, quantity.decimals) == (expected, decimals)
    assert (quantity.unit, quantity.scale) == (unit, scale)
    assert quantity.sign_explicit == bool(sign)


@given(
    values=st.lists(st.integers(0, 9999), min_size=2, max_size=5),
    separator=st.sampled_from([" / ", "/", "→", " → ", "; ", " | ", ", "]),
)
def test_numbers_in_a_row_come_back_in_order(values: list[int], separator: str) -> None:
    shown = separator.join(f"{value / 100:.2f}" for value in values)
    assert [quantity.value for quantity in parse_numbers(shown)] == [v / 100 for v in values]


@given(st.text(max_size=120))
def test_no_text_is_too_strange(text: str) -> None:
    parse_numbers(text)
    for start, end, quantity in find_numbers(text):
        assert text[start:end] == quantity.raw != ""


def test_numbers_are_found_in_running_text() -> None:
    text = (
        "ResNet-50 keeps 76.1 ± 0.2% at 2:4 sparsity with 25.6M weights (Table 3, [12, 13]) on "
        "CIFAR-10 in 2019, 1.5x faster with lr 1e-4 over 5 seeds; 3x3 filters drop −0.3."
    )
    shown = [text[start:end] for start, end, _ in find_numbers(text)]
    assert shown == ["76.1 ± 0.2%", "25.6M", "1.5x", "1e-4", "5", "−0.3"]


@pytest.mark.parametrize("unit", ["1", "1,", "1.", "1 ± ", "(1", "10^", "1,111", "[1,", "↓"])
def test_time_is_linear_in_the_text(unit: str) -> None:
    began = time.perf_counter()
    find_numbers(unit * 20_000)
    assert time.perf_counter() - began < 5


def test_a_small_number_beside_another_is_a_spread_whose_sign_was_lost() -> None:
    quantity = parse_number("76.8 0.09")
    assert quantity is not None
    assert (quantity.value, quantity.uncertainty) == (76.8, 0.09)
    assert not quantity.uncertainty_marked
    assert parse_number("76.8 92.9") is None
