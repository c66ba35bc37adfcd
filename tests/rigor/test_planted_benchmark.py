"""What is planted into a paper is there, and the checks see it."""

from __future__ import annotations

from benchmarks.rigor.planting import altered, subject_of, with_sentence, without
from litscan import read_text
from litscan.rigor import Outcome, find_check
from litscan.rigor.examples import ACCURACY_TABLE, paper

DROPS = """\
Table 1: Results on CIFAR-10.

| Method | Baseline Acc. (%) | Pruned Acc. (%) | Acc. Drop (%) |
| --- | --- | --- | --- |
| Ours | 93.59 | 93.05 | 0.54 |
"""


def test_an_altered_number_is_an_error_and_the_paper_stays_as_it_was() -> None:
    subject = subject_of(read_text(paper(DROPS), format="markdown"))
    check = find_check("A01")
    decision = check.decide(subject)
    assert decision.outcome is Outcome.PASS
    place = decision.evidence[-1].table
    assert place is not None
    planted = altered(subject, (place.label, place.row, place.column), 1.9)
    assert check.decide(planted).outcome is Outcome.FAIL
    assert check.decide(subject).outcome is Outcome.PASS


def test_what_was_quoted_can_be_taken_out() -> None:
    text = paper(ACCURACY_TABLE + "\nAll numbers are averaged over five runs.\n")
    document = read_text(text + "\n## 4 Limitations\n\nWords.\n", format="markdown")
    for name in ("V01", "S05"):
        check = find_check(name)
        decision = check.decide(subject_of(document))
        assert decision.outcome is Outcome.PASS
        gone = without(document, decision.evidence)
        assert len(gone.text) == len(document.text)
        assert check.decide(subject_of(gone)).outcome is Outcome.FAIL


def test_a_sentence_can_be_put_in() -> None:
    document = read_text(paper(ACCURACY_TABLE), format="markdown")
    planted = with_sentence(document, "All numbers are averaged over five runs.")
    assert planted is not None
    assert find_check("V01").decide(subject_of(planted)).outcome is Outcome.PASS
    assert with_sentence(read_text("# T\n\nWords.", format="markdown"), "More.") is None
