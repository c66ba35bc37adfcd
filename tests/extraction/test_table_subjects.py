"""Which network and data set an unlabelled cell's number is of."""

from __future__ import annotations

from litscan.document import read_text
from litscan.extraction.read_tables import read_tables
from litscan.extraction.readings import TableReading


def _reading(text: str) -> TableReading:
    return read_tables(read_text(text, format="markdown"))[0]


def _paper(caption: str, rows: str, prose: str = "We report results.") -> str:
    return f"# Thin\n\n## Experiments\n\n{prose}\n\nTable 1: {caption}\n\n{rows}\n"


def test_a_network_named_beside_its_family_is_the_one_inherited() -> None:
    reading = _reading(
        _paper(
            "Sparse ResNets: ResNet-50 on ImageNet.",
            "| Method | Top-1 |\n|---|---|\n| Dense | 76.8 |\n| Ours | 75.1 |",
        )
    )
    assert {(v.architecture, v.architecture_from) for v in reading.values} == {
        ("ResNet-50", "caption")
    }


def test_perplexity_is_measured_on_the_corpus_the_text_names() -> None:
    reading = _reading(
        _paper(
            "Results of LLaMA-7B.",
            "| Method | PPL | BoolQ | PIQA |\n|---|---|---|---|\n| Dense | 5.68 | 75.1 | 79.2 |\n"
            "| Ours | 6.12 | 74.0 | 78.8 |",
            "We calibrate with C4. We report perplexity on WikiText2.",
        )
    )
    on = {(v.measure, v.dataset) for v in reading.values if v.cell.column < 3}
    assert on == {("perplexity", "WikiText-2"), ("accuracy", "BoolQ")}


def test_a_misspelt_network_with_a_size_ends_the_block_above_it() -> None:
    reading = _reading(
        _paper(
            "Perplexity on WikiText-2.",
            "| Method | PPL |\n|---|---|\n| LLaMA-2 13B | 4.6 |\n| - Wanda | 8.5 |\n"
            "| Nemotrom-4 15B | 5.8 |\n| - Wanda | 25.1 |",
            "We prune LLaMA-2-13B and Nemotron-4 15B.",
        )
    )
    assert {v.architecture for v in reading.values if v.cell.row <= 2} == {"LLaMA-2-13B"}
    assert "LLaMA-2-13B" not in {v.architecture for v in reading.values if v.cell.row > 2}


def test_a_network_of_another_field_is_not_inherited() -> None:
    reading = _reading(
        _paper(
            "Pruning with the same budget as ResNet-50.",
            "| Method | QQP | MNLI |\n|---|---|---|\n| Dense | 91.2 | 84.5 |\n"
            "| Ours | 91.0 | 83.0 |",
        )
    )
    assert {v.architecture for v in reading.values} == {None}


def test_the_network_inside_a_methods_name() -> None:
    reading = _reading(
        _paper(
            "Perplexity on WikiText-103.",
            "| Model | PPL |\n|---|---|\n| GPT2 | 28.5 |\n| DistilGPT2 | 43.0 |\n"
            "| ZipGPT2 (ours) | 35.4 |",
        )
    )
    assert [v.architecture for v in reading.values][-1] == "GPT-2"
