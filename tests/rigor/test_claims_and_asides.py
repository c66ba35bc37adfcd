"""What is no claim, no evidence or no loss is not taken for one."""

from __future__ import annotations

import time

import pytest

from litscan import audit, read_text
from litscan.document.limits import MAX_PROSE
from litscan.rigor import Finding
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.scope.examples import LOSSES, LOSSLESS


def findings(text: str) -> dict[str, Finding]:
    return {item.check: item for item in audit(read_text(text, format="markdown")).findings}


def test_a_speedup_that_is_defined_by_operations_claims_no_time() -> None:
    told = "\nOur inference speedup is measured as the FLOPS reduction factor.\n"
    assert findings(paper(ACCURACY_TABLE + told))["H01"].outcome == "not_applicable"


def test_a_negation_beside_a_measured_time_does_not_take_it_away() -> None:
    told = "\nThe pruned network takes 3.1 ms on one V100 GPU, without any retraining.\n"
    text = paper(ACCURACY_TABLE + told, abstract="Our pruned networks run 1.8 times faster.")
    assert findings(text)["H01"].outcome == "pass"


def test_a_gain_too_large_to_be_one_does_not_bear_out_a_claim_of_no_loss() -> None:
    text = paper(LOSSES.replace("75.2", "89.2"), abstract=LOSSLESS)
    assert findings(text)["S03"].outcome != "pass"


def test_a_wrong_printed_drop_does_not_bear_out_a_claim_of_no_loss() -> None:
    table = (
        "Table 1: Results on CIFAR-10 with ResNet-56.\n\n"
        "| Method | Baseline Acc. (%) | Pruned Acc. (%) | Acc. Drop (%) |\n"
        "| --- | --- | --- | --- |\n| Ours | 93.59 | 92.05 | {drop} |\n"
    )
    wrong = findings(paper(table.format(drop="0.10"), abstract=LOSSLESS))["S03"]
    assert (wrong.outcome, wrong.numbers["least_loss"]) == ("fail", 1.54)
    right = findings(paper(table.format(drop="1.54"), abstract=LOSSLESS))["S03"]
    assert right.numbers["least_loss"] == 1.54


def test_a_magnitude_control_is_not_asked_of_a_method_that_prunes_by_magnitude() -> None:
    told = "We prune the weights of smallest magnitude on a new schedule."
    finding = findings(paper(ACCURACY_TABLE, abstract=told))["B03"]
    assert (finding.outcome, finding.evidence[0].quote) == ("not_applicable", told)
    other = "We compare with pruning, as others prune the weights of smallest magnitude."
    assert findings(paper(ACCURACY_TABLE, abstract=other))["B03"].outcome == "fail"


def test_where_an_address_stands_that_does_not_count_is_said() -> None:
    note = "\n## Acknowledgements\n\nOur code is available at https://github.com/a/pruning.\n"
    finding = findings(paper(ACCURACY_TABLE + note))["R01"]
    assert "acknowledgements only" in finding.reason


def test_one_thing_is_not_told_in_the_plural() -> None:
    found = findings(paper(ACCURACY_TABLE))
    assert "1 pair tested" in found["C16"].reason
    assert not any(" 1 pairs" in item.reason for item in found.values())


@pytest.mark.parametrize("stop", ["", "."])
def test_a_hostile_length_is_read_in_part_and_nothing_is_called_absent(stop: str) -> None:
    words = f"We prune by magnitude and average accuracy over 5 random runs{stop} "
    started = time.process_time()
    document = read_text(
        paper(f"{ACCURACY_TABLE}\n{words * (2_000_000 // len(words))}\n"), format="markdown"
    )
    assert sum(len(item.span) for item in document.sentences) <= MAX_PROSE
    assert any(str(MAX_PROSE) in warning for warning in document.coverage.warnings)
    absent = [item for item in audit(document).findings if item.outcome == "fail"]
    assert all(item.evidence for item in absent)
    assert time.process_time() - started < 30
