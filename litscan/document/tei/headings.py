"""Which of the heads that GROBID marks are headings, decided for a whole paper at once.

GROBID takes list items, formulas and table fragments for heads, joins two headings that nothing
stands between, and leaves headings that run into their paragraph inside it. A paper's own numbers
tell them apart: the headings are the longest chain of numbers that climb as an outline does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from litscan.document.headings import role_of_heading, split_number

__all__ = ["Candidate", "Decision", "decide_headings", "looks_like_title", "run_in_headings"]

_DIGITS = re.compile(r"(?P<first>\d{1,2})(?P<rest>(?:\.\d{1,2}){0,4})\.?")
_LETTERS = re.compile(r"(?P<first>[A-Z])(?P<digit>\d{0,2})(?P<rest>(?:\.\d{1,2}){0,4})\.?")
_ROMAN = re.compile(r"(?:I|V|X)[IVX]{1,4}\.?")
_OPENING_NUMBER = re.compile(
    r"(?:(?:Chapter|Section)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){1,4}\.?|\d{1,2}\.|[IVX]{2,5}\."
    r"|[A-Z]\d{0,2}(?:\.\d{1,2}){0,4}\.?|(?<=Chapter )\d{1,2}|(?<=Section )\d{1,2})"
    r"(?:\s+(?P<title>\S.*)|$)",
    re.DOTALL,
)
_JOINED = re.compile(r"\s(?P<number>(?:\d{1,2}|[A-Z])\.1)\.?\s+(?=[A-Z])")
_BEFORE_LETTER = re.compile(
    r"(?:Supplement(?:ary|al) (?:Materials?|Information)|Supplements?|Appendix|Appendices)"
    r"(?=\s+[A-Z]\.?\s+[A-Z])",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(
    r"abstract$|acknowled?ge?ments?\b|references?$|bibliography$|appendi|supplement|limitations?\b"
    r"|conclu|ethic|broader|societal|impact|reproducib|author contrib|disclosure|funding"
    r"|conflicts? of|competing|(?:code|data)\b.*\b(?:availab|code|data|access)|.*\bchecklist\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:fig(?:ure|\.)|table|algorithm|theorem|lemma|definition|proposition|corollary|remark"
    r"|example|assumption|step|case|eq(?:uation|\.))\s*[\d(]|(?:sketch of )?proof\s*(?:[.:(]|$)"
    r"|\d+\s*[:)]",
    re.IGNORECASE,
)
_OPENERS = (
    "now since then thus hence therefore it its this that these those let suppose assume if where "
    "we given by because so note recall here there they when while such"
)
_SENTENCE_OPENS = frozenset(_OPENERS.split())
_RUN_IN = re.compile(
    r"(?:\A\s*|(?<=[.;:)\]]\s))(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.\s+"
    r"(?P<title>[^\W\d_a-z][^.;=]{2,120}?)\.(?=\s+[A-Z(]|\s*\Z)"
)
_LONGEST_TITLE = 160
_MOST_WORDS = 18
_FEWEST_NUMBERED = 3
_MOST_CANDIDATES = 600
_WIDEST_GAP = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a heading, in reading order.

    Attributes
    ----------
    shown : str
        The text, white space single.
    number : str or None
        The number the file gives apart from the text (``head/@n``).
    annex : bool
        Whether it stands among the appendices.
    run_in : bool
        Whether it was found inside a paragraph, where only its number speaks for it.
    """

    shown: str
    number: str | None = None
    annex: bool = False
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """One heading inside a candidate's text: where it begins and ends, and what it says."""

    start: int
    end: int
    number: str | None
    title: str
    level: int


def looks_like_title(shown: str) -> bool:
    """Return whether a text reads like a heading rather than a formula, fragment or sentence.

    Examples
    --------
    >>> looks_like_title("SVD-based node2vec"), looks_like_title("N N j=1")
    (True, False)
    >>> looks_like_title("Since we can further decompose"), looks_like_title("end procedure")
    (False, False)
    """
    plain = shown.strip()
    words = plain.split()
    if not words or len(plain) > _LONGEST_TITLE or len(words) > _MOST_WORDS:
        return False
    letters = sum(c.isalpha() for c in plain)
    solid = sum(not c.isspace() for c in plain)
    if letters < 3 or letters < 0.7 * solid or not re.search(r"[^\W\d_]{3}", plain):
        return False
    if plain[-1] in ",;=(–-" or "=" in plain or not (plain[0].isupper() or plain[0].isdigit()):
        return False
    return words[0].lower() not in _SENTENCE_OPENS and _NO_TITLE.match(plain) is None


