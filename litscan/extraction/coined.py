"""Names that are in no word list: a paper's own networks, and data sets only its tables name.

Four signs make a name: a size after a proper name (``Nemotron-4 15B``), a make of network with an
adjective the paper keeps using (``small-MLP``), "the X dataset", and a place in a table under or
beside the word *dataset*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from litscan.document.model import Document, Table
from litscan.extraction.labels import column_kind
from litscan.extraction.measures import read_heading
from litscan.tables.numbers import parse_number
from litscan.vocabulary.names import Mention, Name, NameKind

__all__ = ["coined_names"]

_MOST = 40
_THINGS = ("architecture", "dataset", "method")
_FEWEST_USES = 2
_WORD = re.compile(r"\w+")
_FEWEST_USES_OF_ADJECTIVE = 3
_SIZED = re.compile(
    r"(?<![\w-])(?P<stem>[A-Z][A-Za-z]*[A-Za-z][A-Z]?(?:-[A-Z][A-Za-z]+)*(?:[- ]?v?\d(?:\.\d)?)?)"
    r"[- ]\d{1,3}(?:\.\d{1,2})?(?:B|M|b)(?:-(?:Chat|Instruct|Base|chat|instruct))?(?![\w-])"
)
_MAKES = r"(?:MLP|CNN|ConvNet|FCN|LSTM|GRU|RNN|Transformer|GCN|GNN|DNN|perceptron|autoencoder)"
_ADJECTIVE = re.compile(
    rf"\b(?P<name>(?:small|large|tiny|big|wide|deep|shallow|narrow|medium|mini|toy)-{_MAKES})\b",
    re.IGNORECASE,
)
_THE_DATASET = re.compile(
    r"\b(?:the|on|of|and|using) (?P<name>(?:[A-Z][\w+#-]*|[a-z]+[A-Z][\w-]*)"
    r"(?: (?:[A-Z][\w+#-]*|\d+)){0,2}) (?:data ?sets?|benchmarks?|corpus)\b"
)
_COMMON = re.compile(
    r"table|figure|fig|section|appendix|eq|equation|part|panel|over|only|about|with|from|a"
    r"|an|the|this|our|for|all|both|each|these|those|training|test|validation|public|real"
    r"|synthetic|large|small|gpu|cpu|nvidia|evaluation|zero-shot|few-shot|vision|language"
    r"|image|text|calibration|pre-training|fine-tuning|downstream|benchmark|following"
    r"|average|avg|mean|total|overall|method|methods|model|models|metric|metrics|time|size"
    r"|params|flops|acc|accuracy|ppl|sparsity|dense|baseline|ours|ratio|reasoning"
    r"|classification|source|target|train|samples|features|classes|type|url|datasets?"
    r"|tasks?|domains?|scores?|speedup|latency|memory|name|settings?|split",
    re.IGNORECASE,
)
_MOST_CELL = 24
_NAMELIKE = re.compile(r"[A-Z][\w+#.&'-]*(?: [\w+#.&'()-]+){0,2}")


def coined_names(document: Document, known: Iterable[Mention]) -> dict[str, tuple[Name, ...]]:
    """Return the names a paper coins or that only its tables give, by spelling.

    Parameters
    ----------
    document : Document
        The paper.
    known : iterable of Mention
        What the vocabulary finds in its text: none of it is coined.
    """
    known = tuple(known)
    taken = {mention.surface for mention in known if mention.name.kind in _THINGS}
    covered = _Covered(known)
    found: dict[str, tuple[Name, ...]] = {}
    for kind, name, spelling in chain(
        _sized(document, covered),
        _with_adjective(document),
        _called_dataset(document, covered),
        _in_tables(document, taken),
    ):
        found.setdefault(spelling, (Name(kind, name, (), {"coined": True}),))
        if len(found) == _MOST:
            break
    return found


class _Covered:
    """Whether a stretch of text overlaps anything the vocabulary knows."""

    def __init__(self, known: Iterable[Mention]) -> None:
        self._starts = sorted(
            (mention.start, mention.end)
            for mention in known
            if mention.name.kind in (*_THINGS, "software", "hardware")
        )

    def __call__(self, start: int, end: int) -> bool:
        from bisect import bisect_left

        index = bisect_left(self._starts, (end, 0))
        return any(last > start for _, last in self._starts[max(index - 4, 0) : index])


def _sized(document: Document, covered: _Covered) -> Iterator[tuple[NameKind, str, str]]:
    text = document.text
    words = _word_counts(text)
    for match in _SIZED.finditer(text):
        stem = match["stem"]
        if covered(match.start(), match.end()) or _is_rare(match[0], words):
            continue
        if text.count(match[0]) < _FEWEST_USES:
            continue
        if _proper(stem, text) and _in_running_text(stem, document):
            yield "architecture", re.sub(r"\s+", " ", match[0]), match[0]


def _word_counts(text: str) -> Counter[str]:
    return Counter(match[0] for match in _WORD.finditer(text))


def _is_rare(name: str, counts: Counter[str]) -> bool:
    """Whether some word of a name stands in the text too seldom for the name to be in use.

    Asked before the whole text is looked through for the name, which thousands of names would
    make long.
    """
    return any(counts[word[0]] < _FEWEST_USES for word in _WORD.finditer(name))


def _proper(stem: str, text: str) -> bool:
    """Whether a stem is a name: capitals or digits within, and no common word of the text."""
    word = re.split(r"[- \d]", stem)[0]
    if _COMMON.fullmatch(word) or len(word) < 3:
        return False
    return re.search(rf"\b{re.escape(word.lower())}\b", text) is None


def _in_running_text(stem: str, document: Document) -> bool:
    """Whether a name stands outside tables as well: what never does may be misread."""
    inside = sum(document.text.count(stem, t.span.start, t.span.end) for t in document.tables)
    return document.text.count(stem) > inside


def _with_adjective(document: Document) -> Iterator[tuple[NameKind, str, str]]:
    uses = Counter(match["name"] for match in _ADJECTIVE.finditer(document.text))
    for name, count in sorted(uses.items()):
        if count >= _FEWEST_USES_OF_ADJECTIVE:
            yield "architecture", name, name


def _called_dataset(document: Document, covered: _Covered) -> Iterator[tuple[NameKind, str, str]]:
    uses: Counter[str] = Counter()
    for match in _THE_DATASET.finditer(document.text):
        name = match["name"]
        words = name.split()
        if covered(*match.span("name")) or any(map(_COMMON.fullmatch, words)):
            continue
        letters = re.sub(r"[^A-Za-z]", "", name)
        if sum(letter.isupper() for letter in letters) >= 2 or re.search(r"\d", name):
            uses[name] += 1
    counted = _word_counts(document.text)
    for name in sorted(uses):
        if _is_rare(name, counted) or document.text.count(name) < _FEWEST_USES:
            continue
        seen = re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", document.text)
        if len(list(islice(seen, _FEWEST_USES))) == _FEWEST_USES:
            yield "dataset", name, name


def _in_tables(document: Document, taken: set[str]) -> Iterator[tuple[NameKind, str, str]]:
    for table in document.tables:
        for text in _beside_dataset(table):
            if _may_name_dataset(text) and not any(name in text for name in taken):
                yield "dataset", text, text


def _beside_dataset(table: Table) -> Iterator[str]:
    """Yield the labels that stand to the right of or below a cell that says *dataset*."""
    rows = table.rows
    for number, row in enumerate(rows):
        if not row or column_kind(row[0].text) != "dataset" or row[0].covered_by is not None:
            continue
        right = [cell.text for cell in row[1:] if cell.covered_by is None and cell.text]
        values = [text for text in right if parse_number(text) is not None]
        measured = any(
            read_heading((text,)).measure not in (None, "average")
            for text in right
            if len(text) < _MOST_CELL
        )
        named = [text for text in right if _may_name_dataset(text)]
        if values:
            continue
        if not measured and len(named) >= max(2, len(set(right)) // 2):
            yield from named
        elif number < max(table.header_rows, 1):
            for cells in rows[number + 1 :]:
                if any(parse_number(cell.text) is not None for cell in cells[1:]):
                    yield cells[0].text


def _may_name_dataset(text: str) -> bool:
    if len(text) > _MOST_CELL or not _NAMELIKE.fullmatch(text):
        return False
    if any(_COMMON.fullmatch(word.strip(".")) for word in re.split(r"[\s()]", text)):
        return False
    return read_heading((text,)).measure is None and parse_number(text) is None
