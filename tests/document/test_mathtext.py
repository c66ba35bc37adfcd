from __future__ import annotations

import pytest

from litscan.document.mathtext import render_math


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"93.5\pm 0.1", "93.5± 0.1"),
        (r"\mathbf{93.5}_{\pm 0.1}", "93.5± 0.1"),
        (r"\downarrow 0.3\%", "↓ 0.3%"),
        (r"2.0\times 10^{9}", "2.0× 10^9"),
        (r"{}^{\dagger}", "†"),
        (r"\textcolor{red}{-0.3}", "-0.3"),
        (r"\frac{\frac{a}{b}}{c}", "a/b/c"),
    ],
)
def test_numbers_signs_and_arrows_survive(latex: str, shown: str) -> None:
    assert render_math(latex) == shown
