r"""Authors' own commands, in every way they are defined, read as they print."""

from __future__ import annotations

import time

import pytest

from litscan.document import read_text
from litscan.document.limits import MAX_GROWTH


def shown(body: str, preamble: str = "") -> str:
    source = (
        f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}"
    )
    return read_text(source, format="latex").text.strip()


@pytest.mark.parametrize(
    ("definition", "use", "printed"),
    [
        (r"\def\x(#1,#2){#1-#2}", r"\x(a,b)", "a-b"),
        (r"\def\x[#1]{<#1>}", r"\x[k].", "<k>."),
        (r"\def\x#1;{(#1)}", r"\x{a;b};c", "(a;b)c"),
        (r"\newcommand{\x}[2][VGG]{#1-#2}", r"\x{16} and \x[ResNet]{50}", "VGG-16 and ResNet-50"),
        (r"\newcommandx{\x}[2][1=L]{#1/#2}", r"\x{a} \x[M]{b}", "L/a M/b"),
        (r"\NewDocumentCommand{\x}{s m}{\IfBooleanTF #1 {star}{plain} #2}", r"\x*{a} \x{b}",
         "star a plain b"),
        (r"\NewDocumentCommand\x{d<> +m}{\IfNoValueTF{#1}{none}{#1} #2}", r"\x<o>{a} \x{b}",
         "o a none b"),
        (r"\NewDocumentCommand{\x}{m O{#1s}}{#2}", r"\x{net} \x{net}[nets]", "nets nets"),
        (r"\NewDocumentCommand{\x}{o m}{[#1#2]}", r"\x{a}", "[a]"),
        (r"\newcommand{\x}{one}\providecommand{\x}{two}", r"\x", "one"),
        (r"\newcommand{\x}{one}\let\y\x\renewcommand{\x}{two}", r"\y{} \x", "one two"),
        (r"\expandafter\def\csname r18\endcsname{ResNet-18}", r"\csname r18\endcsname{}.",
         "ResNet-18."),
        (r"\makeatletter\@namedef{x}{word}\makeatother", r"\@nameuse{x}s", "words"),
        (r"\DeclareTextFontCommand{\x}{\bfseries}", r"\x{bold} words", "bold words"),
        (r"\newcommand{\x}{{\sc Foo\xspace}}", r"\x is \x, and \x\x", "Foo is Foo, and Foo Foo"),
        (r"\newcommand{\x}{\ensuremath{\times}}", r"4\x{} faster", "4× faster"),
    ],
)  # fmt: skip
def test_definitions_of_every_kind_are_expanded(definition: str, use: str, printed: str) -> None:
    assert shown(use, definition) == printed


@pytest.mark.parametrize(
    ("preamble", "body", "printed"),
    [
        (r"\newif\ifdraft", r"\ifdraft secret\else public\fi.", "public."),
        (r"\newif\ifdraft\drafttrue", r"\ifdraft secret\else public\fi.", "secret."),
        ("", r"\ifx\mine\undefined no\else yes\fi.", "no."),
        (r"\def\mine{}", r"\ifx\mine\undefined no\else yes\fi.", "yes."),
        (r"\def\mine{}", r"\ifdefined\mine yes\else no\fi.", "yes."),
        ("", r"\ifnum 1<2 less\else more\fi.", "less."),
        ("", r"\ifsomething first\else second\fi.", "first."),
        ("", r"\iftrue yes\else no\fi.", "yes."),
        ("", r"\if0 no\else yes\fi.", "yes."),
        (r"\newboolean{long}\setboolean{long}{true}", r"\ifthenelse{\boolean{long}}{L}{S}.", "L."),
        (r"\newtoggle{x}\toggletrue{x}", r"\iftoggle{x}{on}{off}.", "on."),
        (r"\newcommand{\x}[1]{\ifx\\#1\\empty\else #1\fi}", r"\x{}, \x{full}", "empty, full"),
        (r"\newcommand{\venue}{arxiv}", r"\ifthenelse{\equal{\venue}{icml}}{A}{B}.", "B."),
    ],
)
def test_conditionals_keep_the_branch_that_is_printed(
    preamble: str, body: str, printed: str
) -> None:
    assert shown(body, preamble) == printed


@pytest.mark.parametrize(
    ("definition", "use", "printed"),
    [
        (r"\newcommand{\ci}[1]{#1}", r"76.8\ci{0.09}", "76.8 0.09"),
        (r"\newcommand{\ci}[1]{{\scriptsize\textcolor{gray}{#1}}}", r"76.8\ci{0.09}", "76.8 0.09"),
        (r"\newcommand{\res}[2]{#1#2}", r"\res{76.8}{0.09}", "76.8 0.09"),
        (r"\newcommand{\best}[1]{\textbf{#1}}", r"\best{93.1}0.2", "93.1 0.2"),
        (r"\newcommand{\ci}[1]{$\pm$#1}", r"76.8\ci{0.09}", "76.8 ± 0.09"),
        (r"\newcommand{\vgg}[1]{VGG1#1}", r"\vgg{6}", "VGG16"),
        (r"\newcommand{\z}{0}", r"1\z", "10"),
        (r"\newcommand{\best}[1]{\textbf{#1}}", r"\best{93}.2\%", "93.2%"),
    ],
)
def test_an_argument_never_makes_a_number_that_no_one_wrote(
    definition: str, use: str, printed: str
) -> None:
    assert shown(use, definition) == printed


@pytest.mark.parametrize(
    ("preamble", "body"),
    [
        (r"\newcommand{\f}[1]{#1#1}", "\\f{" * 30 + "x" + "}" * 30),
        (
            "".join(
                f"\\newcommand{{\\{chr(97 + i)}}}{{{f'{chr(92)}{chr(98 + i)}' * 3}}}"
                for i in range(20)
            ),
            r"\a",
        ),
        (r"\newcommand{\f}{" + "word " * 2_000 + "}", "\\f " * 5_000),
    ],
)
def test_macros_that_multiply_stop_at_a_bound_and_say_so(preamble: str, body: str) -> None:
    source = (
        f"\\documentclass{{article}}{preamble}\\begin{{document}}{body}\n\nLast.\\end{{document}}"
    )
    started = time.process_time()
    document = read_text(source, format="latex")
    assert time.process_time() - started < 8
    assert any("more text than litscan reads" in w for w in document.coverage.warnings)
    assert len(document.text) < MAX_GROWTH
    assert document.text.endswith("Last.")
