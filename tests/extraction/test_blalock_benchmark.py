"""A comparison is a paper of the meta-analysis by name, by title, or by author and year."""

from __future__ import annotations

import pytest

from benchmarks.extraction.blalock import is_paper, one_name
from litscan.corpus.ingest.shrinkbench import ShrinkBenchPaper
from litscan.corpus.records import PaperRecord
from litscan.document.model import Coverage, Evidence, Source
from litscan.extraction.records import Comparison, Extraction

RECORD = PaperRecord(
    "shrinkbench/thin", title="Thin Nets: A Study", authors=("Doe, Ada",), published="2015-06"
)
FACTS = Extraction(Source("x.csv", "text", "0"), "Thin Nets", None, Coverage(full_text=False))
PAPER = ShrinkBenchPaper(RECORD, FACTS)
QUOTE = (Evidence("Thin", "cell", "x.csv", 1, 1, 0, 4),)


@pytest.mark.parametrize(
    ("method", "key", "title", "same"),
    [
        ("thin", None, None, True),
        ("Pruning", None, "Thin nets: a study", True),
        ("Pruning", "doe2015thin", None, True),
        ("Doe et al., 2015", None, None, True),
        ("Doe et al., 2016", None, None, False),
        ("SVD", "denton2014", "Exploiting structure", False),
    ],
)
def test_comparison_is_recognised(method, key, title, same):
    item = Comparison(method, key, title, None, "table", 0.9, QUOTE)
    assert is_paper(item, "thin", PAPER) is same


def test_names_fold_through_the_vocabulary():
    assert one_name("ILSVRC12", "dataset") == one_name("ImageNet", "dataset")
    assert one_name("Odd Data-9", "dataset") == "odddata9"
