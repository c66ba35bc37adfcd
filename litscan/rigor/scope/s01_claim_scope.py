"""S01: are claims of generality tested?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Evidence, SectionRole
from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.scope.examples import BROAD, MORE_TABLES, ONE_TABLE
from litscan.rigor.voice import find_own_claims
from litscan.rigor.wording import count_of
from litscan.vocabulary import load_vocabulary

ROLES: frozenset[SectionRole] = frozenset({"abstract", "introduction", "conclusion"})
_WIDE = (
    r"\b(?:any|all|every|arbitrary|(?:a )?(?:wide|broad) (?:range|variety|spectrum) of"
    r"|(?:various|diverse|different) (?:types|kinds|families) of|universal\w*)\s+(?:\w+[- ]){0,2}?"
)
_NETWORKS = re.compile(
    _WIDE + r"(?:networks?|architectures?|models?|CNNs?|DNNs?|transformers?|backbones?)\b",
    re.IGNORECASE,
)
_TASKS = re.compile(_WIDE + r"(?:tasks?|domains?|applications?|data ?sets?)\b", re.IGNORECASE)
_REACH = re.compile(
    r"\b(?:appl(?:y|ies|ied|icable)|generali[sz]\w+|works?|extend\w*|suit\w+|effective|use[ds]?"
    r"|support\w*"
    r"|prune[sd]?|compress\w*|agnostic|plug)\b",
    re.IGNORECASE,
)
WANTED = 3
_ONE_AND_MANY = {
    "families of networks": ("family of networks", "families of networks"),
    "tasks": ("task", "tasks"),
}
_FIX = "test on several families of networks and tasks, or narrow the claim to what was tested"


class ClaimScope(Check):
    """What is said to hold of any network or task was tested on several.

    Rationale
    ---------
    A method shown on one family of networks or one task may owe its gain to what is special
    there.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B; NeurIPS paper checklist, question 1.

    Applies when
    ------------
    Abstract, introduction or conclusion say of the own method that it works for any, all,
    arbitrary or a wide range of networks, architectures, tasks or domains.

    Evidence
    --------
    Pass: three families of networks, or three tasks or data sets where tasks are claimed, in
    the paper's own experiments. Partial: two. Otherwise the claim is quoted.
    """

    id: ClassVar[str] = "S01"
    name: ClassVar[str] = "Claims no wider than the tests"
    group: ClassVar[Group] = Group.SCOPE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE + MORE_TABLES, abstract=BROAD), Outcome.PASS, "any arch"),
        Example(paper(ACCURACY_TABLE + ONE_TABLE, abstract=BROAD), Outcome.PARTIAL, "any arch"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE, abstract=BROAD), Outcome.FAIL, "any arch"),
        Example(
            paper(
                ACCURACY_TABLE + "\n## 4 Conclusion\n\nWe presented a criterion for pruning. "
                "It is general and works for all architectures.\n"
            ),
            Outcome.FAIL,
            "works for all architectures",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        for pattern, what, count in (
            (_NETWORKS, "families of networks", len(_families(subject))),
            (_TASKS, "tasks", _tasks(subject)),
        ):
            claims = tuple(_claims(subject, pattern))
            if claims:
                return self._judge(subject, claims, what, count)
        return not_applicable("no claim to hold of any network or task")

    def _judge(
        self, subject: Subject, claims: tuple[Evidence, ...], what: str, count: int
    ) -> Decision:
        numbers = {"claimed": what, "tested": count}
        tested = count_of(count, *_ONE_AND_MANY[what])
        told = f"tested on {tested}" if count else f"no {what} are known to be tested"
        if count >= WANTED:
            return Decision(Outcome.PASS, told, claims[:2], numbers)
        if count == WANTED - 1:
            return Decision(Outcome.PARTIAL, told, claims[:2], numbers, _FIX)
        if count == 0:
            return Decision(Outcome.UNDETERMINED, told, claims[:2], numbers)
        return self.absent(subject, f"tested on only {tested}", _FIX, claims[:2], numbers)


def _claims(subject: Subject, pattern: re.Pattern[str]) -> Iterator[Evidence]:
    for item in find_own_claims(subject.document, pattern, ROLES):
        if _REACH.search(item.quote):
            yield item


def _evaluated(subject: Subject, kind: str) -> list[str]:
    return [
        entity.name
        for entity in subject.facts.entities
        if entity.kind == kind and entity.role == "evaluated"
    ]


def _families(subject: Subject) -> set[str]:
    """Return the families of the evaluated networks; a network of no known family is one."""
    found = set()
    for name in _evaluated(subject, "architecture"):
        known = load_vocabulary().lookup(name, "architecture")
        found.add(str(known.attributes.get("family", name)) if known else name)
    return found


def _tasks(subject: Subject) -> int:
    """Return how many tasks were tested: distinct tasks of the evaluated data sets."""
    found = set()
    for name in _evaluated(subject, "dataset"):
        known = load_vocabulary().lookup(name, "dataset")
        found.add(str(known.attributes.get("task", name)) if known else name)
    return len(found)
