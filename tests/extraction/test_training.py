"""Training details: what set-up tables give, beside sentences."""

from __future__ import annotations

from litscan.document import read_text
from litscan.extraction import extract

PAPER = """# Shears

## Experiments

{text}

| Hyper-parameter | {head} |
| --- | {rule} |
| Optimizer | {optimizer} |
| Initial learning rate | {rate} |
| Batch size | {batch} |
| Fine-tuning epochs | {fine} |
"""
ONE = {
    "head": "Value", "rule": "---", "optimizer": "SGD", "rate": "0.05", "batch": "256",
    "fine": "40",
}  # fmt: skip


def test_a_set_up_table_gives_training_details_with_their_cells() -> None:
    training = extract(
        read_text(PAPER.format(text="See below.", **ONE), format="markdown")
    ).training
    assert (training.optimizer, training.learning_rate) == ("SGD", 0.05)
    assert (training.batch_size, training.fine_tune_epochs, training.epochs) == (256, 40, None)
    assert {item.kind for item in training.evidence} == {"table"}
    assert [item.quote for item in training.evidence] == ["SGD", "0.05", "256", "40"]


def test_a_sentence_of_the_experiments_outranks_the_table() -> None:
    text = "We train with batch size 128 and momentum 0.9."
    training = extract(read_text(PAPER.format(text=text, **ONE), format="markdown")).training
    assert (training.batch_size, training.learning_rate) == (128, 0.05)


def test_values_that_differ_by_column_are_nobodys() -> None:
    two = {
        "head": "CIFAR-10 | ImageNet", "rule": "--- | ---", "optimizer": "SGD | SGD",
        "rate": "0.1 | 0.01", "batch": "128 | 128", "fine": "40 | 20",
    }  # fmt: skip
    training = extract(read_text(PAPER.format(text="See.", **two), format="markdown")).training
    assert (training.optimizer, training.batch_size) == ("SGD", 128)
    assert (training.learning_rate, training.fine_tune_epochs) == (None, None)
