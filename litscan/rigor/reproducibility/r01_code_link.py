"""R01: is there a link to the authors' code?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Document, Evidence, SectionRole
from litscan.extraction.cues import LONGEST_SENTENCE
from litscan.extraction.link_cues import TRIGGERS
from litscan.extraction.link_cues import find as find_links
from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences, role_at
from litscan.rigor.examples import ACCURACY_TABLE, paper

_PROMISE = re.compile(
    r"\b(?:code|implementation|source)\b[^.]{0,60}\b(?:will be|to be)\s+(?:made\s+)?"
    r"(?:\w+\s+)?(?:available|released|published|open-?sourced)",
    re.IGNORECASE,
)
_UNCOUNTED: frozenset[SectionRole] = frozenset({"checklist", "acknowledgements", "appendix"})
_FIX = "link the code that produced the results, with the commit or a DOI"


class CodeLink(Check):
    """The authors link their own code.

    Rationale
    ---------
    Much of what decides a pruning result (schedules, which layers are spared, how operations are
    counted) never makes it into the text. Code answers what the paper leaves open.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B; the machine-learning reproducibility
    checklist (Pineau 2020); Gundersen and Kjensmo 2018.

    Applies when
    ------------
    The paper reports experiments of its own.

    Evidence
    --------
    Pass: an address of a code host that the text presents as the authors' own. Partial: a promise
    to release code. Tools of others and addresses in related work do not count.
    """

    id: ClassVar[str] = "R01"
    name: ClassVar[str] = "Code link by the authors"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "3"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(
                ACCURACY_TABLE
                + "\nOur code is available at https://github.com/example-authors/pruning.\n"
            ),
            Outcome.PASS,
            "github.com/example-authors/pruning",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nAll code and results: https://github.com/a/pruning\n"),
            Outcome.PASS,
            "github.com/a/pruning",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nThe code will be released upon acceptance.\n"),
            Outcome.PARTIAL,
            "will be released",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(
            paper(
                ACCURACY_TABLE,
                related="A toolbox is available at https://github.com/example-others/toolbox.",
            ),
            Outcome.FAIL,
        ),
        Example(
            paper(ACCURACY_TABLE + "\nOur code is not available at https://github.com/a/b.\n"),
            Outcome.FAIL,
        ),
        Example(
            paper(
                ACCURACY_TABLE + "\n## Acknowledgements\n\n"
                "We thank our host. Our code is available at https://github.com/a/pruning.\n"
            ),
            Outcome.FAIL,
            "github.com/a/pruning",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        links = subject.facts.links
        if links.code:
            return Decision(Outcome.PASS, f"code at {links.code[0]}", links.evidence)
        promised = tuple(find_in_sentences(subject.document, _PROMISE))
        if promised:
            return Decision(Outcome.PARTIAL, "code is promised, not linked", promised[:2], fix=_FIX)
        elsewhere = next(_uncounted(subject.document), None)
        if elsewhere is not None:
            where, address = elsewhere
            reason = (
                "no link to the authors' code; whose address stands in the appendix is not said"
                if where == "appendix"
                else f"an address stands in the {where} only; the paper itself links no code"
            )
            return self.absent(subject, reason, _FIX, (address,))
        return self.absent(subject, "no link to the authors' code", _FIX)


def _uncounted(document: Document) -> Iterator[tuple[str, Evidence]]:
    """Yield addresses of code where they do not count, with the part of the paper they stand in.

    That is in a checklist or among acknowledgements, where they may be the authors', and in an
    appendix where nothing says whose they are.
    """
    for number in document.sentences_with(TRIGGERS):
        span = document.sentences[number].span
        role = role_at(document, span.start)
        if role not in _UNCOUNTED or len(span) > LONGEST_SENTENCE:
            continue
        labels = {label for _, _, label, _ in find_links(document.quote(span))}
        if "own_code" in labels or ("bare_url" in labels and role != "acknowledgements"):
            yield role, document.evidence(span)
