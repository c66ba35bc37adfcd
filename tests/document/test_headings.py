from __future__ import annotations

import pytest

from litscan.document.headings import Heading, make_sections, role_of_heading, split_number
from litscan.document.model import Span


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Abstract", "abstract"),
        ("1 Introduction", "introduction"),
        ("Related Work", "related_work"),
        ("Background and Prior Work", "related_work"),
        ("Preliminaries", "background"),
        ("III. PROPOSED METHOD", "method"),
        ("5. Experimental Setup", "experiments"),
        ("Ablation Study", "experiments"),
        ("Implementation Details", "experiments"),
        ("Experimental Results", "results"),
        ("Limitations and Future Work", "limitations"),
        ("Broader Impact", "discussion"),
        ("Conclusion", "conclusion"),
        ("Acknowledgments", "acknowledgements"),
        ("References", "references"),
        ("Appendix A: Proofs", "appendix"),
        ("Supplementary Material", "appendix"),
        ("NeurIPS Paper Checklist", "checklist"),
        ("CIFAR-10", None),
        ("Pruning in One Shot", None),
    ],
)
def test_titles_tell_the_part_a_section_plays(title: str, role: str | None) -> None:
    number, bare = split_number(title)
    assert role_of_heading("Appendix" if number == "A" else bare) == role


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("3.1.2 Setup", ("3.1.2", "Setup")),
        ("A.2 Proofs", ("A.2", "Proofs")),
        ("A Closer Look", (None, "A Closer Look")),
        ("2D Convolutions", (None, "2D Convolutions")),
        ("Section 4: Results", ("4", "Results")),
    ],
)
def test_numbers_are_split_off(title: str, expected: tuple[str | None, str]) -> None:
    assert split_number(title) == expected


def _roles(*headings: tuple[str, int, str | None]) -> list[str]:
    made = [Heading(Span(10 * i, 10 * i + 5), t, lv, n) for i, (t, lv, n) in enumerate(headings)]
    return [section.role for section in make_sections(made, 1000)]


def test_a_subsection_without_a_role_takes_its_parents() -> None:
    assert (
        _roles(("Experiments", 1, "4"), ("ImageNet", 2, "4.1"), ("Details", 3, None))
        == ["experiments"] * 3
    )


def test_a_new_section_inherits_nothing() -> None:
    assert _roles(("Experiments", 1, "4"), ("Something Else", 1, "5")) == ["experiments", "other"]


def test_nothing_stands_under_the_abstract() -> None:
    assert _roles(("Abstract", 0, None), ("Why Nets Shrink", 1, "1")) == ["abstract", "other"]


def test_everything_after_the_appendix_begins_is_appendix_but_lists_and_checklists() -> None:
    assert _roles(
        ("Conclusion", 1, "5"),
        ("Appendix", 1, None),
        ("Experimental Setup", 1, "A"),
        ("References", 1, None),
        ("More Results", 1, "B"),
        ("NeurIPS Paper Checklist", 1, None),
    ) == ["conclusion", "appendix", "appendix", "references", "appendix", "checklist"]


def test_a_lettered_section_after_numbered_ones_begins_the_appendix() -> None:
    assert _roles(("Introduction", 1, "1"), ("Proofs", 1, "A")) == ["introduction", "appendix"]


def test_sections_reach_to_the_next_heading_of_any_level() -> None:
    made = [Heading(Span(0, 5), "A", 1), Heading(Span(40, 45), "B", 2)]
    assert [section.span for section in make_sections(made, 90)] == [Span(0, 40), Span(40, 90)]
