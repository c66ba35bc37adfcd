"""Results that stand in sentences: *reduces FLOPs by 53% with 0.3% loss on ImageNet*.

Only what grammar decides is taken: a construction of `litscan.extraction.figures`, a clause that
speaks of the paper's own or of the unpruned network, and one data set and network that the number
can be of. A number that a table gives too is the table's. Confidence is highest where data set and
network stand in the sentence, lower where one does or the sentence before names the other, least
where only "the pruned model" is the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from litscan.document.model import Evidence, EvidenceKind, Span
from litscan.extraction.confidence import confidence_of
from litscan.extraction.figures import Figure, find_figures, may_state_figures
from litscan.extraction.ground import Ground
from litscan.extraction.hedges import is_hedged, is_of_a_layer
from litscan.extraction.mentions import Sighting
from litscan.extraction.operating_point import OperatingPoint
from litscan.extraction.own import normal
from litscan.extraction.records import PaperType, Result
from litscan.extraction.voices import Clause, clauses

__all__ = ["find_prose_results"]

_SAID = frozenset({"experiments", "results", "appendix", "discussion", "other"})
_ANNOUNCED = frozenset({"abstract", "introduction", "conclusion", "method"})
_CHANGED = re.compile(
    r"\b(?:improv\w+|gains?|gained|increas\w+|higher|better|worse|lower|gap|margin|boost\w*"
    r"|advantage|drop\w*|loss(?:es)?|degrad\w+|reduc\w+|decreas\w+|points?|more|less|of the)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:improvements?|gains?|reductions?|increases?|decreases?|drops?|loss(?:es)?|differences?"
    r"|gaps?|margins?|boosts?)\s+(?:of|by|is|was)\s+(?:an? )?(?:average )?(?:of )?$"
    r"|\b(?:by|another|extra|additional|further|of about|additional of)\s+(?:an? )?$",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:achiev|obtain|reach|attain|yield|provid|deliver|gain|get|give|result|lead|enabl|show"
    r"|demonstrat|reduc|remov|prun|compress|accelerat|cut|sav|speed)\w*",
    re.IGNORECASE,
)
_PRUNING = re.compile(r"prun|spars|compress|remov|slim", re.IGNORECASE)
_DENSE_WORDS = re.compile(
    r"\b(?:dense|baseline|original|unpruned|uncompressed|full|non-pruned|un-pruned"
    r"|pre-?trained)\b",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"\b(?:data ?sets?|sets?|corpus|corpora|benchmarks?|tasks?|challenge|toolkit|library"
    r"|optimi[sz]er|backbone|split)\s?[\[(]?$",
    re.IGNORECASE,
)
_PART_OF_ONE = re.compile(
    r"[\s-](?:like|style|layers?|modules?|blocks?|cells?|units?|data ?sets?|corpus|benchmarks?)\b"
)
_CONTRAST = re.compile(r"\s*[,;]?\s*(?:while|whilst|whereas|although|but)\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"\bpre-?\s?train\w* (?:on|with|from|using) (?:the )?(?:large(?:-scale)? )?$", re.IGNORECASE
)
_MOST_READ = 1000  # sentences with a number of measuring; long papers have a hundred
_EFFICIENCY = frozenset({"flops_removed", "params_removed", "compression_ratio", "speedup"})
_LEVEL_ORDER = ("sparsity", "params_removed", "flops_removed", "compression_ratio", "speedup")
_SHARES = frozenset({"accuracy", "top1_accuracy", "top5_accuracy", "map", "miou", "f1", "auc"})
_ACCURACIES = frozenset({"accuracy", "top1_accuracy"})
_NO_PERCENT = frozenset({"perplexity", "bleu"})
_SIGNALS = tuple(
    f"result/sentence.{named}{weak}"
    for named in ("both_named", "one_named", "none_named")
    for weak in ("", ".weak")
)


@dataclass(frozen=True)
class _Sentence:
    """A sentence with its figures, its clauses and the names in it; offsets are its own."""

    span: Span
    text: str
    figures: tuple[Figure, ...]
    clauses: tuple[Clause, ...]
    names: tuple[Sighting, ...]
    kind: EvidenceKind

    def clause_of(self, figure: Figure) -> Clause | None:
        return next((c for c in self.clauses if c.start <= figure.start < c.end), None)


def find_prose_results(
    ground: Ground, tabled: Iterable[Result], paper_type: PaperType
) -> tuple[Result, ...]:
    """Return the results that sentences state and no table does, in reading order.

    Parameters
    ----------
    ground : Ground
        The document's ground.
    tabled : iterable of Result
        The results of its tables; a number among them is not taken again.
    paper_type : PaperType
        A survey or theory paper has no results of its own in its sentences.
    """
    if paper_type in ("survey", "theory"):
        return ()
    printed = {(_family(item.metric), abs(item.value)) for item in tabled}
    found: dict[tuple[object, ...], Result] = {}
    for sentence in _sentences(ground):
        for result in _unambiguous(_results(ground, sentence)):
            if (_family(result.metric), abs(result.value)) in printed:
                continue
            key = (result.metric, result.value, result.is_dense_baseline)
            known = found.get(key)
            if known is None or _SIGNALS.index(result.signal) < _SIGNALS.index(known.signal):
                found[key] = result
    return tuple(sorted(found.values(), key=lambda item: item.evidence[0].start))


def _unambiguous(results: Iterable[Result]) -> Iterator[Result]:
    """Yield the results of a sentence that gives no second number for the same thing."""
    told: dict[tuple[object, ...], list[Result]] = {}
    for item in results:
        subject = (item.metric, item.dataset, item.architecture, item.own, item.operating_point)
        told.setdefault(subject, []).append(item)
    for alike in told.values():
        if len({item.value for item in alike}) == 1:
            yield alike[0]


def _family(metric: str) -> str:
    for stem in ("accuracy", "error"):
        if metric.endswith(stem) and "5" not in metric:
            return stem
    return metric


def _sentences(ground: Ground) -> Iterator[_Sentence]:
    document, left = ground.document, _MOST_READ
    tables = [table.span for table in document.tables]
    captions = [caption.span for caption in document.captions]
    for sentence in document.sentences:
        span = sentence.span
        zone, role = ground.scan.zones.at(span.start), ground.scan.zones.role_at(span.start)
        if zone == "outside" or role not in _SAID | _ANNOUNCED:
            continue
        text = document.quote(span)
        if not (any(map(str.isdigit, text)) and _names_nearby(ground, span)):
            continue
        if not may_state_figures(text) or is_hedged(text):
            continue
        if any(span.start < table.end and table.start < span.end for table in tables):
            continue
        left -= 1
        if left < 0:
            return
        figures = find_figures(text)
        if not figures:
            continue
        kind: EvidenceKind = "text"
        if role == "abstract":
            kind = "abstract"
        elif any(c.start <= span.start < c.end for c in captions):
            kind = "caption"
        yield _sentence(ground, span, text, figures, kind)


def _names_nearby(ground: Ground, span: Span) -> bool:
    """Whether a sentence, the one before or the heading names what its numbers can be of."""
    before = ground.document.sentence_at(span.start - 2)
    start = before.span.start if before is not None else span.start
    if ground.scan.sightings.within(Span(start, span.end), "dataset", "architecture"):
        return True
    section = ground.document.section_at(span.start)
    label = ground.scan.label(section.title if section else "")
    return bool(label.datasets or label.architectures)


def _sentence(
    ground: Ground, span: Span, text: str, figures: tuple[Figure, ...], kind: EvidenceKind
) -> _Sentence:
    own = {normal(name) for name in ground.scan.own_names}
    names, known, others = [], [], []
    for item in ground.scan.sightings.within(span, "dataset", "architecture", "method", "task"):
        place = (item.start - span.start, item.end - span.start)
        if item.name.kind != "method":
            known.append(place)
            if item.name.kind != "task":
                names.append(item)
        elif normal(item.surface) in own or normal(item.name.name) in own:
            known.append(place)
        else:
            others.append(place[0])
    for name in ground.scan.own_names:
        known.extend(match.span() for match in re.finditer(re.escape(name), text))
    ends = {end for _, end in known}
    for citation in ground.document.citations:
        start = citation.span.start - span.start
        if 0 <= start < len(text) and not (
            any(end <= start <= end + 3 for end in ends) or _OF_A_THING.search(text, 0, start)
        ):
            others.append(start)
    told = clauses(text, ground.scan.own_names, known, others)
    return _Sentence(span, text, figures, told, tuple(names), kind)


def _results(ground: Ground, sentence: _Sentence) -> Iterator[Result]:
    performance = [f for f in sentence.figures if f.kind != "level"]
    levels = [f for f in sentence.figures if f.kind == "level"]
    for figure in performance:
        clause = sentence.clause_of(figure)
        if clause is None or clause.reference or clause.bracketed:
            continue
        is_dense = _is_dense(sentence, figure, clause)
        if is_dense is None or not _reads_as_stated(sentence, figure):
            continue
        point = None if is_dense else _point(sentence, figure, levels)
        yield from _result(ground, sentence, figure, clause, point, is_dense=is_dense)
    if not performance and sentence.kind != "caption":
        yield from _efficiency(ground, sentence, levels)


def _efficiency(ground: Ground, sentence: _Sentence, levels: Sequence[Figure]) -> Iterator[Result]:
    """Yield what was saved, where a sentence states it as what the own method reaches."""
    if is_of_a_layer(sentence.text):
        return
    for figure in levels:
        clause = sentence.clause_of(figure)
        if clause is None or clause.voice != "own" or clause.weak:
            continue
        if clause.reference or clause.bracketed or figure.measure not in _EFFICIENCY:
            continue
        if _refers_to_others(sentence, figure):
            continue
        if _REACHED.search(sentence.text, clause.start, figure.end):
            yield from _result(ground, sentence, figure, clause, None, is_dense=False)


def _is_dense(sentence: _Sentence, figure: Figure, clause: Clause) -> bool | None:
    """Return whether a figure is the unpruned network's, or None if it is not clear whose."""
    if figure.kind == "before":
        told = clause.voice in ("own", "unknown") and _PRUNING.search(sentence.text)
        return True if told and not _refers_to_others(sentence, figure) else None
    if figure.kind == "drop":
        own = clause.voice == "own" and not _refers_to_others(sentence, figure)
        return False if own else None
    if clause.voice == "own" and clause.since > figure.end:
        return None  # "43% for one and 96% for ours"
    return {"own": False, "dense": True}.get(clause.voice)