def run_in_headings(text: str) -> list[tuple[int, int]]:
    """Return where ``2.1. Setup.`` may head what follows it inside a paragraph.

    Examples
    --------
    >>> text = "3.1. Game Theory. In this section we play."
    >>> [text[start:end] for start, end in run_in_headings(text)]
    ['3.1. Game Theory.']
    """
    return [
        (match.start("number"), match.end())
        for match in _RUN_IN.finditer(text)
        if looks_like_title(match["title"])
    ]


def decide_headings(candidates: Sequence[Candidate]) -> list[tuple[Decision, ...]]:
    """Return for each candidate the headings it holds: none, one, or two that were joined.

    In a paper with numbered sections, a head without a number is a section only if papers
    customarily leave it unnumbered (acknowledgements, references, limitations); other heads that
    read like titles become headings of level 4, below all numbered ones.

    Examples
    --------
    >>> found = decide_headings([Candidate("Introduction", "1"), Candidate("Method", "2"),
    ...     Candidate("x = 1"), Candidate("Dataset"), Candidate("Setup", "2.1"),
    ...     Candidate("end for", "44"), Candidate("Results", "3")])
    >>> [(d.number, d.title, d.level) for parts in found for d in parts]
    [('1', 'Introduction', 1), ('2', 'Method', 1), (None, 'Dataset', 4), ('2.1', 'Setup', 2), \
('3', 'Results', 1)]
    """
    parts = [_parts(candidate) for candidate in candidates]
    flat = [(index, part) for index, found in enumerate(parts) for part in found]
    roman = sum(1 for _, part in flat if _ROMAN.fullmatch(part.number or ""))
    arabic = sum(1 for _, part in flat if part.number and part.number[0].isdigit())
    if roman > max(arabic, 1):
        return [
            _roman(candidate, found) for candidate, found in zip(candidates, parts, strict=True)
        ]
    # GROBID moves parts of the appendices behind the rest, where their numbers begin anew
    body = [pair for pair in flat if not candidates[pair[0]].annex]
    annex = [pair for pair in flat if candidates[pair[0]].annex]
    chain = _chain(candidates, body[:_MOST_CANDIDATES])
    chain += _chain(candidates, annex[:_MOST_CANDIDATES])
    numbered = sum(1 for _, part in chain if part.number and part.number[0].isdigit())
    numbered_paper = numbered >= _FEWEST_NUMBERED
    kept = {(index, part.start) for index, part in chain}
    decided: list[tuple[Decision, ...]] = []
    for index, candidate in enumerate(candidates):
        found = [part for part in parts[index] if (index, part.start) in kept]
        if found:
            decided.append(tuple(_levelled(part) for part in found))
        elif candidate.run_in:
            decided.append(())
        else:
            decided.append(_unchained(candidate, numbered_paper=numbered_paper))
    return decided


def _unchained(candidate: Candidate, *, numbered_paper: bool) -> tuple[Decision, ...]:
    shown = candidate.shown
    if not looks_like_title(shown):
        return ()
    level = 1
    if numbered_paper and not _UNNUMBERED.match(shown):
        level = 4
    elif not numbered_paper and candidate.number:
        given = candidate.number.rstrip(".")
        return (Decision(0, len(shown), given, shown, given.count(".") + 1),)
    number, title = (None, shown) if level == 4 else split_number(shown)
    return (Decision(0, len(shown), number, title, level),)


def _levelled(part: Decision) -> Decision:
    number = part.number or ""
    return Decision(part.start, part.end, part.number, part.title, min(number.count(".") + 1, 5))


