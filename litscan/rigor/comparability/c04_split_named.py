"""C04: is it said which split results are of?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences, find_in_tables, find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.voice import asserted

_THING = (
    r"(?:sets?|splits?|data(?:sets?)?|partitions?|images?|samples?|examples?|accurac\w+|acc\b"
    r"|errors?|perplexit\w+|ppl\b|loss\w*|performance|scores?|top-?1)"
)
_SPLIT = re.compile(
    rf"\b(?:test(?:ing)?|validation|val\.?|dev(?:elopment)?|held-?\s?out|hold-?\s?out)[ -]{_THING}"
    r"|\btrain\w*[ /,-]+(?:val\w*[ /,-]+(?:and )?)?test\b|\bminival\b|\bval2017\b|\btest-?dev\b"
    r"|\b(?:on|for) (?:the )?(?:val(?:idation)?|test|dev)\b(?! \w+ing)"
    r"|\b(?:test|validation|dev)\b[^.]{0,20}\bsets?\b|\b(?:[15]0[,.]?000|[15]0K)\b[^.]{0,40}\btest"
    r"|\bcross-?\s?validation\b|\btest(?:ed|ing)? on [\d,]+\b",
    re.IGNORECASE,
)
_HARNESS = re.compile(r"\bevaluation[- ]harness\b|\blm[- ]eval\w*\b", re.IGNORECASE)
_LABEL = re.compile(r"\b(?:test|val(?:idation)?|dev)\b", re.IGNORECASE)
_FIX = "say which split the accuracies are of, with its size, and which one was used for choices"


class SplitNamed(Check):
    """The split that results were measured on is named.

    Rationale
    ---------
    "Accuracy on ImageNet" may be of the validation images that choices were made on, of a part
    held out, or of a subset; numbers of different splits are not comparable.

    Source
    ------
    Gundersen and Kjensmo 2018; REFORMS 2024; the machine-learning reproducibility checklist
    (Pineau 2020).

    Applies when
    ------------
    The paper reports experiments on pruned networks.

    Evidence
    --------
    Pass: a sentence, caption or table that names a test, validation or held-out set, or "test
    accuracy". Partial: only an evaluation harness that fixes the split. Fail: nothing.
    """

    id: ClassVar[str] = "C04"
    name: ClassVar[str] = "Split named"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nAccuracy is measured on the 50,000 validation images.\n"),
            Outcome.PASS,
            "validation images",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(paper(ACCURACY_TABLE + "\nWe do not use the validation set.\n"), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        document = subject.document
        named = [
            *asserted(find_told(document, _SPLIT), _SPLIT),
            *find_in_tables(document, _LABEL),
        ]
        if named:
            return Decision(Outcome.PASS, "the split is named", tuple(named[:2]))
        harness = next(find_in_sentences(document, _HARNESS), None)
        if harness is not None:
            reason = "an evaluation harness fixes the split, which is not named"
            return Decision(Outcome.PARTIAL, reason, (harness,), fix=_FIX)
        return self.absent(subject, "no test or validation set is named", _FIX)
