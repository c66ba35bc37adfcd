r"""Text for LaTeX: special characters escaped, symbols as commands, letters as they are.

Accented Latin letters stay as they are, since LaTeX reads UTF-8. Greek letters and symbols become
commands that need no package but amsmath and amssymb. Letters of other scripts stay, too, but only
LuaLaTeX and XeLaTeX set them: `beyond_pdftex` says whether a text has any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

__all__ = ["LONGEST_PIECE", "apart", "beyond_pdftex", "breakable_tex", "escape_tex", "pieces_of"]

_SPECIAL: Mapping[str, str] = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "[": "{[}",
    "]": "{]}",
    "−": r"$-$",
    "–": "--",
    "—": "---",
    "…": r"\ldots{}",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "\u00a0": "~",
    "\u00ad": "",
    "\u2011": "-",
    "\u200b": "",
    "\u200d": "",
    "\u2060": "",
    "\ufeff": "",
    "ℓ": r"$\ell$",
    **{
        letter: rf"$\mathcal{{{plain}}}$"
        for letter, plain in zip("ℋℐℒℛℬℰℱℳ", "HILRBEFM", strict=True)
    },
    "⅓": "1/3",
    "⅔": "2/3",
}
_SYMBOLS = (
    range(0xA0, 0xC0), (0xD7, 0xF7), range(0x2B0, 0x300), range(0x370, 0x400),
    range(0x2000, 0x20D0), range(0x2100, 0x2150), range(0x2190, 0x2400), range(0x25A0, 0x27C0),
    range(0x2900, 0x2B00), range(0xFB00, 0xFB07),
)  # fmt: skip
"""Where pylatexenc's commands are known to LaTeX with amsmath and amssymb, but for `_UNKNOWN`."""
_UNKNOWN = "ΐϒℋℐℒℛℬℰℱℳ↜↝⇅⇵∟∯∰∱∻∾≆≋≌≙≛≸≹⊧⊨⊫⊶⊷⊹⊾⋘⋙⋨⋰⌆⌕♩♭♮♯⨏⨖"
_LIGATURES = frozenset({"--", "''", "``", ",,", "<<", ">>", "?`", "!`"})
_NO_T1 = "ĦħĸĿŀŉŦŧſ"
_LAST_T1 = "\u017f"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_PIECE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[/_+]|[-.:,;](?!\d)")
LONGEST_PIECE = 12
"""Longer words may be broken after any sign, and anywhere."""
_PIECE_OF_LONG = re.compile(rf"{_PIECE.pattern}|[^\w\s]|[^\W_]{{{LONGEST_PIECE}}}")


@cache
def _commands() -> Mapping[str, str]:
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    found = {}
    known = get_builtin_uni2latex_dict()
    for code in (code for some in _SYMBOLS for code in some):
        if code in known and chr(code) not in _UNKNOWN:
            found[chr(code)] = f"{{{known[code]}}}"
    return {**found, **_SPECIAL}


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(_SPACES.split(_CONTROL.sub(" ", text).strip())))


def escape_tex(text: str) -> str:
    r"""Return text that LaTeX sets as it is, on one line.

    Examples
    --------
    >>> print(escape_tex("50% of AT&T's $L_0$ ≤ λ, Müller"))
    50\% of AT\&T's \$L\_0\$ {\ensuremath{\leq}} {\ensuremath{\lambda}}, Müller
    """
    return "".join(map(_character, apart(_one_line(text))))


def apart(text: str) -> Iterator[str]:
    """Yield the characters of a text, and an empty group where two would run together in LaTeX.

    Examples
    --------
    >>> "".join(apart("a -- b"))
    'a -{}- b'
    """
    before = ""
    for letter in text:
        if before + letter in _LIGATURES:
            yield "{}"
        yield letter
        before = letter


def _character(letter: str) -> str:
    return _commands().get(letter, letter)


def breakable_tex(text: str) -> str:
    r"""Return text as `escape_tex` does, with places to break lines in long names and in CJK.

    Examples
    --------
    >>> print(breakable_tex("top1_accuracy of github.com/a/b"))
    top1\_\allowbreak{}accuracy of github.\allowbreak{}com/\allowbreak{}a/\allowbreak{}b
    """
    return " ".join(
        "\\allowbreak{}".join(escape_tex(piece) for piece in pieces_of(word))
        for word in _one_line(text).split(" ")
    )


def pieces_of(word: str) -> list[str]:
    """Return the pieces between which a line may break in a word.

    Examples
    --------
    >>> pieces_of("github.com/ab"), pieces_of("a剪枝"), pieces_of("f(x)")
    (['github.', 'com/', 'ab'], ['a剪', '枝'], ['f(x)'])
    """
    mark = _PIECE_OF_LONG if len(word) > LONGEST_PIECE else _PIECE
    ends = [found.end() for found in mark.finditer(word) if found.end() < len(word)]
    return [word[start:end] for start, end in pairwise([0, *ends, len(word)])]


def beyond_pdftex(text: str) -> bool:
    """Return whether a text has letters that pdfLaTeX with Latin fonts cannot set.

    Examples
    --------
    >>> beyond_pdftex("Zoë ≤ λ"), beyond_pdftex("剪枝")
    (False, True)
    """
    return any(
        letter > "\x7f" and letter not in _commands() and (letter > _LAST_T1 or letter in _NO_T1)
        for letter in _one_line(text)
    )