def _roman(candidate: Candidate, parts: Sequence[Decision]) -> tuple[Decision, ...]:
    """Decide in the style ``II.``, ``A.``, where letters number the second level."""
    numbered = [part for part in parts if part.number]
    if not numbered or not looks_like_title(numbered[0].title):
        if candidate.number or not looks_like_title(candidate.shown):
            return ()
        level = 1 if _UNNUMBERED.match(candidate.shown) else 4
        return (Decision(0, len(candidate.shown), None, candidate.shown, level),)
    number = numbered[0].number or ""
    level = 1 if re.fullmatch(r"[IVX]+", number) else 2 if number.isalpha() else 3
    return (Decision(0, len(candidate.shown), number, numbered[0].title, level),)


def _parts(candidate: Candidate) -> list[Decision]:
    """Split a candidate into the numbered headings it may hold."""
    shown = candidate.shown
    if candidate.number:
        number = candidate.number.strip().rstrip(".")
        return _joined(number, shown, 0)
    before = _BEFORE_LETTER.match(shown)
    start = before.end() + 1 if before else 0
    match = _OPENING_NUMBER.match(shown, start)
    if match is None:
        return []
    title = match["title"] or ""
    return _joined(match["number"].rstrip("."), title, match.start("title") if title else start)


def _joined(number: str, title: str, offset: int) -> list[Decision]:
    joined = _JOINED.search(title)
    if joined and joined["number"] == f"{number}.1":
        first = Decision(0, offset + joined.start(), number, title[: joined.start()], 1)
        rest = title[joined.end() :]
        start = offset + joined.start() + 1
        return [first, Decision(start, offset + len(title), joined["number"], rest, 2)]
    return [Decision(0, offset + len(title), number, title, 1)]


def _key(number: str) -> tuple[int, ...] | None:
    """Return a number as what orders it; letters come after all digits."""
    if match := _DIGITS.fullmatch(number):
        first = [int(match["first"])]
    elif match := _LETTERS.fullmatch(number):
        first = [100 + ord(match["first"]) - ord("A"), int(match["digit"] or 0)]
    else:
        return None
    return (*first, *(int(part) for part in match["rest"].split(".") if part))


def _follows(last: tuple[int, ...], key: tuple[int, ...]) -> bool:
    """Return whether a number may come next in an outline from which some were lost."""
    if key <= last:
        return False
    if last[0] < 100 <= key[0]:
        return key[0] - 100 <= _WIDEST_GAP
    where = next((i for i, (a, b) in enumerate(zip(last, key, strict=False)) if a != b), len(last))
    gap = key[where] - (last[where] if where < len(last) else 0)
    return gap <= _WIDEST_GAP + (where > 0)


def _chain(
    candidates: Sequence[Candidate], flat: Sequence[tuple[int, Decision]]
) -> list[tuple[int, Decision]]:
    """Return the heaviest run of numbers that climbs as an outline does."""
    usable: list[tuple[tuple[int, int, Decision], tuple[int, ...]]] = []
    for index, part in flat:
        key = _key(part.number or "")
        if key is not None:
            usable.append(((index, part.start, part), key))
    best: list[float] = []
    before: list[int] = []
    for at, ((index, _, part), key) in enumerate(usable):
        weight = _weight(candidates[index], part)
        begins = candidates[index].annex or key[0] <= _WIDEST_GAP + 1
        top, link = (0.0 if begins else float("-inf")), -1
        for earlier in range(at):
            if best[earlier] > top and _follows(usable[earlier][1], key):
                top, link = best[earlier], earlier
        best.append(top + weight)
        before.append(link)
    at = max(range(len(best)), key=best.__getitem__, default=-1)
    chain: list[tuple[int, Decision]] = []
    while at >= 0 and best[at] > 0:
        (index, _, part), _key_of_part = usable[at]
        chain.append((index, part))
        at = before[at]
    return chain[::-1]


def _weight(candidate: Candidate, part: Decision) -> float:
    """Say how much a numbered head counts: fully if it reads like a title."""
    number = part.number or ""
    doubtful = candidate.run_in or (len(number) == 1 and not candidate.number)
    if not looks_like_title(part.title):
        return 0.1 if candidate.number and part.title[:1].isupper() else -1.0
    if part.title.rstrip().endswith((":", ",")):
        return 0.2
    weight = 1.0 if role_of_heading(part.title) is None else 1.2
    return 0.8 * weight if doubtful else weight
