"""What a reader sees of LaTeX prose: numbers, units, scripts, signs, boxes, acronyms, citations."""

from __future__ import annotations

import time

import pytest

from litscan.document import read_text
from litscan.document.latex.units import print_number, print_unit
from litscan.tables.numbers import parse_number


def shown(body: str, preamble: str = "") -> str:
    source = (
        f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    )
    document = read_text(source, format="latex", path="paper.tex")
    return " ".join(document.quote(paragraph.span) for paragraph in document.paragraphs)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\num{1.2e-3}", "1.2×10^-3"),
        (r"\num{76.5 +- 0.3}", "76.5 ± 0.3"),
        (r"\num{76.5 \pm 0.3}", "76.5 ± 0.3"),
        (r"\num{76.5(3)}", "76.5 ± 0.3"),
        (r"\num{1234(56)}", "1234 ± 56"),
        (r"\num[group-separator={,}]{12 345}", "12345"),
        (r"\num{1e6}", "1×10^6"),
        (r"\num{e-4}", "10^-4"),
        (r"\num{3 x 3}", "3 × 3"),
        (r"\SI{5}{\percent}", "5%"),
        (r"\SI[detect-weight]{5}{\percent}", "5%"),
        (r"\qty{80}{\giga\byte}", "80 GB"),
        (r"\qty{80}{\giga\byte\per\second}", "80 GB/s"),
        (r"\SI{3.2}{ms}", "3.2 ms"),
        (r"\si{\milli\second}", "ms"),
        (r"\unit{\kilo\watt\hour}", "kW h"),
        (r"\SIrange{10}{20}{\percent}", "10–20%"),
        (r"\qtyrange{1}{2}{\ms}", "1–2 ms"),
        (r"\numrange{3}{5}", "3–5"),
        (r"\numlist{1;2;3}", "1, 2 and 3"),
        (r"\SIlist{1;2}{\ms}", "1 and 2 ms"),
        (r"\ang{30}", "30°"),
        (r"\SI{1.5}{\square\metre}", "1.5 m²"),
    ],
)
def test_siunitx_numbers_and_units(source: str, expected: str) -> None:
    assert shown(f"It is {source} here.") == f"It is {expected} here."


def test_units_a_paper_declares() -> None:
    assert shown(r"\qty{3}{\giga\ops}", r"\DeclareSIUnit{\ops}{OPS}") == "3 GOPS"


def test_qty_of_the_physics_package_is_seen_through() -> None:
    assert shown(r"$\qty{x + y} z$") == "x + y z"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"$93.4_{\pm 0.1}$", "93.4 ± 0.1"),
        (r"$93.4^{\pm 0.1}$", "93.4 ± 0.1"),
        (r"$93.4_{\scriptsize \pm 0.1}$", "93.4 ± 0.1"),
        (r"93.4{\tiny $\pm$0.1}", "93.4 ± 0.1"),
        (r"93.4{\tiny$\pm$0.1}", "93.4 ± 0.1"),
        (r"93.4\textsubscript{$\pm$0.1}", "93.4 ± 0.1"),
        (r"93.4$_{\pm0.1}$", "93.4 ± 0.1"),
        (r"93.4 \textpm{} 0.1", "93.4 ± 0.1"),
        (r"$\underset{\pm 0.1}{93.4}$", "93.4 ± 0.1"),
        (r"\stackunder{93.4}{$\pm$0.1}", "93.4 ± 0.1"),
        (r"93.4\,$\pm$\,0.1\,\%", "93.4 ± 0.1 %"),
    ],
)
def test_an_uncertainty_reads_as_one_however_it_is_set(source: str, expected: str) -> None:
    assert shown(source) == expected
    number = parse_number(expected)
    assert number is not None
    assert (number.value, number.uncertainty) == (93.4, 0.1)


@pytest.mark.parametrize(
    "source",
    [
        r"76.8\textsubscript{0.09}",
        r"76.8\textsuperscript{0.09}",
        r"$76.8_{0.09}$",
        r"$76.8^{0.09}$",
        r"76.8{\tiny 0.09}",
        r"76.8\scriptsize{0.09}",
        r"76.8$_{0.09}$",
    ],
)
def test_small_digits_never_join_the_number_before_them(source: str) -> None:
    text = shown(source)
    assert text in ("76.8_0.09", "76.8^0.09", "76.8 0.09")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"$10^{-3}$", "10^-3"),
        (r"$2\times 10^{9}$", "2×10^9"),
        (r"1\,000", "1\u2009000"),
        (r"1{,}000", "1,000"),
        (r"$1{,}234{,}567$", "1,234,567"),
        (r"$\sim$5 and $\approx 6$", "~5 and ≈ 6"),
        (r"\textasciitilde 5", "~5"),
        (r"3\texttimes", "3×"),
        (r"\phantom{0}5 \hphantom{00}6", "5 6"),
        (r"$\frac{1}{2}$, \nicefrac{1}{4}, \sfrac{3}{4}", "1/2, 1/4, 3/4"),
        (r"5\% -- 6\,\% --- 7", "5% – 6 % — 7"),
        (r"CO\textsubscript{2} and 1\textsuperscript{st}", "CO2 and 1st"),
        (r"$\left. x \right|_{0}$", "x |_0"),
        (r"$a \not= b \not\in C$", "a ≠ b ∉ C"),
        (r"$\mathbf{W}_{l}, \mathcal{L}, \bm{\theta}, \operatorname{rank}$", "W_l, L, θ, rank"),
        (r"$\uparrow$ 5 $\downarrow$ 6", "↑ 5 ↓ 6"),
        (r"\ding{51} \ding{55} \ding{172} \checkmark{} \xmark", "✓ ✗ ① ✓ ✗"),
    ],
)
def test_numbers_and_signs_read_as_printed(source: str, expected: str) -> None:
    assert shown(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        r"\textcolor{red}{93.4}",
        r"\textcolor[HTML]{FF0000}{93.4}",
        r"{\color{red}93.4}",
        r"\colorbox{yellow}{93.4}",
        r"\colorbox[gray]{0.9}{93.4}",
        r"\fcolorbox{red}{white}{93.4}",
        r"\scalebox{0.8}{93.4}",
        r"\scalebox{0.8}[1]{93.4}",
        r"\rotatebox[origin=c]{90}{93.4}",
        r"\raisebox{1ex}[0pt][0pt]{93.4}",
        r"\makebox[2cm][c]{93.4}",
        r"\framebox[2cm]{93.4}",
        r"\mbox{93.4}",
        r"\parbox[t]{3cm}{93.4}",
        r"\resizebox{\linewidth}{!}{93.4}",
        r"\shortstack[l]{93.4}",
        r"\href{https://a.b/c}{93.4}",
        r"\texttt{\textbf{\underline{93.4}}}",
    ],
)
def test_boxes_and_colours_are_seen_through(source: str) -> None:
    assert shown(source) == "93.4"


