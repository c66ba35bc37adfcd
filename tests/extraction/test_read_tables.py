from __future__ import annotations

from litscan.document import read_text
from litscan.extraction.read_tables import read_tables
from litscan.extraction.readings import TableReading


def _read(table: str, caption: str = "", before: str = "") -> TableReading:
    text = f"# Thin Nets\n\n## Experiments\n\n{before}\n\nTable 1: {caption}\n\n{table}\n"
    (reading,) = read_tables(read_text(text, format="markdown"))
    return reading


DROP = """
| Network | Method | Baseline Acc. (%) | Pruned Acc. (%) | Acc. Drop (%) | FLOPs ↓ (%) |
| --- | --- | --- | --- | --- | --- |
| ResNet-56 | SNIP | 93.26 | 92.10 | 1.16 | 52.6 |
| ResNet-56 | Trimmer (ours) | 93.26 | 93.10 | 0.16 | 52.9 |
"""


def test_stage_columns_are_told_apart() -> None:
    record = _read(DROP, "Results on CIFAR-10.").records()[1]
    assert [(value.measure, value.stage) for value in record] == [
        ("accuracy", "original"),
        ("accuracy", "reported"),
        ("accuracy", "change"),
        ("flops_removed", "reported"),
    ]
    assert record[2].change_sign == -1


def test_own_and_compared_rows_are_told_apart() -> None:
    snip, own = _read(DROP, "Results on CIFAR-10.").records()
    assert (snip[0].own, own[0].own) == (False, True)
    assert {value.architecture for value in (*snip, *own)} == {"ResNet-56"}


def test_caption_gives_the_data_set_and_the_measure() -> None:
    table = """
| Method | 50% | 90% |
| --- | --- | --- |
| Dense | 76.1 | 76.1 |
| Magnitude | 75.0 | 70.2 |
"""
    reading = _read(table, "Top-1 accuracy of ResNet-50 on ImageNet by sparsity.")
    last = reading.records()[1][1]
    assert (last.measure, last.dataset, last.architecture) == (
        "top1_accuracy",
        "ImageNet",
        "ResNet-50",
    )
    assert last.operating_point is not None
    assert (last.operating_point.kind, last.operating_point.value) == ("sparsity", 90.0)
    assert reading.records()[0][0].is_dense


def test_methods_in_columns_make_a_column_a_record() -> None:
    table = """
| Dataset | Dense | Magnitude | SNIP |
| --- | --- | --- | --- |
| CIFAR-10 | 93.5 | 92.0 | 91.8 |
| CIFAR-100 | 71.2 | 69.9 | 69.0 |
"""
    records = _read(table, "Test accuracy (%) of ResNet-56.").records()
    assert [record[0].method for record in records] == ["Dense", "Magnitude", "SNIP"]
    assert [value.dataset for value in records[2]] == ["CIFAR-10", "CIFAR-100"]
    assert records[0][0].is_dense


def test_a_banner_row_names_the_network_of_the_rows_below() -> None:
    table = """
| Method | Top-1 | Top-5 |
| --- | --- | --- |
| ResNet-18 | | |
| SNIP | 68.1 | 88.0 |
| ResNet-34 | | |
| SNIP | 71.0 | 90.1 |
"""
    reading = _read(table, "Results on ImageNet.")
    assert [value.architecture for value in reading.values] == [
        "ResNet-18",
        "ResNet-18",
        "ResNet-34",
        "ResNet-34",
    ]


def test_data_sets_as_columns_of_a_language_model_table_are_accuracies() -> None:
    table = """
| Method | BoolQ | PIQA | Avg. |
| --- | --- | --- | --- |
| Wanda | 71.0 | 77.2 | 74.1 |
"""
    values = _read(table, "Zero-shot accuracy of LLaMA-7B.").values
    assert [(value.measure, value.dataset) for value in values[:2]] == [
        ("accuracy", "BoolQ"),
        ("accuracy", "PIQA"),
    ]
    assert values[2].measure == "average"


def test_a_table_of_settings_reports_no_results() -> None:
    table = """
| Setting | Value |
| --- | --- |
| Epochs | 160 |
| Batch size | 128 |
"""
    assert _read(table, "Hyperparameters.").kind in ("setup", "other")


