"""H04: with what batch size, precision and input was time measured?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.hardware.examples import TIME, timed_paper
from litscan.rigor.hardware.timing import claims_measured_speed, timing_passages

_CONDITIONS = {
    "batch size": re.compile(
        r"\bbatch(?:es)?(?:[- ]?sizes?)?\b[^.;]{0,25}?\b\d+\b|\bbatch(?:ed|ing)\b"
        r"|\bsingle (?:image|input|sample)"
        r"|\bone (?:image|input|sample) at a time|\bbs\s*=\s*\d+|\bbatch size (?:of )?(?:one|two"
        r"|four)\b",
        re.IGNORECASE,
    ),
    "precision": re.compile(
        r"\b(?:fp|float|int|bf)-?\s?(?:4|8|16|32|64)\b|\b(?:half|single|full"
        r"|mixed)[- ]precision\b|\b\d+-bit\b",
        re.IGNORECASE,
    ),
    "input size": re.compile(
        r"\b\d{2,4}\s?(?:x|×|\\times)\s?\d{2,4}\b|\bresolutions?\b[^.;]{0,20}\d{2,4}"
        r"|\b(?:sequence|context|input|prompt)[- ]lengths?\b[^.;]{0,20}\d+|\b\d+ tokens\b",
        re.IGNORECASE,
    ),
}
_FIX = "state batch size, numerical precision and input size of every timing"


class TimingConditions(Check):
    """Batch size, precision and input size of the timing are stated.

    Rationale
    ---------
    Batching alone can remove the gain of a sparse layer, and half precision or another
    resolution changes a time more than pruning does.

    Source
    ------
    Hoefler et al. 2021 (arXiv 2102.00554); Han et al. 2016 (arXiv 1510.00149), on batching.

    Applies when
    ------------
    Speed is claimed and a time is measured (H01 passes).

    Evidence
    --------
    Pass: the batch size and one more of precision and resolution or sequence length, in tables
    with times, their captions, or sentences about time. Partial: one of them.
    """

    id: ClassVar[str] = "H04"
    name: ClassVar[str] = "Conditions of the timing stated"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(timed_paper(f"{TIME} with batch size 1 in FP16.\n"), Outcome.PASS, "batch size 1"),
        Example(timed_paper(f"{TIME} with batch size 1.\n"), Outcome.PARTIAL, "batch size 1"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(timed_paper(f"{TIME}.\n"), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not claims_measured_speed(subject):
            return not_applicable("no measured speed is claimed")
        found: dict[str, Evidence] = {}
        for item in timing_passages(subject):
            for name, pattern in _CONDITIONS.items():
                if name not in found and pattern.search(item.quote):
                    found[name] = item
        stated = [name for name in _CONDITIONS if name in found]
        missing = [name for name in _CONDITIONS if name not in found]
        quotes = tuple(dict.fromkeys(found[name] for name in stated))
        numbers = {"stated": stated}
        if "batch size" in found and len(stated) > 1:
            return Decision(Outcome.PASS, f"{' and '.join(stated)} are stated", quotes, numbers)
        if stated:
            reason = f"{' and '.join(stated)} stated, but not {' or '.join(missing)}"
            return Decision(Outcome.PARTIAL, reason, quotes, numbers, _FIX)
        return self.absent(
            subject, "times are given, but neither batch size, precision nor input size", _FIX
        )
