"""A text that runs on for longer than any sentence is not read as one, and costs no more for it."""

from __future__ import annotations

import time

from litscan import extract, read_text
from litscan.extraction.cues import LONGEST_SENTENCE

WORDS = "we prune the filters of ResNet-50 on ImageNet and average over five runs of the network "


def seconds(times: int) -> float:
    document = read_text(f"# T\n\n## 1 Experiments\n\n{WORDS * times}", format="markdown")
    begun = time.process_time()
    extract(document)
    return time.process_time() - begun


def test_no_runs_are_read_from_a_text_without_an_end() -> None:
    short = read_text(f"# T\n\n## 1 Experiments\n\n{WORDS}.", format="markdown")
    assert extract(short).runs.count == 5
    endless = WORDS * (LONGEST_SENTENCE // len(WORDS) + 2)
    run_on = read_text(f"# T\n\n## 1 Experiments\n\n{endless}", format="markdown")
    assert extract(run_on).runs.count is None


def test_time_grows_with_the_text_not_with_its_square() -> None:
    seconds(100)
    assert seconds(4000) < 8 * seconds(1000) + 1
