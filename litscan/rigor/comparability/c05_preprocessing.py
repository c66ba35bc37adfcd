"""C05: are preprocessing and augmentation of images described?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.extraction.denial import all_denied
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences, find_in_tables, find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.vocabulary import load_vocabulary

_NAMED = re.compile(
    r"\bcrop(?:s|ped|ping)?\b|\bflip(?:s|ped|ping)?\b|\bmixup\b|\bcutmix\b|\bcut-?out\b"
    r"|\b(?:auto|rand|trivial)-?augment\w*|\bcolou?r[- ](?:jitter\w*|augment\w*)"
    r"|\b(?:resiz|rescal)(?:ed|e|ing)\b|\b\d{2,3}\s?[×x*]\s?\d{2,3}\b[^.]{0,40}\b(?:images?|inputs?|resolution|pixels)"
    r"|\b(?:images?|inputs?|resolution|size)\b[^.]{0,40}\b\d{2,3}\s?[×x*]\s?\d{2,3}\b"
    r"|\b(?:images?|inputs?|data)\s+(?:are|were|is)\s+(?:\w+\s+)?normali[sz]ed\b"
    r"|\bresolution of \d{2,4}\b|\brandom (?:erasing|rotation|translation|horizontal)\w*",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:data[- ]?)?augment(?:ation|ations|ed)\b|\b(?:data )?pre-?process(?:ing|ed)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"\b(?:describ|report|specif|discuss|stat|giv|detail|document|mention|list|provid)\w*",
    re.IGNORECASE,
)
_FIX = "say how images are resized, cropped, flipped and normalised, and that all rows share it"


class Preprocessing(Check):
    """Preprocessing and augmentation of images are described.

    Rationale
    ---------
    Crops, resolution and augmentation move an accuracy by more than most methods gain, and two
    papers that differ in them are not comparable.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 4.5.

    Applies when
    ------------
    The paper reports experiments with pruned networks on images.

    Evidence
    --------
    Pass: a sentence or caption names crops, flips, resolution, normalisation or a scheme of
    augmentation. Partial: "standard augmentation" and no more. Fail: nothing.
    """

    id: ClassVar[str] = "C05"
    name: ClassVar[str] = "Preprocessing described"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nImages are cropped at random and flipped.\n"),
            Outcome.PASS,
            "cropped",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nWe use standard data augmentation.\n"),
            Outcome.PARTIAL,
            "data augmentation",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nWe do not use data augmentation.\n"),
            Outcome.PARTIAL,
            "data augmentation",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(paper(ACCURACY_TABLE + "\nWe do not describe preprocessing.\n"), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        if not _on_images(subject):
            return not_applicable("no data set of images is reported on")
        document = subject.document
        named = (
            *_described(find_told(document, _NAMED), _NAMED),
            *find_in_tables(document, _NAMED),
        )
        if named:
            return Decision(Outcome.PASS, "preprocessing of images is described", named[:2])
        vague = tuple(_described(find_in_sentences(document, _VAGUE), _VAGUE))
        if vague:
            reason = "augmentation or preprocessing is mentioned, but not what it does"
            return Decision(Outcome.PARTIAL, reason, vague[:2], fix=_FIX)
        return self.absent(subject, "preprocessing of images is not described", _FIX)


def _described(found: Iterable[Evidence], pattern: re.Pattern[str]) -> Iterator[Evidence]:
    """Yield what does not say that preprocessing goes untold; "we use no crops" tells it."""
    for item in found:
        if not (_TELLING.search(item.quote) and all_denied(item.quote, pattern)):
            yield item


def _on_images(subject: Subject) -> bool:
    vocabulary = load_vocabulary()
    for pair in subject.facts.configurations:
        name = vocabulary.lookup(pair.dataset, "dataset")
        if name is not None and name.attributes.get("domain") in ("vision", "medical"):
            return True
    return False