def _refers_to_others(sentence: _Sentence, figure: Figure) -> bool:
    """Whether a loss or saving is counted from something else than the unpruned network.

    *40% fewer FLOPs than ResNet-50* is a saving on ResNet-50, *1.2% less accurate than ResNet-50*
    is a comparison.
    """
    networks = [
        item.start - sentence.span.start
        for item in sentence.names
        if item.name.kind == "architecture" and figure.kind == "level"
    ]
    return any(
        clause.reference
        and not _DENSE_WORDS.search(sentence.text, clause.start, clause.end)
        and not any(clause.start <= at < clause.end for at in networks)
        for clause in sentence.clauses
    )


def _reads_as_stated(sentence: _Sentence, figure: Figure) -> bool:
    """Whether nothing beside a figure makes it a difference or a share of something else."""
    if figure.kind != "value":
        return True
    before = sentence.text[max(figure.first - 26, 0) : figure.first]
    after = sentence.text[figure.last : figure.last + 14]
    if _BY.search(before) or _CHANGED.search(after):
        return False
    value, measure = figure.quantity.value, figure.measure or "accuracy"
    fraction = value <= 1 and figure.quantity.decimals >= 2 and not figure.quantity.unit
    if measure in _SHARES and not fraction:
        return value >= 20 and (figure.quantity.unit == "percent" or value > 30)
    return True


