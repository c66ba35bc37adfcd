"""R04: is the data available to others?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.vocabulary import load_vocabulary

_PRIVATE = re.compile(
    r"\b(?:in-?house|proprietary|confidential)\s+(?:\w+\s+){0,2}"
    r"(?:data\s?-?sets?|data|corpus|corpora|images|recordings)\b"
    r"|\bdata\s?(?:-?sets?)?\b[^.;]{0,40}\b(?:cannot be (?:shared|released|made public)"
    r"|not publicly available)\b",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"\b(?:data\s?-?sets?|data|corpus|corpora)\b[^.;]{0,80}\b(?:available|download\w*|released"
    r"|public(?:ly)?)\b",
    re.IGNORECASE,
)
_FIX = "report results on a public data set as well, or publish the data"
_ON_PRIVATE = """\
Table 1: Accuracy (%) on our data.

| Method | Accuracy (%) |
| --- | --- |
| Baseline | 76.1 |
| Ours | 75.2 |

We train and test on a proprietary dataset of road signs.
"""


class DataAvailable(Check):
    """The data of the experiments is public.

    Rationale
    ---------
    A result on data nobody else has cannot be repeated, whatever else is told.

    Source
    ------
    Gundersen and Kjensmo 2018; REFORMS 2024, item 2a.

    Applies when
    ------------
    The paper reports experiments of its own.

    Evidence
    --------
    Pass: a data set of the vocabulary (all public) is evaluated on, or the text says that the
    data is available. Partial: private data beside public. Fail: private data alone.
    """

    id: ClassVar[str] = "R04"
    name: ClassVar[str] = "Data available"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.PASS, "76.1"),)
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_ON_PRIVATE), Outcome.FAIL, "proprietary dataset"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        document = subject.document
        public = tuple(
            entity.evidence[0]
            for entity in subject.facts.named("dataset", "evaluated")
            if load_vocabulary().find(entity.name, {"dataset"})
        ) or tuple(
            item for item in find_in_sentences(document, _LINKED) if not _PRIVATE.search(item.quote)
        )
        private = tuple(find_in_sentences(document, _PRIVATE, EXPERIMENT_ROLES))
        if public and private:
            reason = "private data is used beside public data"
            return Decision(Outcome.PARTIAL, reason, (private[0], public[0]), fix=_FIX)
        if public:
            return Decision(Outcome.PASS, "public data is used", public[:3])
        if private and subject.fully_read:
            return Decision(Outcome.FAIL, "all data is private", private[:2], fix=_FIX)
        return Decision(Outcome.UNDETERMINED, "no data set could be recognised")
