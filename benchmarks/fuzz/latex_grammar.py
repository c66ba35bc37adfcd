"""LaTeX that a careless author, a converter or an adversary might write.

A grammar rather than random bytes: environments that nest and do not close, macros that take
arguments and call themselves, tables with spans that overlap, counts that are far too large,
files that input themselves.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from benchmarks.fuzz.cases import Case

__all__ = ["latex_cases", "random_text"]

_WORDS = [
        "We prune", "93.4", "ResNet-50.", "et al.", "Fig.~3", "0.5\\%.", "a", " ", "\n", "\n\n",
        "2:4 sparsity", "größe", "\\'e", "é", "\U0001f600", "{", "}", "$", "$$", "&", "\\\\", "%",
        "% note\n", "#1", "^", "_", "~", "\\", "\\ ", "``x''", "--", "\\&", "\\%", "\\_", "\\{",
        "\t", "\x0c", "\u2028", "a\u0301", "\ufeff", "[", "]", "|", "*", "\\par ", "\\item ",
    ]  # fmt: skip
_NAMES = ["a", "foo", "x", "bar", "textbf", "section", "begin", "end", "par", "@x"]  # fmt: skip
_NUMBERS = ["0", "1", "2", "3", "-1", "99", "501", "1000000", "9" * 20, "", "x", "1.5"]
_ENVIRONMENTS = [
        "document", "table", "table*", "figure", "tabular", "tabularx", "longtable", "itemize",
        "enumerate", "equation", "align*", "array", "verbatim", "lstlisting", "comment", "abstract",
        "algorithm", "algorithmic", "threeparttable", "tablenotes", "subtable", "minipage",
        "sidewaystable", "thebibliography", "tblr", "NiceTabular", "quote", "proof", "appendices",
        "center", "foo", "x",
    ]  # fmt: skip
_COMMANDS = [
        "section", "subsection", "section*", "paragraph", "chapter", "title", "author", "caption",
        "textbf", "emph", "underline", "footnote", "footnotemark", "footnotetext", "cite", "citep",
        "citet", "ref", "cref", "autoref", "label", "input", "include", "multirow", "makecell",
        "cellcolor", "resizebox", "SI", "num", "qty", "ensuremath", "text", "mathbf", "frac",
        "sqrt", "verb", "url", "href", "bibitem", "newblock", "bibliography", "tablefootnote",
        "tnote", "diagbox", "rotatebox", "parbox", "mbox", "appendix", "maketitle", "abstract",
        "subfile", "import", "newcounter", "setcounter", "textsuperscript", "scalebox", "caption*",
        "usepackage", "documentclass", "hline", "toprule", "midrule", "cmidrule", "cline", "xspace",
    ]  # fmt: skip
_CONDITIONS = [
    "\\iffalse", "\\iftrue", "\\ifx\\a\\b", "\\ifnum1<2 ", "\\else", "\\fi", "\\ifdefined\\x",
    "\\newif\\iffoo", "\\iffoo", "\\footrue", "\\foofalse", "\\ifcase 3 ", "\\or", "\\loop",
    "\\repeat", "\\unless\\ifx", "\\ifthenelse{\\equal{a}{b}}{x}{y}",
]  # fmt: skip
_INPUTS = [
    "\\input{main}", "\\input part ", "\\include{part.tex}", "\\input{../main}",
    "\\input{/dev/zero}", "\\subfile{part}", "\\import{./}{part}", "\\bibliography{part}",
    "\\input{\\foo}",
]  # fmt: skip
_COLUMNS = [
    "lcc", "l|c|c", "*{3}{c}", "*{99999}{c}", "*{9}{*{9}{*{9}{*{9}{c}}}}", "S[x=1]", "p{2cm}",
    "@{}l@{}", ">{\\bf}l", "", "{", "l{}c",
]  # fmt: skip
_TABULARS = ["tabular", "tabular*", "tabularx", "longtable", "tblr", "NiceTabular"]
_ROW_STARTS = ["", "", "\\hline", "\\midrule", "\\cmidrule(lr){2-3}", "\\cline{9-1}"]
_ROW_ENDS = ["", "", "", "*", "[2pt]", "[", "\\endhead", "\\tabularnewline"]
_ARGUMENTS = ["", "[1]", "[2]", "[9]", "[2][d]", "[x]", "[-1]"]
_BODIES = [
    "\\foo\\foo", "#1#1\\foo{#1#1}", "\\begin{tabular}{l}", "&#1\\\\", "\\x\\a", "#1", "#1#2",
]  # fmt: skip
_SPECIFICATIONS = ["m", "O{x}m", "s o m", "mm", "+m", "d<>m", "{"]
_TIMES = [2, 3, 30, 300, 3_000, 20_000]
_MOST = 200_000
_DEEPEST = 6


def latex_cases() -> st.SearchStrategy[Case]:
    """Return a strategy for papers of one or two files, and for fragments."""
    return st.builds(_case, st.randoms(use_true_random=False), st.booleans(), st.booleans())


def _case(random: Random, whole: bool, second: bool) -> Case:  # noqa: FBT001
    main = random_text(random)
    if whole:
        main = (
            f"\\documentclass{{article}}\n{main}\n\\begin{{document}}\n"
            f"{random_text(random)}\n\\end{{document}}\n"
        )
    files = [("main.tex", _encoded(main))]
    if second:
        files.append(("part.tex", _encoded(random_text(random))))
    return Case(tuple(files))


def _encoded(text: str) -> bytes:
    return text[:_MOST].encode("utf-8", errors="surrogatepass")


def random_text(random: Random, depth: int = 0) -> str:
    """Return a stretch of LaTeX; deeper ones are shorter."""
    pieces = random.randint(1, 5 if depth < 2 else 3)
    return "".join(_piece(random, depth) for _ in range(pieces))[:_MOST]


def _piece(random: Random, depth: int) -> str:
    if depth >= _DEEPEST or random.random() < 0.35:
        return _bit(random)
    makers = (_group, _command, _environment, _definition, _table, _table, _repeated, _branch)
    return random.choice(makers)(random, depth + 1)


def _bit(random: Random) -> str:
    kind = random.choice((_WORDS, _WORDS, _WORDS, _CONDITIONS, _INPUTS, _COMMANDS, _NAMES))
    text = random.choice(kind)
    return f"\\{text} " if kind in (_COMMANDS, _NAMES) else text


def _group(random: Random, depth: int) -> str:
    first, last = random.choice([("{", "}"), ("$", "$"), ("\\[", "\\]"), ("\\(", "$"), ("[", "]")])
    return first + random_text(random, depth) + last


def _command(random: Random, depth: int) -> str:
    name, arguments = random.choice(_COMMANDS + _NAMES), ""
    for _ in range(random.randint(0, 3)):
        first, last = random.choice([("{", "}"), ("{", "}"), ("[", "]")])
        inner = random.choice([random.choice(_NUMBERS), random_text(random, depth)])
        arguments += first + inner + last
    return f"\\{name}{arguments}"


def _environment(random: Random, depth: int) -> str:
    name = random.choice(_ENVIRONMENTS)
    end = name if random.random() < 0.9 else random.choice(_ENVIRONMENTS)
    return f"\\begin{{{name}}}{random_text(random, depth)}\\end{{{end}}}"


def _definition(random: Random, depth: int) -> str:
    name, other = random.choice(_NAMES), random.choice(_NAMES)
    body = random.choice([random.choice(_BODIES), random_text(random, depth)])
    last = random_text(random, depth)
    arguments = random.choice(_ARGUMENTS)
    return random.choice(
        [
            f"\\newcommand{{\\{name}}}{arguments}{{{body}}}",
            f"\\renewcommand\\{name}{arguments}{{{body}}}",
            f"\\def\\{name}{random.choice(['', '#1', '#1#2', '#1.#2', '#'])}{{{body}}}",
            f"\\edef\\{name}{{{body}}}",
            f"\\let\\{name}=\\{other} ",
            f"\\NewDocumentCommand\\{name}{{{random.choice(_SPECIFICATIONS)}}}{{{body}}}",
            f"\\newenvironment{{{name}}}{arguments}{{{body}}}{{{last}}}",
        ]
    )


def _table(random: Random, depth: int) -> str:
    rows = ""
    for _ in range(random.randint(0, 5)):
        cells = [_cell(random, depth) for _ in range(random.randint(1, 5))]
        rows += f"{random.choice(_ROW_STARTS)}{' & '.join(cells)}\\\\{random.choice(_ROW_ENDS)}\n"
    name, columns = random.choice(_TABULARS), random.choice(_COLUMNS)
    grid = f"\\begin{{{name}}}{{{columns}}}{rows}\\end{{{name}}}"
    if random.random() < 0.5:
        return grid
    return f"\\begin{{table}}\\caption{{{_bit(random)}}}\\label{{t}}{grid}\\end{{table}}"


def _cell(random: Random, depth: int) -> str:
    inner = random_text(random, depth) if random.random() < 0.3 else _bit(random)
    number, other = random.choice(_NUMBERS), random.choice(_NUMBERS)
    return random.choice(
        [
            inner,
            str(random.randint(0, 999) / 10),
            f"\\multicolumn{{{number}}}{{c}}{{{inner}}}",
            f"\\multirow{{{number}}}{{*}}{{{inner}}}",
            f"\\multirow{{{number}}}{{*}}{{\\multicolumn{{{other}}}{{c}}{{{inner}}}}}",
            f"\\SetCell[r={number},c={other}]{{}} {inner}",
            f"\\makecell{{{inner}\\\\{inner}}}",
        ]
    )


def _repeated(random: Random, depth: int) -> str:
    return random_text(random, depth)[:30] * random.choice(_TIMES)


def _branch(random: Random, depth: int) -> str:
    return f"{random.choice(_CONDITIONS)}{random_text(random, depth)}\\fi "
