"""R08: is the pruning schedule stated?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Document, Evidence, SectionRole, Span
from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_captions, find_in_sentences, find_told, role_at
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.reproducibility.training import PRACTICE_ROLES
from litscan.rigor.voice import asserted

_THING = r"\b(?:(?:un)?prun|spars|mask|remov|re-?grow|drop|compress)\w{0,15}"
_TIME = r"(?:epochs?|iterations?|steps?|rounds?|cycles?|phases?|mini-?batches)"
_EXACT = re.compile(
    rf"{_THING}[^.;]{{0,120}}?\bevery\s+(?:\w{{1,3}}|\d[\d,]*k?|several|few)\s+(?:\w+\s+)?{_TIME}\b"
    rf"|\bevery\s+(?:\w{{1,3}}|\d[\d,]*k?)\s+(?:\w+\s+)?{_TIME}\b[^.;]{{0,100}}?{_THING}"
    rf"|{_THING}[^.;]{{0,80}}?\b(?:after (?:every|each)|at (?:every|each)|per)\s+(?:\w+\s+)?"
    rf"{_TIME}\b"
    rf"|\b(?:cubic|polynomial|exponential|cosine|linear)(?:ly)?\b[^.;]{{0,40}}?"
    r"\b(?:spars|prun)\w{1,15}[^.;]{0,20}?\b(?:schedul\w+|ramp\w*|increase|decay|rate)"
    r"|(?:sparsity|sparsification|pruning)(?:[ -](?:rate|ratio|level|fraction|factor))?"
    r"[ -](?:increase |ramp-?up )?schedul\w+"
    rf"|{_THING}[^.;]{{0,100}}?\b(?:start|begin|end|finish|stop|until|between|from|reach|first|last"
    rf"|over)\w*\b[^.;]{{0,40}}?\b\d[\d,]*k?\W{{0,6}}(?:st|nd|rd|th)?\W{{0,3}}{_TIME}\b"
    rf"|\b(?:\d+|one|two|three|four|five|ten|several)\s+(?:\w+\s+)?(?:pruning|sparsification)\s+"
    rf"{_TIME}\b|\bpruning\s+(?:epochs|iterations|rounds|cycles|phases)\b|\bupdate schedule\b"
    rf"|{_THING}[^.;]{{0,60}}?\b(?:in|over|for|with)\s+\d+\s+{_TIME}\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b(?:one|single)-?\s?shot\b|\boneshot\b|\biterative(?:ly)?\b[^.;]{{0,30}}?{_THING}"
    rf"|{_THING}[^.;]{{0,30}}?\biterative(?:ly)?\b"
    rf"|\b(?:gradual|progressive)(?:ly)?\b[^.;]{{0,50}}?{_THING}"
    rf"|{_THING}[^.;]{{0,40}}?\b(?:gradual|progressive)(?:ly)?\b"
    rf"|\bpost-?\s?training\b[^.;]{{0,40}}?{_THING}"
    rf"|{_THING}[^.;]{{0,60}}?\b(?:only once|in a single (?:step|pass)|at once"
    rf"|at initiali[sz]ation)\b|{_THING}[^.;]{{0,40}}?\blayer[- ]by[- ]layer\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:unlike|previous|prior|existing|conventional\w*|traditional\w*|typically|usually"
    r"|was proposed|baselines?)\b",
    re.IGNORECASE,
)
_TOLD_ROLES: frozenset[SectionRole] = PRACTICE_ROLES | {"abstract", "introduction", "conclusion"}
_FIX = "state the schedule: one-shot, or how many rounds, or begin, end and frequency of pruning"


class PruningSchedule(Check):
    """The paper states when and in how many steps its networks are pruned.

    Rationale
    ---------
    One-shot, iterative and gradual pruning differ in accuracy and by factors in the training they
    cost. Without the schedule a criterion cannot be told from the time it was given.

    Source
    ------
    Gale et al. 2019 (arXiv 1902.09574); Blalock et al. 2020 (arXiv 2003.03033), appendix B.

    Applies when
    ------------
    The paper proposes a pruning method.

    Evidence
    --------
    Pass: the step, epoch, round or rule by which pruning proceeds. Partial: "one-shot",
    "iterative", "gradual" or "post-training" pruning is named without more.
    """

    id: ClassVar[str] = "R08"
    name: ClassVar[str] = "Pruning schedule"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nWe prune the network every 10 epochs.\n"),
            Outcome.PASS,
            "every 10 epochs",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nWe iteratively prune the network.\n"),
            Outcome.PARTIAL,
            "iteratively prune",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE, related="Gradual pruning removes weights every 10 steps."),
            Outcome.FAIL,
        ),
        Example(paper(ACCURACY_TABLE + "\nThe pruning schedule is not given.\n"), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        document = subject.document
        exact = tuple(
            item
            for item in asserted(find_told(document, _EXACT, PRACTICE_ROLES), _EXACT)
            if not _OTHERS.search(item.quote)
        )
        if exact:
            return Decision(Outcome.PASS, "the pruning schedule is stated", exact[:3])
        named = tuple(_named(document))
        if named:
            reason = "the kind of schedule is named, but not its steps"
            return Decision(Outcome.PARTIAL, reason, named[:3], fix=_FIX)
        return self.absent(subject, "the pruning schedule is not stated", _FIX)


def _named(document: Document) -> Iterator[Evidence]:
    """Yield what names the kind of schedule; an introduction that cites speaks of others."""
    cited = [citation.span for citation in document.citations]
    yield from find_in_captions(document, _NAMED)
    for item in asserted(find_in_sentences(document, _NAMED, _TOLD_ROLES), _NAMED):
        opening = role_at(document, item.start) == "introduction"
        span = Span(item.start, item.end)
        if _OTHERS.search(item.quote) or (opening and any(map(span.overlaps, cited))):
            continue
        yield item
