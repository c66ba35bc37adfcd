"""What kind of paper it is, by how title and abstract announce it and what the body holds."""

from __future__ import annotations

import re

from litscan.extraction.ground import Ground
from litscan.extraction.records import PaperType

__all__ = ["find_paper_type"]

_SURVEY = re.compile(r"\bsurvey\b|\breview\b|\boverview\b|\btutorial\b|state of the art in", re.I)
_STUDY_TITLE = re.compile(
    r"\bstudy\b|\bempirical\b|\bstud(?:y|ying)\b|\bunderstanding\b|\brethinking\b"
    r"|\brevisit\w*|\breproduc\w+"
    r"|\bbenchmark\w*|\bwhat (?:is|matters)\b|\?|\binvestigat\w+|\banaly(?:sis|zing"
    r"|sing)\b|\bevaluat\w+"
    r"|\bcomparison\b|\bsanity\b|really\b|\bstate of\b",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\bwe (?:conduct|perform|present|carry out|provide) (?:an? |the )?(?:\w+ ){0,3}"
    r"(?:study|evaluation|comparison"
    r"|analysis|investigation)\b|\bwe (?:study|investigate|examine|empirically|compare"
    r"|reproduce|analy[sz]e"
    r"|benchmark|revisit)\b|\bempirical (?:study|evaluation|comparison)\b|\bthis (?:paper"
    r"|work|thesis) "
    r"(?:studies|investigates|examines|compares|reproduces)",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"\bwe (?:hereby |then |further |also |thus |therefore |first )?(?:propose|introduce"
    r"|develop|devise|design)\b"
    r"|\bwe present (?:an? )?(?:novel|new|simple|efficient)|\b(?:is|are) proposed\b|\bour "
    r"(?:method|approach|algorithm"
    r"|framework|proposed)\b|this (?:paper|work) (?:proposes|introduces|presents|develops)"
    r"|\bnovel\b",
    re.IGNORECASE,
)
_THEORY = re.compile(r"\b(?:theorem|lemma|proposition|corollary)\s\d", re.IGNORECASE)
_THEORY_ABSTRACT = re.compile(
    r"\bwe prove\b|\btheoretical(?:ly)? (?:analysis|prove|show|justif|guarantee"
    r"|understand)|\bprovabl\w+",
    re.I,
)
_THEORY_PLAIN = re.compile(
    r"\bwe (?:give|derive|prove|establish|show) (?:an? |the )?(?:\w+ ){0,3}(?:bounds?"
    r"|theorem|guarantee)"
    r"|\bthe proof\b",
    re.IGNORECASE,
)
_APPLICATION = re.compile(
    r"\bwe describe the application\b|\breal-world (?:application|deployment)\b|\bin the field\b"
    r"|\ban existing (?:\w+ ){0,3}(?:tool|method|library)\b",
    re.IGNORECASE,
)
_SYSTEM_ABSTRACT = re.compile(
    r"\b(?:we (?:describe|present|build|introduce|develop)|a|an) [^.]{0,60}\b(?:serving"
    r"|inference|runtime"
    r"|compiler|software|training|hardware) (?:system|library|framework|toolkit|engine)\b",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"\b(?:open[- ]source )?(?:library|toolkit|toolbox|compiler|accelerator"
    r"|inference engine|hardware"
    r"|fpga|software package)\b",
    re.IGNORECASE,
)


def find_paper_type(ground: Ground) -> PaperType:
    """Return the paper's type; ``unknown`` where neither title nor abstract decide."""
    document = ground.document
    title = document.title_text
    abstract = document.quote(document.abstract) if document.abstract else ""
    if not abstract and not title:
        return "unknown"
    if _SURVEY.search(title) or re.search(
        r"\bthis (?:survey|review)\b|\bwe (?:survey|review)\b", abstract, re.I
    ):
        return "survey"
    if _THEORY_PLAIN.search(abstract) and not _METHOD.search(abstract):
        proofs = len(_THEORY.findall(document.text)) + document.text.count("Proof")
        if proofs >= 2:
            return "theory"
    proposes = bool(_METHOD.search(abstract)) or bool(ground.scan.own)
    proposes = proposes or any(value.own for _, value in ground.values())
    if _SYSTEM_ABSTRACT.search(abstract) and not re.search(r"\bpruning method\b", abstract, re.I):
        return "system"
    studies = bool(_STUDY.search(abstract))
    if (
        _THEORY_ABSTRACT.search(abstract)
        and not ground.result_tables
        and len(_THEORY.findall(document.text)) >= 5
    ):
        return "theory"
    if _STUDY_TITLE.search(title) and not (ground.scan.own and _METHOD.search(abstract)):
        return "study"
    if proposes:
        if _SYSTEM.search(title):
            return "system"
        return "method"
    if _APPLICATION.search(abstract):
        return "application"
    if studies:
        return "study"
    return "unknown"
