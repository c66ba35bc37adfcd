"""The CSV of facts taken in as it was written asks for nothing, whatever the facts say."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.corrections.sheet import facts_csv
from litscan.corpus.corrections.sheet_reading import plan_import
from litscan.document import read_text
from litscan.document.model import Span
from litscan.extraction.records import Entity, Extraction, OperatingPoint, Result

WORDS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=12
).filter(str.strip)
TEXTS = st.one_of(WORDS, st.sampled_from(["=1+1", "'=x", "-", "a; b", '["x"]', "1e5", 'a,b\n"c']))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS, NUMBERS, st.booleans()), min_size=1, max_size=4),
    forms=st.lists(TEXTS, max_size=3),
)
def test_an_unedited_export_asks_for_no_change(
    rows: list[tuple[str, str, float, bool]], forms: list[str]
) -> None:
    document = read_text("# Trim\n\nWe prune.\n", format="markdown")
    quote = (document.evidence(Span(0, 4)),)
    plain = Result("m", True, None, None, None, "accuracy", 1.0, "", None, False, None, 0.5, quote)
    results = tuple(
        replace(plain, method=method, dataset=dataset, value=value, own=own,
                operating_point=OperatingPoint("sparsity", value, "percent") if own else None)
        for method, dataset, value, own in rows
    )  # fmt: skip
    entity = Entity("dataset", forms[0] if forms else "x", tuple(forms), "mentioned", 0.5, quote)
    facts = Extraction(document.source, "Trim", None, document.coverage, results=results,
                       entities=(entity,))  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, Corpus.open(f"{folder}/litscan.db") as corpus:
        corpus.add_papers([PaperRecord("local/trim")])
        corpus.save_extraction(corpus.save_document("local/trim", document), facts)
        table = Path(folder, "facts.csv")
        text = facts_csv(corpus, ["local/trim"])
        table.write_text(text, encoding="utf-8-sig", newline="")
        plan = plan_import(corpus, table, remove_missing=True)
    assert (plan.changes, plan.errors, plan.rows) == ([], [], len(rows) + 6)
