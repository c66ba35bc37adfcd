"""Hyper-parameters with their values as entities."""

from __future__ import annotations

from litscan.document import read_text
from litscan.extraction import extract

PAPER = """# Shears

## Related Work

Clipper uses a dropout rate of 0.9.

## Experiments

We train with a learning rate of 0.1 and weight decay 5e-4, later with a learning rate of 0.01.
The distillation temperature (T) is set to 4. Accuracy with dropout is 93%.
"""


def test_names_come_with_their_values_and_quotes() -> None:
    facts = extract(read_text(PAPER, format="markdown"))
    found = {e.name: e.surface_forms for e in facts.named("hyperparameter")}
    assert found == {
        "learning rate": ("learning rate of 0.1", "learning rate of 0.01"),
        "weight decay": ("weight decay 5e-4",),
        "temperature": ("distillation temperature (T) is set to 4",),
    }
    assert all(e.evidence for e in facts.named("hyperparameter"))
    assert "dropout" not in found


def test_a_run_of_words_that_no_sentence_is_as_long_as_gives_nothing() -> None:
    text = "# A\n\n## Experiments\n\n" + "batch size 128 and " * 400 + "more.\n"
    found = extract(read_text(text, format="markdown"), learned=False).entities
    assert not [entity for entity in found if entity.kind == "hyperparameter"]