def _point(sentence: _Sentence, figure: Figure, levels: Sequence[Figure]) -> OperatingPoint | None:
    """Return the one operating point a sentence gives for a figure, or None."""
    if is_of_a_layer(sentence.text):
        return None
    clause = sentence.clause_of(figure)
    usable = [f for f in levels if (c := sentence.clause_of(f)) is None or not c.reference]
    near = [f for f in usable if sentence.clause_of(f) == clause]
    for group in (near, usable):
        for kind in _LEVEL_ORDER:
            same = [f for f in group if f.measure == kind]
            if len(same) == 1:
                unit = "factor" if same[0].quantity.unit == "factor" else "percent"
                return OperatingPoint(kind, same[0].quantity.value, unit)
            if same:
                return None
    return None


def _result(
    ground: Ground,
    sentence: _Sentence,
    figure: Figure,
    clause: Clause,
    point: OperatingPoint | None,
    *,
    is_dense: bool,
) -> Iterator[Result]:
    dataset = _about(ground, sentence, figure, "dataset")
    network = _about(ground, sentence, figure, "architecture")
    if dataset is None or network is None or not (dataset.name or network.name):
        return
    if not _fits(ground, figure, dataset):
        return
    if figure.measure is None and figure.kind == "value" and not _classifies(ground, dataset):
        return
    here = dataset.here + network.here
    weak = clause.weak or not (dataset.name and network.name)
    signal = _SIGNALS[2 * (2 - here) + weak]
    metric = figure.measure or "accuracy"
    if figure.kind == "drop":
        metric = "accuracy_drop" if metric in _ACCURACIES else f"{metric}_drop"
    own = ground.scan.own_names[0] if ground.scan.own_names else "this paper's method"
    yield Result(
        method="dense" if is_dense else own,
        own=not is_dense,
        architecture=network.name,
        dataset=dataset.name,
        task=None,
        metric=metric,
        value=figure.quantity.value,
        unit=_unit(figure),
        uncertainty=None,
        is_dense_baseline=is_dense,
        operating_point=point,
        confidence=confidence_of(signal),
        evidence=(_evidence(ground, sentence),),
        signal=signal,
    )


