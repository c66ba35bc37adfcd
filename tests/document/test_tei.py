from __future__ import annotations

from pathlib import Path

import pytest

from litscan.document.model import Document, Source, Span
from litscan.document.tei import read_tei
from litscan.errors import ReadError

TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title level="a">On Pruning</title></titleStmt>
<sourceDesc><biblStruct>
<idno type="arXiv">arXiv:1608.08710v3[cs.CV]</idno></biblStruct></sourceDesc>
</fileDesc><profileDesc><abstract><p>We prune &amp; tune.</p></abstract></profileDesc></teiHeader>
<text><body>
<div><head n="4.">Experiments</head>
<p>Prior work <ref type="bibr" target="#b0">[1]</ref> keeps 93.4%. Ours keeps more.</p></div>
<figure type="table" xml:id="tab_0"><head>Table 2 :</head><label>2</label>
<figDesc>Table 2: Accuracy.</figDesc>
<table><row><cell>Method</cell><cell>Top-1</cell></row><row><cell>Ours</cell><cell>93.4</cell></row>
</table></figure>
<figure type="table" xml:id="tab_1"><figDesc>Table 3: Empty.</figDesc><table /></figure>
</body><back><div type="references"><listBibl>
<biblStruct xml:id="b0"><analytic><title level="a">Both weights</title><author>
<persName><forename>Song</forename><surname>Han</surname></persName></author></analytic>
<monogr><imprint><date when="2015-06" /></imprint></monogr></biblStruct>
</listBibl></div></back></text></TEI>
"""


def read(text: str) -> Document:
    return read_tei(text.encode(), source=Source("p.tei.xml", "tei", ""), name="p.tei.xml")


def test_structure_is_taken_as_marked() -> None:
    document = read(TEI)
    assert document.title_text == "On Pruning"
    assert str(document.arxiv_id) == "1608.08710v3"
    assert document.abstract is not None
    assert document.quote(document.abstract) == "We prune & tune."
    assert [section.role for section in document.sections] == [
        "abstract",
        "experiments",
        "references",
    ]
    assert document.sections[1].heading == "4 Experiments"


def test_tables_have_cells_or_are_counted_as_unread() -> None:
    document = read(TEI)
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Method", "Top-1"],
        ["Ours", "93.4"],
    ]
    assert (table.label, table.number, document.coverage.tables_found) == ("tab_0", "2", 2)
    assert table.caption is not None
    assert document.quote(table.caption) == "Accuracy."


def test_references_and_citations_are_tied() -> None:
    document = read(TEI)
    (citation,) = document.citations
    assert document.quote(citation.span) == "[1]"
    reference = document.reference_by_key[citation.keys[0]]
    assert (reference.title, reference.year, reference.authors) == (
        "Both weights",
        2015,
        ("Song Han",),
    )


def test_every_place_leads_back_to_its_line() -> None:
    document = read(TEI)
    for quote in ("Ours keeps more", "Accuracy.", "93.4%", "Experiments"):
        start = document.text.index(quote)
        line = document.locate(Span(start, start + len(quote))).line
        assert quote in TEI.split("\n")[line - 1]


@pytest.mark.parametrize("text", ["", "<TEI>", "<html/>", "\x00\x01", "<TEI>&undefined;</TEI>"])
def test_what_is_no_tei_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    assert "\n" not in str(caught.value)


def test_external_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    document = read(
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<TEI><text><body><p>Shown &x; here.</p></body></text></TEI>"
    )
    assert "hidden" not in document.text
    assert "Shown" in document.text


@pytest.mark.shared
def test_real_papers_are_read(shared: Path) -> None:
    paths = sorted((shared / "data" / "papers").rglob("*.tei.xml"))
    assert paths
    for path in paths:
        source = Source(str(path), "tei", "")
        document = read_tei(path.read_bytes(), source=source, name=path.name)
        assert document.title_text and document.references and document.citations
        assert document.coverage.sentences > 100
