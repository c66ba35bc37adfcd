"""What a heading says its section is for, and sections made from headings.

Papers name the same part in many ways. The table of patterns below is the only place that knows
those names; every reader hands its headings to `make_sections`, so that a section plays the same
part whichever format the paper came in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from litscan.document.model import Section, SectionRole, Span

__all__ = ["Heading", "make_sections", "role_of_heading", "split_number"]

# First match wins; titles are lower-cased, without number, white space single.
_ROLES: tuple[tuple[str, SectionRole], ...] = (
    (r"^abstract\b", "abstract"),
    (r"^(?:references?|bibliography|literature cited|works cited)(?: and notes)?$", "references"),
    (r"\bchecklist\b", "checklist"),
    (r"^acknowled?ge?ment|^acknowledg|^funding\b|^disclosure of funding", "acknowledgements"),
    (r"^append(?:ix|ices)\b|^supplement(?:ary|al|s)?\b|^supporting information", "appendix"),
    (r"\blimitations?\b|^threats to validity", "limitations"),
    (r"^introduction\b|^(?:general )?introduction$", "introduction"),
    (
        r"\brelated (?:works?|literature|research|stud)|\b(?:prior|previous) works?\b",
        "related_work",
    ),
    (r"^literature (?:review|survey)\b", "related_work"),
    (r"^(?:background|preliminar|notations?\b|motivation)", "background"),
    (r"^(?:conclusions?\b|concluding|summary and (?:conclusions?|outlook)|summary$)", "conclusion"),
    (r"^discussions? and conclu|^(?:future (?:works?|directions?)|outlook)\b", "conclusion"),
    (r"^theor(?:y|etical)\b|^proofs?\b|\bconvergence (?:analysis|guarantee)", "method"),
    (r"^(?:main |our |the )?(?:methods?|methodology|approach|algorithms?)\b", "method"),
    (r"^proposed\b|\b(?:our|proposed) (?:methods?|approach|algorithm|framework)\b", "method"),
    (r"^problem (?:formulation|setup|statement|definition)", "method"),
    (r"\bexperimental results?\b|\bempirical results?\b", "results"),
    (r"\bexperiment|\bempirical\b|\bablation|\bevaluati(?:on|ons|ng)\b", "experiments"),
    (
        r"\b(?:implementation|training|tuning|hyper-?parameters?) (?:details?|settings?|setup)",
        "experiments",
    ),
    (r"^hyper-?parameters?\b|^(?:datasets?|baselines?|benchmarks?|metrics?)\b", "experiments"),
    (r"^(?:setup|settings?|set-up)$|^case stud(?:y|ies)\b|^simulations?\b", "experiments"),
    (
        r"\bcompar(?:ison|isons|ing)\b.*\b(?:state|sota|baselines?|prior|other|existing)\b",
        "experiments",
    ),
    (r"\bresults?\b|^(?:main )?findings$|^performance\b", "results"),
    (r"\bdiscussions?\b|\b(?:broader|societal|social) impacts?\b|^impact statement", "discussion"),
    (r"^ethic|^conclu", "conclusion"),
    (r"^reproducibility\b|^(?:code|data)\b.*\bavailability\b|^author contributions?\b", "other"),
)
_PATTERNS: tuple[tuple[re.Pattern[str], SectionRole], ...] = tuple(
    (re.compile(pattern), role) for pattern, role in _ROLES
)

_NUMBER = re.compile(
    r"(?:(?:section|chapter)\s+)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|[A-Z](?:\.\d{1,2}){1,4}|[IVX]{1,6}(?=[.:)])|[A-Z](?=[.:)]))"
    r"(?:[.)]\s*|:\s+|\s+)(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_APPENDIX_NUMBER = re.compile(
    r"(?P<word>appendix|supplement(?:ary)?)\s+(?P<number>[A-Z](?:\.\d{1,2}){0,4})"
    r"(?:\s*[.:–—-]\s*|\s+|$)(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTER = re.compile(r"(?P<number>[A-Z])\s+(?P<title>\S.*)", re.DOTALL)
_LONGEST_TITLE = 300
_RUN_IN_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as a reader met it.

    Attributes
    ----------
    span : Span
        The heading's place in the document's text.
    title : str
        Without its number.
    level : int
        1 for a section, 2 for a subsection; 0 for the abstract and front matter.
    number : str or None
        As printed.
    appendix : bool
        Whether the source marks that appendices begin here or before.
    """

    span: Span
    title: str
    level: int
    number: str | None = None
    appendix: bool = False