def _fits(ground: Ground, figure: Figure, dataset: _About) -> bool:
    """Whether a data set can have a measure: no text to be predicted has an accuracy."""
    name = ground.scan.vocabulary.lookup(dataset.name, "dataset") if dataset.name else None
    if name is None or figure.kind == "level" or figure.measure is None:
        return True
    of_language = name.attributes.get("task") == "language modelling"
    return of_language == (figure.measure in ("perplexity", "bpc"))


def _classifies(ground: Ground, dataset: _About) -> bool:
    """Whether a bare percentage on a data set is an accuracy."""
    name = ground.scan.vocabulary.lookup(dataset.name, "dataset") if dataset.name else None
    return (
        dataset.here
        and name is not None
        and bool(
            name.attributes.get("classes") or name.attributes.get("task") == "image classification"
        )
    )


def _evidence(ground: Ground, sentence: _Sentence) -> Evidence:
    return ground.document.evidence(sentence.span, sentence.kind)


def _unit(figure: Figure) -> str:
    quantity = figure.quantity
    if quantity.unit == "factor":
        return "factor"
    if figure.measure in _NO_PERCENT:
        return ""
    if quantity.unit == "" and quantity.value <= 1 and quantity.decimals >= 2:
        return "fraction"
    return "percent"


@dataclass(frozen=True, slots=True)
class _About:
    """A data set or network a figure may be of; `here` says that its own sentence names it."""

    name: str | None
    here: bool


