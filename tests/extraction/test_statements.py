from __future__ import annotations

import itertools
import time

import pytest

from litscan.document import read_text
from litscan.extraction import extract, link_cues, run_cues
from litscan.extraction.scan import scan_document


def _found(text: str, label: str) -> list[object]:
    return [value for _, _, name, value in run_cues.find(text) if name == label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "The code we used to train and evaluate our models is available at "
            "https://github.com/tensorflow/tensor2tensor.",
            "own_code",
        ),
        ("Our code, based on timm, is available at https://github.com/a/b.", "own_code"),
        ("Our implementation is built on PyTorch and is released at github.com/a/b", "own_code"),
        ("Our code is based on https://github.com/c/d.", "other_url"),
        ("The code of SNIP is available at https://github.com/c/d.", "named_code"),
        ("The ImageNet models are available at https://github.com/pytorch/vision.", "bare_url"),
        ("We train with the library found at https://pytorch.org/project.", "other_url"),
    ],
)
def test_own_code_is_told_from_the_code_of_others(text: str, label: str) -> None:
    assert [found[2] for found in link_cues.find(text)] == [label]


@pytest.mark.parametrize(("name", "found"), [("Trimmer", 1), ("SNIP", 0)])
def test_code_of_something_named_is_own_where_the_own_method_is_named(
    name: str, found: int
) -> None:
    text = (
        "# Trimmer: Pruning Filters by Regret\n\n## Abstract\n\nWe propose Trimmer. Trimmer is "
        "quick. Trimmer prunes filters.\n\n## Experiments\n\nTrimmer beats SNIP.\n\n"
        f"The code of {name} is available at https://github.com/a/b.\n"
    )
    assert len(extract(read_text(text, format="markdown")).links.code) == found


@pytest.mark.parametrize(
    "text",
    [
        "We train with 2 times longer fine-tuning.",
        "We train for 20 times fewer epochs.",
        "We report results with 3 different initialization methods.",
        "The test is executed 4 times.",
        "We report the best of 40 trials.",
        "Cosine similarity of masks from two different seeds is shown.",
    ],
)
def test_multiples_methods_and_tests_are_not_run_counts(text: str) -> None:
    assert _found(text, "run_count") == []


def test_a_count_written_as_an_equation_is_read() -> None:
    assert _found("We report the mean over n=5 seeds.", "run_count") == [5]


@pytest.mark.parametrize(
    "text",
    [
        "Batch normalization uses the mean and standard deviation of the batch in all runs.",
        "We initialize with stddev=0.02 and report results.",
        "We add noise with standard deviation 0.1 to the results.",
        "The factor is 1 ± 1/(α-1) on average.",
        "We normalize advantages by their standard deviation and mean.",
        "Accuracy is reported; images are shifted by a standard deviation of 0.2.",
    ],
)
def test_spread_of_anything_but_results_is_no_dispersion(text: str) -> None:
    assert _found(text, "dispersion") == []


def test_an_unheaded_checklist_is_no_statement_of_the_authors() -> None:
    text = (
        "# Thin Nets\n\n## Experiments\n\nWe prune VGG-16 on CIFAR-10.\n\n## Broader Impact\n\n"
        'The authors should answer "Yes" if the results are accompanied by error bars.\n\n'
        "The authors should state what error bars mean, e.g. standard deviation over runs.\n\n"
        "The answer NA means that the paper does not include experiments.\n\n"
    )
    assert extract(read_text(text, format="markdown")).runs.dispersion == "none"


def test_evidence_of_spread_is_kept_apart_from_that_of_counts() -> None:
    text = (
        "# Thin Nets\n\n## Experiments\n\nAll numbers are means of three runs.\n\n"
        "We report the standard deviation of the accuracy.\n"
    )
    runs = extract(read_text(text, format="markdown")).runs
    assert len(runs.evidence) == 2
    assert [item.quote for item in runs.dispersion_evidence] == [
        "We report the standard deviation of the accuracy."
    ]


def test_thousands_of_abbreviations_are_followed_in_one_pass() -> None:
    letters = itertools.combinations("EFFICIENTNETB0", 6)
    shorts = list(dict.fromkeys("".join(pick) for pick in letters if pick[0] != "0"))[:1200]
    body = "\n\n".join(f"We use EfficientNet-B0 ({short})." for short in shorts)
    document = read_text(f"# P\n\n## Experiments\n\n{body}\n", format="markdown")
    begun = time.perf_counter()
    scan = scan_document(document)
    assert time.perf_counter() - begun < 1.5
    assert {item.surface for item in scan.sightings.items} >= set(shorts)


@pytest.mark.parametrize(("about", "kinds"), [("pruning", ("during",)), ("attention", ())])
def test_only_papers_about_pruning_have_kinds_of_pruning(
    about: str, kinds: tuple[str, ...]
) -> None:
    text = (
        f"# On {about}\n\n## Abstract\n\nWe study {about} of networks.\n\n## Method\n\n"
        "Dropout is used during training. Masks change during training.\n"
    )
    assert extract(read_text(text, format="markdown")).pruning_kinds == kinds


def _runs(*parts: str) -> int | None:
    return extract(read_text("# Thin Nets\n\n" + "\n\n".join(parts), format="markdown")).runs.count


MAIN = "## Experiments\n\nWe prune ResNet-50 on ImageNet and report its accuracy."
APPENDIX = "## Appendix\n\n### Robustness to randomness"


def test_runs_of_an_appendix_test_of_robustness_are_not_those_of_the_main_results():
    assert _runs(MAIN, APPENDIX, "Four independent runs with varying seeds are conducted.") is None


def test_an_appendix_may_say_how_often_all_experiments_were_repeated():
    assert _runs(MAIN, APPENDIX, "All our experiments average over four independent runs.") == 4


def test_a_single_run_is_a_number_of_runs():
    assert _runs(MAIN + " The results are of a single run.") == 1
    assert _runs(MAIN + " A single run of the sweep takes two hours.") is None


CHECKLIST = (
    "## NeurIPS Paper Checklist\n\nDoes the paper report error bars? Answer: [No] Justification: "
    "{} Guidelines: * The answer NA means that the paper does not include experiments. * The "
    "authors should answer Yes if the results are over two runs.\n\nDoes the paper state its "
    "limits? Answer: [Yes] Justification: See above. Guidelines: * The answer NA means none.\n"
)


def test_a_checklist_is_asked_for_runs_last():
    answer = CHECKLIST.format("We report the results of a single run.")
    assert _runs(MAIN, answer) == 1
    assert _runs(MAIN + " All numbers are means of three runs.", answer) == 3
    assert _runs(MAIN, CHECKLIST.format("It is too expensive.")) is None