def test_an_unknown_header_is_left_undecided() -> None:
    table = """
| Method | Frobs | Top-1 |
| --- | --- | --- |
| SNIP | 12 | 68.1 |
"""
    assert _read(table, "Results on ImageNet.").values[0].measure is None


BLOCKS = r"""\documentclass{article}\begin{document}\section{Experiments}
\begin{table}\caption{Results on two sets.}
\begin{tabular}{lcccc}
Method & \multicolumn{2}{c}{MNIST} & \multicolumn{2}{c}{CIFAR-10} \\
 & Comp. (\%) & Acc. & Comp. (\%) & Acc. \\ \hline
 & \multicolumn{4}{c}{MLP} \\ \hline
None & 0.0 & 97.4 & 0.0 & 45.0 \\
SNIP & 43.1 & 96.4 & 42.9 & 40.0 \\ \hline
 & \multicolumn{4}{c}{LeNet-5} \\ \hline
None & 0.0 & 99.1 & 0.0 & 67.6 \\
SNIP & 83.4 & 98.3 & 52.3 & 60.0 \\
\end{tabular}\end{table}\end{document}
"""


def _blocks() -> TableReading:
    (reading,) = read_tables(read_text(BLOCKS, format="latex"))
    return reading


def test_the_first_blocks_banner_is_no_header_of_the_later_blocks() -> None:
    networks = [record[1].architecture for record in _blocks().records()]
    assert networks == ["MLP", "MLP", "LeNet-5", "LeNet-5"]


def test_compression_in_percent_with_a_zero_is_the_share_removed() -> None:
    none, snip = _blocks().records()[:2]
    assert [value.measure for value in snip[:2]] == ["params_removed", "accuracy"]
    assert (none[1].is_dense, snip[1].is_dense) == (True, False)


def test_parts_of_a_table_inherit_what_the_caption_of_the_whole_says() -> None:
    rows = r"SNIP & 91.1 & 90.0 \\ Ours & 92.0 & 91.1 \\"
    part = (
        r"\begin{{subtable}}{{.5\textwidth}}\begin{{tabular}}{{lcc}}Method & 50\% & 90\% \\ \hline"
        r" {rows}\end{{tabular}}\caption{{{network}}}\end{{subtable}}"
    )
    parts = "\n".join(part.format(rows=rows, network=name) for name in ("ResNet-56", "VGG-16"))
    text = (
        r"\documentclass{article}\begin{document}\section{Experiments}\begin{table}"
        + parts
        + r"\caption{Accuracy on CIFAR-10 by sparsity.}\end{table}\end{document}"
    )
    readings = read_tables(read_text(text, format="latex"))
    told = [(v.architecture, v.dataset, v.measure) for r in readings for v in r.values[:1]]
    assert told == [("ResNet-56", "CIFAR-10", "accuracy"), ("VGG-16", "CIFAR-10", "accuracy")]


def test_the_text_tells_the_data_set_of_a_network_the_table_leaves_without_one() -> None:
    table = """
| Network | Top-1 Error | Params |
| --- | --- | --- |
| LeNet-5 Ref | 0.80% | 431K |
| LeNet-5 Thin | 0.74% | 36K |
| VGG-16 Ref | 31.50% | 138M |
| VGG-16 Thin | 31.17% | 10.3M |
"""
    before = "We prune LeNet-5 on MNIST. Then we prune VGG-16 on ImageNet."
    values = [record[0] for record in _read(table, "Thin networks.", before).records()]
    assert [value.dataset for value in values] == ["MNIST", "MNIST", "ImageNet", "ImageNet"]
    assert [value.is_dense for value in values] == [True, False, True, False]


def test_a_network_tied_to_two_data_sets_stays_without_one() -> None:
    table = """
| Network | Top-1 Error | Params |
| --- | --- | --- |
| VGG-16 Thin | 31.17% | 10.3M |
"""
    before = "We prune VGG-16 on CIFAR-10. Then we prune VGG-16 on ImageNet."
    assert _read(table, "Thin networks.", before).values[0].dataset is None


def test_what_an_ablation_leaves_out_is_not_the_network_under_test() -> None:
    table = """
| Setting | Top-1 Acc. |
| --- | --- |
| w/o Bi-GRU | 71.2 |
| Ours | 72.5 |
"""
    value = _read(table, "Ablation of ResNet-50 on ImageNet.").values[0]
    assert value.architecture == "ResNet-50"