def _usable(sentence: _Sentence, items: Iterable[Sighting]) -> list[Sighting]:
    kept = []
    for item in items:
        at = item.start - sentence.span.start
        compared = any(c.reference and c.start <= at < c.end for c in sentence.clauses)
        if not compared and not _set_apart(sentence.text, at, at + item.end - item.start, item):
            kept.append(item)
    return kept


def _set_apart(text: str, start: int, end: int, item: Sighting) -> bool:
    """Whether a name says what something is made of or comes from, not what was measured."""
    if item.name.kind == "architecture" and _PART_OF_ONE.match(text, end):
        return True
    return _SOURCE.search(text, max(start - 40, 0), start) is not None


def _generic(item: Sighting) -> bool:
    return bool(item.name.attributes.get("generic"))


def _covers(item: Sighting, items: Sequence[Sighting]) -> bool:
    """Whether a family's bare name stands for a member that is named too."""
    return any(
        other.name.attributes.get("family") == item.name.name and other is not item
        for other in items
    )


def _about(ground: Ground, sentence: _Sentence, figure: Figure, kind: str) -> _About | None:
    """Return the one name a figure is of; None if several come into question."""
    items = _usable(sentence, (item for item in sentence.names if item.name.kind == kind))
    names = tuple(dict.fromkeys(item.name.name for item in items))
    if any(_generic(item) and not _covers(item, items) for item in items):
        specific = len([i for i in items if not _generic(i)])
        return None if specific else _About(None, here=False)
    if len(names) == 1:
        return _About(names[0], here=True)
    if not names:
        return _context(ground, sentence, kind)
    items = [item for item in items if not _generic(item)]
    names = tuple(dict.fromkeys(item.name.name for item in items))
    if len(names) == 1:
        return _About(names[0], here=True)
    alike = [f for f in sentence.figures if (f.kind, f.measure) == (figure.kind, figure.measure)]
    if "respectively" in sentence.text and len(alike) == len(names):
        return _About(names[alike.index(figure)], here=True)
    return _nearest(sentence, figure, items)


def _nearest(sentence: _Sentence, figure: Figure, items: Sequence[Sighting]) -> _About | None:
    """Return the one name that stands between a figure and the next, else before it."""
    if "respectively" in sentence.text:
        return None
    offset = sentence.span.start
    peers = [f for f in sentence.figures if f.kind == figure.kind]
    after = min((f.first for f in peers if f.start > figure.start), default=len(sentence.text))
    before = max((f.last for f in peers if f.start < figure.start), default=0)
    clause = sentence.clause_of(figure)
    stop = min(after, clause.end if clause else after)
    if clause is not None and _CONTRAST.match(sentence.text, clause.end):
        after = stop
    for low, high in ((figure.end, stop), (figure.end, after), (before, figure.start)):
        names = {i.name.name for i in items if low <= i.start - offset < high}
        if len(names) == 1:
            return _About(names.pop(), here=True)
        if names:
            return None
    return None


def _context(ground: Ground, sentence: _Sentence, kind: str) -> _About:
    """Return the one name that the sentence before, in the same paragraph, or the heading gives."""
    if sentence.kind in ("abstract", "caption"):
        return _About(None, here=False)
    before = ground.document.sentence_at(sentence.span.start - 2)
    if before is not None and before.span.end <= sentence.span.start:
        between = ground.document.text[before.span.end : sentence.span.start]
        near = ground.scan.sightings.within(before.span) if "\n\n" not in between else ()
        text = ground.document.text
        items = [
            item
            for item in near
            if item.name.kind == kind and not _set_apart(text, item.start, item.end, item)
        ]
        names = {item.name.name for item in items if not _generic(item)}
        vague = any(_generic(item) and not _covers(item, items) for item in items)
        if names:
            known = len(names) == 1 and not vague
            return _About(names.pop() if known else None, here=False)
    section = ground.document.section_at(sentence.span.start)
    label = ground.scan.label(section.title if section else "")
    headed = label.datasets if kind == "dataset" else label.architectures
    return _About(headed[0] if len(headed) == 1 else None, here=False)
