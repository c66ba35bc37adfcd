r"""Survey tables as LaTeX: a longtable with booktabs' rules, as a part or as a whole document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from litscan.survey.citing import Citations
from litscan.survey.forms.widths import Layout, lay_out
from litscan.survey.table import Cell, Footnote, SurveyTable
from litscan.tex import beyond_pdftex, breakable_tex, escape_tex

__all__ = ["PACKAGES", "to_latex"]

PACKAGES = ("amsmath", "amssymb", "array", "booktabs", "longtable", "pdflscape")
_FONTS = (
    "FreeSerif", "DejaVu Sans", "Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC",
    "FandolSong", "Droid Sans Fallback", "Songti SC", "SimSun", "MS Mincho",
)  # fmt: skip
"""Fonts that have other letters than Latin ones, asked for in this order."""


def to_latex(
    table: SurveyTable, citations: Citations, *, bibliography: str = "", document: bool = False
) -> str:
    r"""Return a table as LaTeX.

    Parameters
    ----------
    table : SurveyTable
    citations : Citations
        Papers in it are cited with ``\cite``; others are shown by their keys in the corpus.
    bibliography : str
        Name, without ``.bib``, of the file that the entries are written to.
    document : bool
        Return a whole document that compiles as it is, not a part to be ``\input``.
    """
    part = "".join(_part(table, citations, bibliography))
    if not document:
        return part
    whole = part + citations.bibtex(table.cited())
    return "".join(_document(part, bibliography, beyond=beyond_pdftex(whole)))


def _document(part: str, bibliography: str, *, beyond: bool) -> Iterator[str]:
    if beyond:
        yield "% !TeX program = lualatex\n"
    yield "\\documentclass{article}\n"
    if beyond:
        yield from _unicode_fonts()
    else:
        yield "\\usepackage[T1]{fontenc}\n\\usepackage{lmodern}\n"
    yield f"\\usepackage{{{','.join(PACKAGES)}}}\n\\begin{{document}}\n\\sloppy\n"
    yield part
    if bibliography:
        yield f"\\raggedright\n\\bibliographystyle{{plain}}\n\\bibliography{{{bibliography}}}\n"
    yield "\\end{document}\n"


def _unicode_fonts() -> Iterator[str]:
    """Yield the lines that let LuaLaTeX look in other fonts for letters that Latin Modern lacks."""
    yield "\\usepackage{fontspec}\n\\directlua{litscan = {}}\n"
    for name in _FONTS:
        yield f"\\IfFontExistsTF{{{name}}}"
        yield f'{{\\directlua{{table.insert(litscan, "{name}:mode=node;")}}}}{{}}\n'
    yield '\\directlua{luaotfload.add_fallback("others", litscan)}\n'
    yield "\\setmainfont{Latin Modern Roman}[RawFeature={fallback=others}]\n"


def _part(table: SurveyTable, citations: Citations, bibliography: str) -> Iterator[str]:
    layout = _layout(table, citations)
    marks = table.footnotes()
    yield f"% Needs \\usepackage{{{','.join(PACKAGES)}}}\n"
    if bibliography:
        yield f"% and \\bibliography{{{bibliography}}}\n"
    if layout.landscape:
        yield "\\begin{landscape}\n"
    yield f"\\begingroup{layout.size}\\setlength{{\\tabcolsep}}{{3pt}}\n"
    yield f"\\begin{{longtable}}{{{layout.columns}}}\n"
    yield from _head(table, citations)
    yield from _body(table, marks, citations)
    yield "\\end{longtable}\n"
    if table.note:
        yield f"\\noindent {escape_tex(table.note)}\\par\n"
    for note, mark in marks.items():
        cited = _cited(note.cites, citations, "~")
        yield f"\\noindent\\textsuperscript{{{mark}}}~{breakable_tex(note.text)}{cited}.\\par\n"
    yield "\\endgroup\n"
    if layout.landscape:
        yield "\\end{landscape}\n"


def _head(table: SurveyTable, citations: Citations) -> Iterator[str]:
    headings = " & ".join(_cell(column.head, {}, citations) for column in table.columns)
    yield f"\\caption{{{escape_tex(table.caption)}}}\\label{{tab:{table.kind.replace(' ', '-')}}}"
    yield f"\\\\\n\\toprule\n{headings} \\\\\n\\midrule\n\\endfirsthead\n"
    yield f"\\toprule\n{headings} \\\\\n\\midrule\n\\endhead\n"
    yield "\\bottomrule\n\\endfoot\n"


def _body(table: SurveyTable, marks: Mapping[Footnote, str], citations: Citations) -> Iterator[str]:
    width = len(table.columns)
    if not table.rows:
        yield f"\\multicolumn{{{width}}}{{l}}{{No {escape_tex(table.kind)}.}} \\\\\n"
    for number, (heading, rows) in enumerate(table.groups()):
        if heading:
            yield "\\addlinespace\n" if number else ""
            yield f"\\multicolumn{{{width}}}{{l}}{{\\textit{{{escape_tex(heading)}}}}} \\\\*\n"
        for row in rows:
            yield " & ".join(_cell(cell, marks, citations) for cell in row.cells) + " \\\\\n"


def _cell(cell: Cell, marks: Mapping[Footnote, str], citations: Citations) -> str:
    text = breakable_tex(cell.text.replace(" ± ", "\u00a0±\u00a0"))
    shown = text + _cited(cell.cites, citations, " " if text else "")
    notes = ",\\allowbreak{}".join(marks[note] for note in cell.notes)
    return shown + (f"\\textsuperscript{{{notes}}}" if notes else "")


def _cited(papers: tuple[str, ...], citations: Citations, before: str) -> str:
    if not papers:
        return ""
    if not all(key in citations.keys for key in papers):
        return before + breakable_tex(", ".join(papers))
    return before + ", ".join(f"\\cite{{{citations.keys[key]}}}" for key in papers)


def _layout(table: SurveyTable, citations: Citations) -> Layout:
    texts = [[_about(column.head, citations)] for column in table.columns]
    for row in table.rows:
        for column, cell in zip(texts, row.cells, strict=True):
            column.append(_about(cell, citations))
    return lay_out(table.columns, texts)


def _about(cell: Cell, citations: Citations) -> str:
    """Return about as many letters as a cell is set in."""
    known = all(key in citations.keys for key in cell.cites)
    cited = ", ".join("[999]" if known else key for key in cell.cites)
    text = cell.text.replace(" ± ", "00±00")
    return f"{text} {cited}".strip() + "a" * len(cell.notes)