def role_of_heading(title: str) -> SectionRole | None:
    """Return the part a section of this title plays, or None if the title does not say.

    Examples
    --------
    >>> role_of_heading("5. Experimental Setup"), role_of_heading("Related Work")
    ('experiments', 'related_work')
    >>> role_of_heading("CIFAR-10") is None
    True
    """
    _, bare = split_number(title[:_LONGEST_TITLE])
    plain = " ".join(bare.lower().split()).strip(" .:*_")
    for pattern, role in _PATTERNS:
        if pattern.search(plain):
            return role
    return None


def split_number(title: str, *, letters: bool = False) -> tuple[str | None, str]:
    """Split a heading into its printed number and its title.

    Parameters
    ----------
    title : str
        The heading as printed.
    letters : bool
        Whether a bare capital letter is a number (``A Proofs``), as it is among appendices;
        elsewhere it may be the article of ``A Closer Look``.

    Examples
    --------
    >>> split_number("4.1 Setup"), split_number("IV. RESULTS"), split_number("A Closer Look")
    (('4.1', 'Setup'), ('IV', 'RESULTS'), (None, 'A Closer Look'))
    >>> split_number("Appendix B: Proofs"), split_number("A Proofs", letters=True)
    (('B', 'Proofs'), ('A', 'Proofs'))
    """
    stripped = title.strip()
    appendix = _APPENDIX_NUMBER.fullmatch(stripped)
    if appendix and appendix["number"][0].isupper():
        return appendix["number"], appendix["title"].strip() or appendix["word"]
    match = _NUMBER.fullmatch(stripped)
    if match is None and letters:
        match = _LETTER.fullmatch(stripped)
    if match is None or not (match["number"][0].isdigit() or match["number"].isupper()):
        return None, stripped
    return match["number"], match["title"].strip()


def make_sections(headings: Sequence[Heading], length: int) -> tuple[Section, ...]:
    """Return one section a heading, each up to the next heading, with its role.

    A heading whose title decides no role takes that of the nearest heading above it in the
    outline. From where the appendices begin, all but the bibliography and checklists are
    ``appendix``.

    Parameters
    ----------
    headings : sequence of Heading
        In reading order.
    length : int
        Length of the document's text: where the last section ends.

    Examples
    --------
    >>> found = [Heading(Span(0, 11), "Experiments", 1, "1"), Heading(Span(20, 28), "CIFAR-10", 2)]
    >>> [(section.role, section.span.end) for section in make_sections(found, 40)]
    [('experiments', 20), ('experiments', 40)]
    """
    sections: list[Section] = []
    outline: list[tuple[int, SectionRole]] = []
    in_appendix = False
    digits_seen = False
    for index, heading in enumerate(headings):
        while outline and outline[-1][0] >= heading.level:
            outline.pop()
        own = role_of_heading(heading.title)
        in_appendix = in_appendix or _starts_appendix(heading, own, digits_seen=digits_seen)
        digits_seen = digits_seen or bool(heading.number and heading.number[0].isdigit())
        inherited: SectionRole = outline[-1][1] if outline else "other"
        role = own or inherited
        if heading.level >= _RUN_IN_LEVEL and inherited == "related_work":
            role = inherited  # what runs in there speaks of others' work
        if in_appendix and "references" not in (role, own) and role != "checklist":
            role = "appendix"
        if heading.level > 0:  # nothing stands under the abstract
            outline.append((heading.level, role))
        end = headings[index + 1].span.start if index + 1 < len(headings) else length
        sections.append(
            Section(
                Span(heading.span.start, max(end, heading.span.start)),
                heading.title,
                heading.level,
                heading.number,
                role,
            )
        )
    return tuple(sections)


def _starts_appendix(heading: Heading, own: SectionRole | None, *, digits_seen: bool) -> bool:
    if heading.appendix or own == "appendix":
        return True
    number = heading.number or ""
    lettered = number[:1].isalpha() and (
        len(number) == 1 or number[1] == "." or number[1].isdigit()
    )
    return lettered and digits_seen and heading.level <= 1
