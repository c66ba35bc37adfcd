"""R03: are weights or masks released?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_about_pruning, is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper

_THINGS = r"(?:checkpoints?|weights|masks|models|pruned networks|sparse networks)"
_ADVERB = (
    r"(?:(?:also|will|further|hereby|publicly|openly|have|additionally|(?:plan|intend|aim) to) )*"
)
_RELEASE = r"(?:releas|publish|open-?sourc|upload)(?:e|es|ed|ing)?"
_PLACE = r"(?:\brepositor\w+|\bGitHub|\bonline|\bdownload\w*|\bcommunity|https?://)"
_RELEASED = re.compile(
    rf"\b{_THINGS}\b(?:,[\w -]{{1,30}}){{0,3}}(?:,? and [\w -]{{1,40}}?)?[^.;,]{{0,60}}"
    r"\b(?:are|is|can be|were|will be)\s+(?:\w+\s+){0,3}"
    r"(?:available|released|downloaded|published|provided|open-?sourced"
    r"|found\s+(?:at|here|online|in\s+(?:our|the)\s+repo))\b"
    rf"|\b{_THINGS}\s+(?:\w+\s+)?available\s+(?:at|on|here|online|from|via)\b"
    rf"|\bwe {_ADVERB}{_RELEASE}\b[^.;]{{0,80}}?(?<!code for the )(?<!for our )\b{_THINGS}\b"
    rf"|\bwe {_ADVERB}share our (?:\w+ ){{0,4}}{_THINGS}\b"
    rf"|\b(?:we {_ADVERB}provid\w+|(?:refer to|see|visit|find)\s+our)\b(?:(?!\bof\b)[^.;]){{0,60}}?"
    rf"{_PLACE}[^.;]{{0,60}}?\b{_THINGS}\b"
    rf"|\bprovid\w+\s+(?:(?!of\b|in\b|for\b)\w+[ -]){{0,4}}{_THINGS}\b[^.;]{{0,40}}?{_PLACE}",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:torchvision|model zoo|pre-?trained on|provided by|official|public(?:ly)?|authors of"
    r"|comparison|competitors|whose|results for)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|none|cannot|neither|unfortunately)\b", re.IGNORECASE)
_OWN = re.compile(
    rf"\bour\s+(?:[\w-]+,?\s+){{0,5}}{_THINGS}\b|\bwe {_ADVERB}(?:{_RELEASE}|share)\b"
    r"|\b(?:codes?(?: for \w+)?|implementations?|scripts)\s*(?:,|and|&)\s*(?:and\s+)?"
    rf"(?:[\w-]+\s+){{0,3}}{_THINGS}\b"
    rf"|\b{_THINGS}\s*(?:,|and|&)\s*(?:\w+\s+){{0,2}}(?:codes?|implementations?|scripts)\b",
    re.IGNORECASE,
)
_TRAINED = re.compile(r"\b(?:trained|checkpoints?|weights|pruned|sparse|masks)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|\bgithub\.com|\bhuggingface\.co|\bzenodo\b", re.IGNORECASE)
_URL = re.compile(r"\S*(?:https?://|www\.)\S+", re.IGNORECASE)
_FIX = "publish the pruned checkpoints or masks and link them"


class WeightsReleased(Check):
    """The pruned networks, or their masks, can be downloaded.

    Rationale
    ---------
    A checkpoint lets others measure accuracy, size and speed themselves, without the training.

    Source
    ------
    Machine-learning reproducibility checklist (Pineau 2020).

    Applies when
    ------------
    The paper is about pruning and reports experiments.

    Evidence
    --------
    Pass: a sentence that the authors' weights, masks or models are available, with an address in
    it or a code link in the paper. Partial: a release that names no place.
    """

    id: ClassVar[str] = "R03"
    name: ClassVar[str] = "Weights or masks released"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nCheckpoints are available at https://example.org/w.\n"),
            Outcome.PASS,
            "Checkpoints are available",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nWe release all pruned models.\n"), Outcome.PARTIAL, "release"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject) or not is_about_pruning(subject):
            return not_applicable("the paper reports no experiments with pruned networks")
        told = tuple(
            item
            for item in find_in_sentences(subject.document, _RELEASED)
            if _is_own_release(item.quote)
        )
        placed = tuple(item for item in told if _ADDRESS.search(item.quote))
        if placed or (told and subject.facts.links.code):
            return Decision(Outcome.PASS, "weights or masks are released", (placed or told)[:2])
        if told:
            reason = "a release of weights is spoken of, but no place is named"
            return Decision(Outcome.PARTIAL, reason, told[:2], fix=_FIX)
        return self.absent(subject, "no release of weights or masks", _FIX)


def _is_own_release(sentence: str) -> bool:
    """Return whether a sentence tells of the authors' networks, and not of others' nor of none."""
    words = _URL.sub("", sentence)
    if _DENIED.search(words):
        return False
    if _OWN.search(words):
        return True
    shown = _ADDRESS.search(sentence) or _TRAINED.search(words)
    return bool(shown) and not _OTHERS.search(words)
