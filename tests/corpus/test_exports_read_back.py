"""What is exported is read back by the readers that others use, hostile titles as they are."""

from __future__ import annotations

import csv
import io
import json
import warnings
from pathlib import Path

import pytest

from litscan.corpus import PaperRecord
from litscan.corpus.export import citation_keys, to_bibtex, to_csl, to_ris
from litscan.corpus.ingest import Problems
from litscan.corpus.ingest.bibtex import read_bibtex
from litscan.survey import ResultsTable
from litscan.survey.orkg import ORKG_COLUMNS, to_orkg
from litscan.survey.results import ResultRow

TITLES = (
    r"""A & B: 50% of $L_0$ {braces} #1 back\slash ~ ^ _x_ *y* `z` "q" |p| [s]""",
    "Élagage des réseaux à Müller, Łódź, ő ş ñ",
    "神经网络剪枝：重要性 プルーニング 가지치기",
    "<script>alert(1)</script> & &amp; </td> <!-- x -->",
    "an open { and the other } way } round, and a - b -- c --- d",
    "λ ≤ α → ∞ of ∇f",
    '=HYPERLINK("http://x") TY - JOUR',
)
RECORDS = [
    PaperRecord(
        f"bib/{number}",
        title=title,
        authors=("Zoë van der Müller", "R & D and Sons", "Plato"),
        published=f"201{number}-06",
        venue="Proceedings of 50% & more" if number % 2 else "Journal of A & B",
        doi=f"10.1000/a_b{number}",
        source="bibtex:inproceedings" if number == 0 else "ris",
        citation_key=f"key{number}",
    )
    for number, title in enumerate(TITLES)
]
KEYS = citation_keys(RECORDS)


def test_bibtex_is_read_by_pybtex_with_types_and_names() -> None:
    database = pytest.importorskip("pybtex.database", reason="pybtex is not installed")
    found = database.parse_string("\n".join(to_bibtex(RECORDS, KEYS)), "bibtex").entries
    assert list(found) == [f"key{number}" for number in range(len(TITLES))]
    assert {entry.type for entry in found.values()} == {"inproceedings", "article"}
    assert found["key0"].type == "inproceedings"  # as the bibliography said it came from
    assert "booktitle" in found["key1"].fields and "journal" in found["key2"].fields
    first, second, third = found["key2"].persons["author"]
    assert first.prelast_names == ["van", "der"] and first.first_names == ["Zoë"]
    assert str(second) == r"{R \& D and Sons}" and str(third) == "{Plato}"


def test_bibtex_is_read_by_bibtexparser_and_back_to_the_same_titles() -> None:
    bibtexparser = pytest.importorskip("bibtexparser", reason="bibtexparser is not installed")
    text = "\n".join(to_bibtex(RECORDS, KEYS))
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == list(KEYS.values())
    assert [record.title for record in read_bibtex(text, Problems("x.bib"))] == list(TITLES)


def test_ris_is_read_by_rispy() -> None:
    rispy = pytest.importorskip("rispy", reason="rispy is not installed")
    found = rispy.loads("".join(to_ris(RECORDS, KEYS)))
    assert [entry["title"] for entry in found] == list(TITLES)
    assert found[0]["type_of_reference"] == "CONF"
    assert found[2]["type_of_reference"] == "JOUR"
    assert found[1]["authors"][0] == "van der Müller, Zoë"
    assert [entry["year"] for entry in found] == [f"201{n}" for n in range(len(TITLES))]


def test_csl_json_is_read_and_set_by_citeproc() -> None:
    citeproc = pytest.importorskip("citeproc", reason="citeproc-py is not installed")
    from citeproc.source.json import CiteProcJSON

    items = json.loads(json.dumps(to_csl(RECORDS, KEYS)))
    assert items[0]["type"] == "paper-conference"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
        shelf = citeproc.CitationStylesBibliography(
            style, CiteProcJSON(items), citeproc.formatter.plain
        )
        for item in items:
            shelf.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        said = [str(line) for line in shelf.bibliography()]
    assert len(said) == len(TITLES)
    assert any(TITLES[2] in line for line in said)
    assert any(TITLES[1] in line for line in said)


def test_orkg_has_the_columns_its_import_knows_and_a_row_a_result() -> None:
    row = ResultRow(
        "bib/3", TITLES[3], 2013, "Ours & Co", True, "CIFAR-10", "ResNet-56", "top1_accuracy",
        "percent", 93.5, 93.2, None, 0.3, "sparsity", 50.0, "percent", 0.9, "93.2", "a.tex", 1,
    )  # fmt: skip
    text = to_orkg(ResultsTable((row,)), {record.key: record for record in RECORDS})
    (read,) = csv.DictReader(io.StringIO(text))
    assert tuple(read) == ORKG_COLUMNS
    assert read["paper:title"] == TITLES[3]
    assert read["paper:authors"] == "Zoë van der Müller; R & D and Sons; Plato"
    assert (read["paper:publication_year"], read["paper:publication_month"]) == ("2013", "6")
    assert (read["Operating point"], read["Pruned"], read["Drop"]) == ("50% sparse", "93.2", "0.3")


def test_parquet_is_read_by_pyarrow(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    from litscan.cli import main
    from litscan.corpus import Corpus

    with Corpus.open(tmp_path / "x.db") as corpus:
        corpus.add_papers(RECORDS)
    output = tmp_path / "x.parquet"
    command = [
        "export",
        "--format",
        "parquet",
        "--corpus",
        str(tmp_path / "x.db"),
        "-o",
        str(output),
    ]
    with pytest.raises(SystemExit) as leaving:
        main([*command, "--output", str(output)])
    assert leaving.value.code == 0
    assert set(parquet.read_table(output)["title"].to_pylist()) == set(TITLES)


@pytest.mark.parametrize("kind", ["comparisons", "comparable"])
def test_graphs_are_read_by_networkx(tmp_path: Path, kind: str) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    from litscan.survey.graph import Graph, to_graphml, to_node_link

    nodes = {f"a&{number}": {"title": title} for number, title in enumerate(TITLES)}
    graph = Graph(kind, kind == "comparisons", nodes, (("a&0", "a&1", {"methods": TITLES[3]}),))
    (tmp_path / "x.graphml").write_text(to_graphml(graph), encoding="utf-8")
    read = networkx.read_graphml(tmp_path / "x.graphml")
    also = networkx.node_link_graph(json.loads(to_node_link(graph)), edges="edges")
    for found in (read, also):
        assert found.is_directed() == (kind == "comparisons")
        assert {node: found.nodes[node]["title"] for node in found} == {
            key: attributes["title"] for key, attributes in nodes.items()
        }
        assert found.edges["a&0", "a&1"]["methods"] == TITLES[3]
