"""What LaTeX's commands print: symbols, accents, units, and which arguments are not text.

The symbol table is pylatexenc's, read once; the entries here are what papers on machine learning
use and it does not know, or prints in a way that numbers could not be read from.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from litscan.document.latex.scan import words

__all__ = [
    "ACCENTS",
    "DING",
    "DROPPED_ARGUMENTS",
    "DROPPED_ENVIRONMENTS",
    "ENVIRONMENT_ARGUMENTS",
    "NEGATED",
    "NO_ARGUMENTS",
    "PARAMETERS",
    "compose",
    "symbols",
]

ACCENTS: dict[str, str] = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "b": "\u0331", "k": "\u0328", "r": "\u030a",
}  # fmt: skip

_OWN: dict[str, str] = {
    "pm": " ± ", "mp": " ∓ ", "textpm": " ± ", "times": "×", "texttimes": "×", "sim": "~",
    "le": " ≤ ", "leq": " ≤ ", "leqslant": " ≤ ", "ge": " ≥ ", "geq": " ≥ ", "geqslant": " ≥ ",
    "ll": " ≪ ", "gg": " ≫ ", "neq": " ≠ ", "ne": " ≠ ", "approx": " ≈ ", "in": " ∈ ",
    "to": " → ", "rightarrow": " → ", "Rightarrow": " ⇒ ", "leftarrow": " ← ", "cdot": "·",
    "lt": "<", "gt": ">", "textless": "<", "textgreater": ">", "colon": ":", "mid": " | ",
    "checkmark": "✓", "cmark": "✓", "xmark": "✗", "yes": "✓", "no": "✗", "S": "§",
    "dag": "†", "ddag": "‡", "dagger": "†", "ddagger": "‡", "star": "*", "ast": "*",
    "textasteriskcentered": "*", "percent": "%", "textpercent": "%", "textunderscore": "_",
    "textbackslash": "\\", "textendash": "–", "textemdash": "—", "textquotesingle": "'",
    "ldots": "…", "dots": "…", "cdots": "…", "quad": " ", "qquad": " ", "space": " ",
    "textasciitilde": "~", "textasciicircum": "^", "textbar": "|", "lbrack": "[", "rbrack": "]",
    "lbrace": "{", "rbrace": "}", "langle": "⟨", "rangle": "⟩", "vert": "|", "Vert": "‖",
    "LaTeX": "LaTeX", "TeX": "TeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "&": "&", "%": "%",
    "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", ",": " ", ";": " ",
    ":": " ", "!": "", "/": "", "-": "", "@": "", "|": "‖", ">": " ", "\t": " ", "ie": "i.e.",
    "eg": "e.g.", "etal": "et al.", "etc": "etc.", "wrt": "w.r.t.", "aka": "a.k.a.", "vs": "vs.",
    "blacksquare": "■", "degree": "°", "bullet": "•", "prime": "′", "circ": "°", "infty": "∞",
    "newline": " ", "linebreak": " ", "hfill": " ", "hfil": " ", "enspace": " ", "thinspace": " ",
    "nobreakspace": " ", "allowbreak": "", "slash": "/", "textregistered": "®",
    "texttrademark": "™",
    "cline": "", "euro": "€", "EUR": "€", "textmu": "µ", "micro": "µ", "Checkmark": "✓",
    "XSolid": "✗",
    "XSolidBrush": "✗", "textrightarrow": "→", "textuparrow": "↑", "textdownarrow": "↓",
    "textleftarrow": "←", "And": "&", "AND": "", "tabularnewline": " ", "ss": "ß", "i": "i",
    "j": "j", "faCheck": "✓", "faTimes": "✗", "faCheckCircle": "✓", "faTimesCircle": "✗",
    "CIRCLE": "●", "Circle": "○", "LEFTcircle": "◐", "RIGHTcircle": "◑", "textonehalf": "½",
    "xrightarrow": " → ", "xleftarrow": " ← ", "longrightarrow": " → ", "textdagger": "†",
    "textdaggerdbl": "‡", "textdegree": "°", "textminus": "−", "textperthousand": "‰",
    "nodata": "…", "textapprox": "≈", "texttildelow": "~", "textcdot": "·",
}  # fmt: skip


@cache
def symbols() -> dict[str, str]:
    """Return what each command without arguments prints."""
    from pylatexenc.latex2text import get_default_latex_context_db

    database = get_default_latex_context_db()
    table: dict[str, str] = {}
    for category in ("latex-base", "latex-approximations", "advanced-symbols"):
        for name, spec in database.d.get(category, {"macros": {}})["macros"].items():
            printed = spec.simplify_repl
            if isinstance(printed, str) and "%" not in printed and len(printed) <= 8:
                table.setdefault(name, printed)
    table.update(_OWN)
    return table


def compose(letters: str, accent: str) -> str:
    """Return a letter under an accent as one character where Unicode has it.

    Examples
    --------
    >>> compose("o", ACCENTS['"'])
    'ö'
    """
    letters = {"ı": "i", "ȷ": "j"}.get(letters, letters)
    if not letters:
        return ""
    return unicodedata.normalize("NFC", letters[0] + accent) + letters[1:]


# How many leading arguments of a command are not text.
DROPPED_ARGUMENTS: dict[str, int] = {
    **dict.fromkeys(
        words(
            "label acro vspace vskip hspace includegraphics includesvg includepdf color rowcolor "
            "columncolor cellcolor pagestyle thispagestyle bibliographystyle setcitestyle input "
            "include hypersetup captionsetup scalebox rotatebox raisebox parbox phantom hphantom "
            "vphantom index nocite linespread textcolor colorbox hypertarget hyperlink "
            "pagenumbering usepackage RequirePackage documentclass usetikzlibrary pgfplotsset "
            "tikzset lstset sisetup graphicspath author affil affiliation address email institute "
            "date keywords icmlkeywords authorrunning titlerunning institution orcid ccsdesc "
            "setcopyright copyrightyear acmYear acmDOI acmISBN acmPrice acmConference "
            "acmBooktitle acmSubmissionID received hyphenation nolinenumbers markboth "
            "icmltitlerunning shorttitle shortauthors runningtitle theoremstyle bstctlcite "
            "vadjust tikz PackageWarning stepcounter refstepcounter setlist "
            "enlargethispage selectlanguage inputminted lstinputlisting marginpar todo mathchoice "
            "urlstyle fontencoding fontfamily fontseries fontshape arxivnumber vspace* hspace* "
            "includegraphics* SetKwInOut SetKwInput SetKwFunction bibitemstart IEEEauthorblockN "
            "IEEEauthorblockA IEEEPARstart tablehead tablefirsthead tabletail tablelasttail "
            "footref adjustbox deleted tabincell tcbset "
            "arrayrulecolor setcellgapes setstretch SetTblrInner SetTblrOuter NiceMatrixOptions "
            "tcbuselibrary floatsetup DeclareGraphicsExtensions pagecolor epsfig psfig newcounter "
            "lstdefinestyle setminted usemintedstyle"
        ),
        1,
    ),
    **dict.fromkeys(
        words(
            "setlength addtolength setcounter addtocounter resizebox rule fontsize fcolorbox "
            "icmlauthor newtheorem pdfbookmark settowidth settoheight newcolumntype "
            "DeclareCaptionFormat specialrule DeclareMathOperator crefalias creflabelformat "
            "DeclareCaptionLabelFormat newtcolorbox DeclareAcronym "
            "icmlaffiliation "
            "icmlcorrespondingauthor icmlsetsymbol DeclareSIUnit newglossaryentry acrodef "
            "thispdfpagelabel algnewcommand SetKw"
        ),
        2,
    ),
    "addcontentsline": 3,
    "titlespacing": 4,
    "crefname": 3,
    "Crefname": 3,
    "definecolor": 3,
    "newacronym": 3,
    "newabbreviation": 3,
    "rowcolors": 3,
    "crefformat": 2,
    "IEEEPARstart": 0,
}

# Switches and layout commands: no arguments, so a bracket after them is text.
NO_ARGUMENTS = words(
    "bf it em tt sc rm sf sl bfseries itshape ttfamily scshape rmfamily sffamily upshape mdseries "
    "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge centering "
    "raggedright "
    "raggedleft noindent indent left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl "
    "Biggr displaystyle textstyle scriptstyle limits nolimits protect relax null bgroup egroup "
    "boldmath unboldmath selectfont normalfont quad qquad maketitle newpage clearpage pagebreak "
    "smallskip medskip bigskip par middle hline hrule vfill hfill nonumber notag ignorespaces "
    "frenchspacing sloppy fussy flushbottom raggedbottom onecolumn appendix tableofcontents"
)

# What TeX breaks lines and pages by: the integer after each is no text.
PARAMETERS = words(
    "penalty clubpenalty widowpenalty displaywidowpenalty interlinepenalty brokenpenalty "
    "hyphenpenalty exhyphenpenalty predisplaypenalty postdisplaypenalty tolerance pretolerance "
    "looseness hbadness vbadness"
)

# Arguments after \begin{...} that are not text.
ENVIRONMENT_ARGUMENTS: dict[str, int] = {
    "minipage": 1, "wrapfigure": 2, "wraptable": 2, "multicols": 1, "adjustbox": 1,
    "spacing": 1, "alignat": 1, "alignat*": 1, "tabu": 1, "adjustwidth": 2, "list": 2,
    "floatingfigure": 1, "tcolorbox": 0, "subfigure": 1, "subtable": 1, "addmargin": 1,
    "array": 1, "tabular": 1, "tabularx": 2, "tabular*": 2, "thebibliography": 1,
    "icmlauthorlist": 0, "textblock": 1, "turn": 1, "rotate": 1,
    "resizebox": 2, "scalebox": 1, "algorithmic": 0, "CJK": 2, "CJK*": 2, "otherlanguage": 1,
    "customlegend": 1, "restatable": 2, "mdframed": 0, "xltabular": 2, "subarray": 1,
}  # fmt: skip

DROPPED_ENVIRONMENTS = words(
    "tikzpicture picture pspicture axis forest comment filecontents CCSXML icmlauthorlist "
    "pgfpicture tikzcd circuitikz overpic asy feynmandiagram IEEEbiography "
    "IEEEbiographynophoto"
)

DING: dict[str, str] = {
    "51": "✓", "52": "✓", "53": "✗", "54": "✗", "55": "✗", "56": "✗", "72": "★", "73": "☆",
    "108": "●", "109": "○", "110": "■", "111": "□", "115": "▲", "116": "▼",
    **{str(first + i): chr(code + i) for first, code in ((172, 0x2460), (182, 0x2776),
                                                         (192, 0x2780), (202, 0x278A))
       for i in range(10)},
}  # fmt: skip
r"""What ``\ding{...}`` prints, by code: ticks, crosses, stars, shapes and numbers in circles."""

NEGATED: dict[str, str] = {
    "=": " ≠ ", "\\in": " ∉ ", "<": " ≮ ", ">": " ≯ ", "\\le": " ≰ ", "\\leq": " ≰ ",
    "\\ge": " ≱ ", "\\geq": " ≱ ", "\\equiv": " ≢ ", "\\subset": " ⊄ ", "\\subseteq": " ⊈ ",
    "\\exists": "∄", "\\mid": " ∤ ", "\\approx": " ≉ ", "\\sim": " ≁ ", "\\perp": " ⊥̸ ",
}  # fmt: skip
"""What ``\\not`` makes of the sign after it."""
