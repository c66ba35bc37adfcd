from __future__ import annotations

from litscan.document import read_text

PAPER = """# Small Nets

## 1 Results

We prune nets. Table 1 shows accuracy, {said}. It is good. So is the other. And so on.

Table 1: Accuracy.

| Method | Top-1 |
|---|---|
| L1 | 93.4 |
"""


def coverage(said: str, format: str = "markdown") -> tuple[int, int, tuple[str, ...]]:
    found = read_text(PAPER.format(said=said), format=format).coverage  # type: ignore[arg-type]
    return found.tables_found, found.tables_parsed, found.warnings


def test_a_table_that_is_only_mentioned_counts_as_found_and_not_read() -> None:
    warnings = ("table 3 is mentioned and was not found",)
    assert coverage("and Table 3 the time") == (2, 1, warnings)


def test_tables_of_other_papers_and_tables_that_were_seen_are_not_missed() -> None:
    assert coverage("as in Table 3 of [7]") == (1, 1, ())
    assert coverage("and Table 1 again") == (1, 1, ())


def test_latex_says_itself_which_tables_it_holds() -> None:
    source = r"\section{Results} Table 4 of their report. We prune. One. Two. Three. Four."
    assert read_text(source, format="latex").coverage.warnings == ()


def test_citations_without_any_bibliography_are_noticed() -> None:
    source = r"\section{Results} We prune \cite{a}, \cite{b} and \cite{c}. It works. Well."
    warnings = read_text(source, format="latex").coverage.warnings
    assert warnings == ("3 citations and no bibliography to look them up in",)


def test_a_scrap_of_text_is_doubted() -> None:
    assert any(
        "is this a paper?" in w for w in read_text("Hello.", format="text").coverage.warnings
    )
