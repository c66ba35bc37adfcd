from __future__ import annotations

import pytest

from litscan.document.mathtext import render_math


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"93.5\pm 0.1", "93.5 ± 0.1"),
        (r"\mathbf{93.5}_{\pm 0.1}", "93.5 ± 0.1"),
        (r"\downarrow 0.3\%", "↓0.3%"),
        (r"2.0\times 10^{9}", "2.0×10^9"),
        (r"{}^{\dagger}", "†"),
        (r"{}_{\pm 0.1}", "± 0.1"),
        (r"\underset{\pm 0.1}{93.4}", "93.4 ± 0.1"),
        (r"93.4\textsubscript{0.1}", "93.4_0.1"),
        (r"76.8_{0.09}", "76.8_0.09"),
        (r"1{,}000", "1,000"),
        (r"\tfrac12", "1/2"),
        (r"\left. x \right|", "x |"),
        (r"a & b \\ c", "a b c"),
        (r"{never closed", "never closed"),
        ("\\", ""),
        (r"\textcolor{red}{-0.3}", "-0.3"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
    ],
)
def test_numbers_signs_and_arrows_survive(latex: str, shown: str) -> None:
    assert render_math(latex) == shown
