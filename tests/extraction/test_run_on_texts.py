"""A text that runs on for longer than any sentence is not read as one, and costs no more for it."""

from __future__ import annotations

import time

from litscan import extract, read_text
from litscan.extraction.cues import LONGEST_SENTENCE

WORDS = "we prune the filters of ResNet-50 on ImageNet and average over five runs of the network "


def invented(number: int) -> str:
    """Return sentences about names that no other sentence mentions."""
    return " ".join(f"We train Qx{n:05}Net-18 on the Zy{n:05} dataset." for n in range(number))


def seconds(words: str) -> float:
    document = read_text(f"# T\n\n## 1 Experiments\n\n{words}", format="markdown")
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
    seconds(WORDS * 100)
    assert seconds(WORDS * 4000) < 8 * seconds(WORDS * 1000) + 1


def test_time_grows_with_the_number_of_names_not_with_its_square() -> None:
    seconds(invented(100))
    assert seconds(invented(20_000)) < 6 * seconds(invented(5_000)) + 0.5


def test_a_cell_that_holds_a_book_is_not_read_as_a_label_to_its_end() -> None:
    rows = f"| Method | Accuracy (%) |\n| --- | --- |\n| Ours {'x' * 300_000} | 93.6 |\n"
    begun = time.process_time()
    facts = extract(read_text(f"# T\n\n## 1 Experiments\n\n{rows}", format="markdown"))
    assert [result.value for result in facts.results] == [93.6]
    assert time.process_time() - begun < 5
