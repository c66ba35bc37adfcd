r"""Entries of a printed bibliography: what a ``\bibitem`` tells, or biblatex's own record.

Styles mark a title in many ways: a command for it, a ``\newblock`` of its own, quotation marks,
italics after the authors, a place after the year. They are tried in the order of how sure they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.latex.bibtex import arxiv_id_of, find_years, plain_field
from litscan.document.limits import MAX_ENTRIES
from litscan.document.model import Reference, Span
from litscan.ids import find_arxiv_id

__all__ = ["parse_bbl_entries", "read_entry"]

_LONGEST_ENTRY = 20_000
_LONGEST_TITLE = 400
_QUOTED = re.compile(r"[“\"]([^”\"]{8,300}?)[,.]?[”\"]")
_YEAR_TEXT = re.compile(r"\(?\b(?:19|20)\d\d[a-z]?\b\)?")
_GLUE = re.compile(
    r"\d?(?:\.\d+)?\s?(?:em|pt)?\s?plus\s?[\d.]+\w*\s?minus\s?[\d.]+(?:em|pt)?|=0pt$"
)
_MARKED = re.compile(
    r"\\(?:bibinfo\s*\{(?:title|booktitle)\}|showarticletitle|bibfield\s*\{title\}|Title|btxtitlefont"
    r"|bibtitle|enquote|citetitle)\s*\{"
)
_ITALIC = re.compile(
    r"(?:\{\\(?:em|it|sl|itshape|slshape)(?![A-Za-z])\s*|\\(?:emph|textit|textsl)\s*\{)"
)
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_YEAR_THEN_TITLE = re.compile(
    r"^(?P<names>[^()]{3,600}?)\s*[(\[]?(?:19|20)\d\d[a-z]?[)\]]?[.,:]?\s+"
    r"(?P<title>\S.{8,400}?)(?:[.?!](?=\s|$)|,\s(?=https?:|arXiv)|$)"
)
_COLON = re.compile(
    r"^(?P<names>(?:[^:.]{2,40}?,\s(?:[A-Z]\.[-\s]?){1,4}(?:,\s(?:et\s+al\.?|and\s)?)?)+):\s"
    r"(?P<title>\S.{8,400}?)(?:[.?!](?=\s|$)|$)"
)
_INITIALS = r"(?:[A-Z]\.[\s~-]?){1,4}"
_NAME = (
    rf"(?:{_INITIALS}(?:(?:[a-z]{{1,4}}|[A-Z][a-z]?\.?)\s)*[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?"
    r"|et\s+al\.?)"
)
_COMMAS = re.compile(
    rf"^(?P<names>{_NAME}(?:,?\s(?:and\s)?{_NAME}|,\s(?:and\s)?{_NAME})*),\s"
    r"(?P<title>\S.{8,400}?)(?:,\s(?=[A-Z\d]|in\s|arXiv|vol\.|pp\.)|[.?!](?=\s|$)|$)"
)
_AFTER_TITLE = re.compile(
    r"[.,]\s+(?=arxiv|abs/|https?:|doi\b|in(?:\s+proc|:|\s+[A-Z]{3,})|in\s+advances"
    r"|technical report)",
    re.IGNORECASE,
)
_SURNAME_FIRST = re.compile(
    r"(?:^|(?<=[\s,;]))(?:and\s|&\s)?((?:(?:von|van|de|der|la|di|da)\s)*[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)"
    r",\s((?:[A-Z]\.[-\s]?){1,4})"
)
_NAMES = re.compile(r",\s*and\s+|\s+and\s+|\s+&\s+|;\s*|,\s+(?=[A-Z][^,]*\s)")


def read_entry(
    key: str, text: str, blocks: list[str], span: Span | None, *, source: str = ""
) -> Reference:
    r"""Return a reference from a ``\bibitem``.

    Parameters
    ----------
    key : str
        Its key.
    text : str
        The entry as printed.
    blocks : list of str
        The same in parts, cut at each ``\newblock``.
    span : Span or None
        Its place in the document.
    source : str
        Its LaTeX, where that tells what is the title.

    Examples
    --------
    >>> text = "S. Han and J. Pool, Both weights and connections, Neural Networks, 3 (2015)."
    >>> entry = read_entry("han", text, [text], None)
    >>> entry.title, entry.authors, entry.year
    ('Both weights and connections', ('S. Han', 'J. Pool'), 2015)
    """
    text = " ".join(_GLUE.sub(" ", text[:_LONGEST_ENTRY]).split())
    parts = [" ".join(_GLUE.sub(" ", part).split()) for part in blocks]
    names, title = _names_and_title(text, [part for part in parts if part], source[:_LONGEST_ENTRY])
    years = find_years(text)
    return Reference(
        key=key,
        title=_tidy_title(title) or None,
        authors=_split_authors(names),
        year=years[-1] if years else None,
        arxiv_id=find_arxiv_id(text),
        span=span,
    )


def _names_and_title(text: str, parts: list[str], source: str) -> tuple[str, str]:
    marked = _group_after(_MARKED, source)
    if marked:
        shown = text.find(marked[:30])
        first = parts[0] if len(parts) > 1 else text[: max(shown, 0)]
        return first, marked
    italic = _ITALIC.search(source)
    within_first = italic is not None and "\\newblock" not in source[: italic.start()]
    if italic is not None and within_first:
        title = plain_field(_inside(source, italic.end()))
        before = plain_field(_without_key(source[: italic.start()]))
        plain_names = not _QUOTED.search(text) and len(find_years(before)) == 0
        if len(title) >= 12 and len(before) > 3 and plain_names:
            return before, title
    if len(parts) >= 2:
        return parts[0], parts[1]
    quoted = _QUOTED.search(text)
    if quoted:
        return text[: quoted.start()], quoted[1]
    for shape in (_YEAR_THEN_TITLE, _COLON, _COMMAS):
        match = shape.match(text)
        if match:
            return match["names"], match["title"]
    return "", ""


def _without_key(source: str) -> str:
    r"""Return what follows ``\bibitem[label]{key}``, if that stands there."""
    at = source.find("\\bibitem")
    if at < 0:
        return source
    key = re.compile(r"\{[^{}]*\}\s*").search(source, source.rfind("]", at, at + 400), at + 900)
    return source[key.end() :] if key else source


def _group_after(pattern: re.Pattern[str], source: str) -> str:
    match = pattern.search(source)
    return plain_field(_inside(source, match.end())) if match else ""


def _inside(source: str, at: int) -> str:
    """Return the rest of a group that is open at an offset."""
    depth = 1
    for match in _BRACES.finditer(source, at, at + _LONGEST_TITLE * 3):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return source[at : match.start()]
    return ""


def _tidy_title(title: str) -> str:
    title = _AFTER_TITLE.split(title, maxsplit=1)[0].strip()
    return title.strip(' .,;“”"')[:_LONGEST_TITLE]


def _split_authors(text: str) -> tuple[str, ...]:
    text = _YEAR_TEXT.sub("", text).strip(" .,():")
    pairs = _SURNAME_FIRST.findall(f"{text}.")
    if len(pairs) > 1 or (pairs and _SURNAME_FIRST.fullmatch(f"{text}.")):
        return tuple(f"{first.strip()} {last.strip()}" for last, first in pairs)[:200]
    names = (name.strip(" .,") for name in _NAMES.split(text))
    people = (name for name in names if name.lower() not in ("et al", "others"))
    return tuple(name for name in people if 1 < len(name) < 80)[:200]


_BBL_ENTRY = re.compile(r"\\entry\{([^{}]+)\}\{")
_BBL_FIELD = re.compile(
    r"\\(?:field|strng|verb)\{(title|subtitle|year|eprint|eprinttype|date|note|journaltitle|doi|url)\}"
    r"(?:\{([^\n]*)\}|\s*\\verb (\S+))"
)
_BBL_NAMES = re.compile(r"\\name\{(author|editor)\}\{\d+\}\{[^{}]*\}\{")
_BBL_FAMILY = re.compile(
    r"family=\{?([^{}\n]*?)\}?,(?:[^{}]|\{[^{}]*\}){0,300}?given=\{?([^{}\n]*?)\}?,"
)
_BBL_OLD_NAME = re.compile(r"\{\{[^{}]*\}\{([^{}]+)\}\{[^{}]*\}\{([^{}]*)\}")
_BBL_ONLY_FAMILY = re.compile(r"family=\{?([^{}\n]*?)\}?,")


def parse_bbl_entries(text: str) -> Iterator[Reference]:
    """Yield the entries of a .bbl that biber wrote for biblatex."""
    heads = list(_BBL_ENTRY.finditer(text))[:MAX_ENTRIES]
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        body = text[head.end() : min(end, head.end() + _LONGEST_ENTRY)]
        fields = {
            found[1]: plain_field(found[2] or found[3] or "") for found in _BBL_FIELD.finditer(body)
        }
        years = find_years(fields.get("year", "") or fields.get("date", ""))
        yield Reference(
            key=head[1].strip(),
            title=fields.get("title") or None,
            authors=_bbl_names(body),
            year=years[0] if years else None,
            arxiv_id=arxiv_id_of(fields),
        )


def _bbl_names(body: str) -> tuple[str, ...]:
    head = _BBL_NAMES.search(body)
    if head is None:
        return ()
    stop = body.find("\n    }", head.end())
    part = body[head.end() : stop if stop >= 0 else len(body)]
    pairs = _BBL_FAMILY.findall(part) or _BBL_OLD_NAME.findall(part)
    names = [f"{plain_field(given)} {plain_field(family)}".strip() for family, given in pairs]
    if not names:
        names = [plain_field(name) for name in _BBL_ONLY_FAMILY.findall(part)]
    return tuple(dict.fromkeys(name for name in names if name))
