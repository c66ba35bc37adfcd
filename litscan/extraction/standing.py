"""What the place of a name and the words around it say of the part it plays.

A data set that weights were pre-trained on, calibration text, a network that the paper's own are
held against, "the Transformer layer": none of these is evaluated by being named, even in the
experiments. `Standing.strength` is how strongly one sighting says *evaluated*.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cached_property

from litscan.document.model import Span
from litscan.extraction.cues import LONGEST_SENTENCE
from litscan.extraction.ground import Ground
from litscan.extraction.mentions import Sighting
from litscan.extraction.readings import TableReading, ValueReading

__all__ = ["Standing", "Strength"]

_LANGUAGE_MEASURES = frozenset({"perplexity", "loss", "bpc", "bpb"})
_PRETRAINED = re.compile(
    r"\bpre-?\s?train(?:ed|ing)?\b(?:(?!\b(?:fine-?\s?tun\w*|evaluat\w*|test\w*|prun\w*|then)\b)"
    r"[^.;]){0,160}\b(?:on|with|using|from|over)\b"
    r"(?:(?!\b(?:fine-?\s?tun\w*|evaluat\w*|test\w*|prun\w*|we|then|models? on|networks? on)\b)"
    r"[^.;]){0,120}$",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:compar\w+|outperform\w*|surpass\w*|than|versus|vs\.?|similar to|same as|between"
    r"|competitive with|relative to|unlike"
    r"|(?:same|similar|comparable|equal|identical|faster|better|smaller)(?! to)[^.;]{0,60} as)\b"
    r"(?:(?!\b(?:on|for|using|in|we|prun(?:e|ing)|train\w*|appl\w+)\b)[^.;]){0,200}$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[\s-]*(?:layers?|blocks?|modules?|heads?|decoder|encoder|components?|sub-?layers?|units?"
    r"|architectures?|based|style|like|part|stage|family|intermediate|in/|expansion|dimension"
    r"|hidden|weights?|neurons?)\b",
    re.IGNORECASE,
)
_SETUP_OF = re.compile(r"\s(?:set-?ups?|recipes?|protocols?|papers?|authors?)\b")
_CLAUSE_END = re.compile(r"[,;:.]\s|\band (?=we\b|test|evaluat)")
_CORPUS_TESTED = re.compile(
    r"(?:\bperplexit\w*|\bppl\b|\bevaluat\w*|\bbits[ -]per[ -]\w+|\b(?:test|validation) "
    r"(?:set|loss))"
    r"(?:(?!\bwe\b)[^.;]){0,60}\b(?:on|of|for|over)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_TESTED_AFTER = re.compile(
    r"\W{0,2}(?:validation |test )?(?:set )?(?:perplexit|ppl\b|evaluation)", re.IGNORECASE
)
_CORPUS_USED = re.compile(
    r"calibrat|fine-?\s?tun|pre-?\s?train|instruction|sample[sd]? from|LoRA|retrain|distill",
    re.IGNORECASE,
)
_OTHER_DATA = re.compile(
    r"calibrat|different (?:\w+ )?(?:data\b|data ?sets|corpora)|choices? of (?:\w+ )?data"
    r"|(?:fine-?\s?tun\w+|prun\w+|train\w+|learn\w+) (?:with|using|on|from) (?:\w+ )?data ?sets",
    re.IGNORECASE,
)


class Strength(IntEnum):
    """Where a name stands that is evaluated, the weakest place first; `NONE` says nothing."""

    NONE = 0
    SENTENCE = 1
    CAPTION = 2
    TABLE = 3

    @property
    def place(self) -> str:
        """The place as signals name it."""
        return self.name.lower()


class Standing:
    """The parts that the names of one document play."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._text = ground.document.text

    def strength(self, sighting: Sighting) -> Strength:
        """Return how strongly a sighting outside tables says that its name is evaluated."""
        sentence = self._sentence(sighting)
        if sighting.name.kind == "dataset" and self._only_used(sighting, sentence):
            return Strength.NONE
        if sighting.name.kind == "architecture" and self._no_network(sighting, sentence):
            return Strength.NONE
        if sighting.place == "caption":
            role = self.ground.scan.zones.role_at(sighting.start)
            return Strength.NONE if role in ("related_work", "checklist") else Strength.CAPTION
        if sighting.place == "cell" or sighting.zone != "evidence":
            return Strength.NONE
        if sighting.name.attributes.get("generic"):
            return Strength.NONE
        said = sentence.start in self.ground.evaluation_sentences or self._in_heading(sighting)
        return Strength.SENTENCE if said else Strength.NONE

    def is_compared(self, sighting: Sighting) -> bool:
        """Return whether a network is named as what the paper's own are held against."""
        return sighting.zone == "evidence" and self._is_against(sighting, self._sentence(sighting))

    def calibrates(self, sighting: Sighting) -> bool:
        """Return whether a sentence says that a data set gives calibration text."""
        return self._sentence(sighting).start in self.ground.calibration_sentences

    def tabled(self, reading: TableReading, value: ValueReading, kind: str) -> bool:
        """Return whether a table's value says that its data set or network is evaluated."""
        name = value.dataset if kind == "dataset" else value.architecture
        if name is None:
            return False
        known = self.ground.scan.vocabulary.lookup(name, "dataset" if kind == "dataset" else None)
        attributes = known.attributes if known is not None else {}
        if attributes.get("coined") and kind == "dataset":
            return not self._varies_data(reading)
        if attributes.get("corpus"):
            return value.measure in _LANGUAGE_MEASURES and not self._varies_data(reading)
        if attributes.get("broad"):
            return value.measure is not None and name in self._names_in(reading)
        return value.measure is not None

    # -- words around -------------------------------------------------------------------------

    def _sentence(self, sighting: Sighting) -> Span:
        sentence = self.ground.document.sentence_at(sighting.start)
        if sentence is None or len(sentence.span) > LONGEST_SENTENCE:
            return sighting.span
        return sentence.span

    def _before(self, sighting: Sighting, sentence: Span) -> str:
        return self._text[max(sentence.start, sighting.start - 300) : sighting.start]

    def _only_used(self, sighting: Sighting, sentence: Span) -> bool:
        if sentence.start in self.ground.calibration_sentences and (
            sighting.name.attributes.get("corpus") or self._beside_calibration(sighting, sentence)
        ):
            return True
        if _PRETRAINED.search(self._before(sighting, sentence)):
            return True
        if not sighting.name.attributes.get("corpus"):
            return False
        if _CORPUS_USED.search(self._text, sentence.start, sentence.end):
            return True
        tested = _CORPUS_TESTED.search(self._before(sighting, sentence))
        return not (tested or _TESTED_AFTER.match(self._text, sighting.end))

    def _beside_calibration(self, sighting: Sighting, sentence: Span) -> bool:
        """Whether calibration is spoken of in the clause that names a data set."""
        before = _CLAUSE_END.split(self._before(sighting, sentence))[-1]
        after = _CLAUSE_END.split(self._text[sighting.end : sentence.end], maxsplit=1)[0]
        return "calibrat" in (before + after).lower()

    def _in_heading(self, sighting: Sighting) -> bool:
        section = self.ground.document.section_at(sighting.start)
        return section is not None and sighting.start < section.span.start + len(section.title) + 12

    def _no_network(self, sighting: Sighting, sentence: Span) -> bool:
        attributes = sighting.name.attributes
        if attributes.get("broad") and self._is_loose(sighting, sentence):
            return True
        if attributes.get("generic") and sighting.surface.endswith("s"):
            return True
        if _SETUP_OF.match(self._text, sighting.end):
            return True
        return self._is_against(sighting, sentence)

    def _is_loose(self, sighting: Sighting, sentence: Span) -> bool:
        """Whether a make of network is spoken of in general, or as a part of a network."""
        if sighting.surface.endswith("s") or _PART.match(self._text, sighting.end):
            return True
        if self._text.startswith((" (", "("), sighting.end):
            named = Span(sighting.end, min(sighting.end + 25, sentence.end))
            if self.ground.scan.sightings.within(named, "architecture"):
                return True
        near = Span(max(sentence.start, sighting.start - 90), min(sentence.end, sighting.end + 90))
        return not self.ground.scan.sightings.within(near, "dataset")

    def _is_against(self, sighting: Sighting, sentence: Span) -> bool:
        return bool(_AGAINST.search(self._before(sighting, sentence)))

    # -- tables -------------------------------------------------------------------------------

    def _varies_data(self, reading: TableReading) -> bool:
        """Whether a table compares data to calibrate or train on, not to measure on."""
        captions = self.ground.scan.captions_of(reading.table)
        return any(_OTHER_DATA.search(self.ground.document.quote(span)) for span in captions)

    @cached_property
    def _tabled_names(self) -> dict[int, frozenset[str]]:
        return {}

    def _names_in(self, reading: TableReading) -> frozenset[str]:
        start = reading.table.span.start
        if start not in self._tabled_names:
            inside = self.ground.scan.sightings.within(reading.table.span, "architecture")
            self._tabled_names[start] = frozenset(item.name.name for item in inside)
        return self._tabled_names[start]