@pytest.mark.parametrize(
    "definition",
    [
        r"\newacronym{lth}{LTH}{lottery ticket hypothesis}",
        r"\newacronym[plural=LTHs]{lth}{LTH}{lottery ticket hypothesis}",
        r"\newabbreviation{lth}{LTH}{lottery ticket hypothesis}",
        r"\DeclareAcronym{lth}{short=LTH, long=lottery ticket hypothesis}",
        r"\DeclareAcronym{lth}{ short = {LTH} , long = {lottery ticket hypothesis} }",
        r"\acrodef{lth}[LTH]{lottery ticket hypothesis}",
    ],
)
def test_acronyms_read_as_printed(definition: str) -> None:
    assert shown(r"The \acs{lth} holds.", definition) == "The LTH holds."
    assert shown(r"\Acl{lth}.", definition) == "Lottery ticket hypothesis."
    assert shown(r"\acf{lth}", definition) == "lottery ticket hypothesis (LTH)"
    assert shown(r"\glspl{lth} and \acp*{lth}", definition) == "LTHs and LTHs"


@pytest.mark.parametrize(
    "source",
    [
        r"We\vskip 0.3in prune.",
        r"We\hskip -1.5em plus 2pt minus 1pt prune.",
        r"We \kern.2em prune.",
        r"We \parskip=3pt prune.",
        r"We \vspace{3pt} prune.",
    ],
)
def test_lengths_are_not_text(source: str) -> None:
    assert shown(source).replace(" ", "") == "Weprune."


def test_acronyms_nobody_defines_keep_their_key() -> None:
    assert shown(r"The \gls{cnn} and \ac{gpu}.") == "The cnn and gpu."


def test_glossary_entries_are_read_by_name() -> None:
    definition = r"\newglossaryentry{sp}{name=sparsity, description={share of zeros}}"
    assert shown(r"Its \gls{sp}.", definition) == "Its sparsity."


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        (r"\cite{a}", [("a",)]),
        (r"\cite[p.~3]{a,b}", [("a", "b")]),
        (r"\citep[see][p. 3]{a, b}", [("a", "b")]),
        (r"\citet*{a}", [("a",)]),
        (r"\Citet{a} \textcite{b} \parencite{c} \autocite{d}", [("a",), ("b",), ("c",), ("d",)]),
        (r"\cites[1]{a}[2]{b}", [("a", "b")]),
        (r"\textcites{a}{b}", [("a", "b")]),
        (r"\citeauthor{a} \citeyearpar{b}", [("a",), ("b",)]),
        (r"\nocite{a}", []),
    ],
)
def test_citations_keep_their_keys(source: str, keys: list[tuple[str, ...]]) -> None:
    body = f"\\documentclass{{article}}\\begin{{document}}See {source}.\\end{{document}}"
    document = read_text(body, format="latex", path="paper.tex")
    assert [citation.keys for citation in document.citations] == keys


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1,5", "1.5"), ("1,000", "1,000"), (r"\sim 3", "~ 3"), ("-0.5", "-0.5"), ("", "")],
)
def test_printed_numbers(value: str, expected: str) -> None:
    assert print_number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (r"\tera\flop\per\second", "TFLOP/s"),
        (r"\metre\per\second\squared", "m/s²"),
        (r"\kilo\gram\metre\tothe{3}", "kg m^3"),
        (r"\degreeCelsius", "°C"),
        ("ms~img", "ms img"),
        ("", ""),
    ],
)
def test_printed_units(value: str, expected: str) -> None:
    assert print_unit(value) == expected


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        (r"$x_1^2$ ", 40_000),
        (r"\cite{a,b} ", 25_000),
        (r"\num{1.2e-3} ", 10_000),
        (r"{\tiny $\pm$0.1} ", 10_000),
        (r"\gls{a} ", 10_000),
        (r"\underset{a}{", 10_000),
        (r"$x^{", 10_000),
        (r"\frac{", 10_000),
    ],
)
def test_time_grows_with_the_text_only(unit: str, count: int) -> None:
    source = "\\documentclass{article}\\begin{document}\n" + unit * count + "\n\\end{document}"
    began = time.process_time()
    read_text(source, format="latex", path="paper.tex")
    assert time.process_time() - began < 5
