from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    return read_tei(text, source=Source("p.tei.xml", "tei", ""), name="p.tei.xml")


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


def paper(body: str, back: str = "") -> Document:
    return read(f"<TEI><text><body>{body}</body><back>{back}</back></text></TEI>")


def outline(document: Document) -> list[tuple[str, int]]:
    return [(section.heading, section.level) for section in document.sections]


def head(number: str, title: str) -> str:
    return f'<div><head n="{number}">{title}</head><p>Some words.</p></div>'


NUMBERED = head("1", "Introduction") + head("2", "Method") + head("2.1", "Masks")


def test_heads_that_break_the_papers_numbering_are_prose() -> None:
    document = paper(
        NUMBERED
        + '<div><head n="44">end procedure</head></div><div><head>x = y + 1</head></div>'
        + "<div><head>Since we can decompose</head></div>"
        + head("3", "Results")
    )
    assert outline(document) == [
        ("1 Introduction", 1),
        ("2 Method", 1),
        ("2.1 Masks", 2),
        ("3 Results", 1),
    ]
    prose = [document.quote(p.span) for p in document.paragraphs]
    assert {"end procedure", "x = y + 1", "Since we can decompose"} <= set(prose)


def test_unnumbered_heads_of_a_numbered_paper_lie_below_unless_custom_leaves_them_bare() -> None:
    document = paper(
        NUMBERED
        + "<div><head>Datasets</head><p>CIFAR.</p></div>"
        + head("3", "Results")
        + "<div><head>Limitations</head><p>Few.</p></div>"
    )
    assert outline(document)[3:] == [("Datasets", 4), ("3 Results", 1), ("Limitations", 1)]


def test_joined_and_lettered_heads_of_the_appendix_are_told_apart() -> None:
    document = paper(
        NUMBERED + head("3", "Results"),
        "<div type='annex'><div><head>Supplementary Material A Proofs A.1 Bounds</head>"
        "<p>One.</p></div><div><head>B More Results</head><p>Two.</p></div></div>",
    )
    assert outline(document)[4:] == [("A Proofs", 1), ("A.1 Bounds", 2), ("B More Results", 1)]
    assert {section.role for section in document.sections[4:]} == {"appendix"}


def test_headings_that_run_into_their_paragraph_are_found() -> None:
    document = paper(
        "<div><p>1. Introduction. We prune nets. It works.</p></div>"
        '<div><head n="2.">Method.</head><p>We mask.</p></div>'
        "<div><head>3.</head><p>Results on Nets. They shrink.</p></div>"
        '<div><head n="4.">Discussion and</head><p>Outlook. More to come.</p></div>'
        '<div><head n="5.">Limits.</head><p>Few.</p></div>'
    )
    assert outline(document) == [
        ("1 Introduction", 1),
        ("2 Method", 1),
        ("3 Results on Nets", 1),
        ("4 Discussion and Outlook", 1),
        ("5 Limits", 1),
    ]
    assert [document.quote(p.span) for p in document.paragraphs] == [
        "We prune nets. It works.",
        "We mask.",
        "They shrink.",
        "More to come.",
        "Few.",
    ]


def test_roman_numbers_have_letters_below_them() -> None:
    heads = ("I. INTRODUCTION", "II. METHOD", "A. Masks", "III. RESULTS")
    document = paper("".join(f"<div><head>{h}</head><p>W.</p></div>" for h in heads))
    assert outline(document) == [
        ("I INTRODUCTION", 1),
        ("II METHOD", 1),
        ("A Masks", 2),
        ("III RESULTS", 1),
    ]


def test_footnotes_notes_spans_and_pointers_are_kept() -> None:
    document = paper(
        '<div><p>See Table <ref type="table" target="#tab_0">1</ref>.</p></div>'
        '<note place="foot" n="2">Our code.</note>'
        '<figure type="table" xml:id="tab_0"><head>Table 1 :</head><label>1</label>'
        '<figDesc>Runs.</figDesc><table><row><cell rows="2">Net</cell><cell cols="2">Acc</cell>'
        "</row><row><cell>a</cell><cell>b</cell></row><row><cell>A</cell><cell>1.0</cell>"
        "<cell>2.0</cell></row></table><note>* mean of 3</note></figure>"
    )
    (table,) = document.tables
    assert table.header_path(2) == ("Acc", "b")
    assert [(document.quote(n.span), n.mark) for n in table.notes] == [("mean of 3", "*")]
    (footnote,) = document.footnotes
    assert (document.quote(footnote.span), footnote.mark) == ("Our code.", "2")
    (pointer,) = document.cross_references
    assert (document.quote(pointer.span), pointer.labels) == ("1", ("tab_0",))


def test_places_are_right_past_entities_and_line_breaks() -> None:
    document = paper("<div>\n<p>R&amp;D isn&apos;t\n  new &lt; old.</p>\n</div>")
    assert document.text == "R&D isn't new < old."
    start = document.text.index("old")
    assert document.locate(Span(start, start + 3)).line == 3


_PARTS = st.sampled_from(
    ["<div>", "</div>", "<head>", "</head>", "<p>", "</p>", '<head n="2.">', "1. ", "A.1 ",
     "<figure type='table'>", "</figure>", "<table>", "</table>", "<row>", "</row>", "<cell>",
     "<cell cols='99999'>", "<cell rows='x'>", "</cell>", "Title Case", ". ", "&amp;", "\n",
     "<ref type='table' target='#'>", "</ref>", "<note place='foot'>", "</note>", "<s>", "</s>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_PARTS | st.text(max_size=6), max_size=40))
def test_any_markup_is_read_as_far_as_it_goes_or_refused(parts: list[str]) -> None:
    from lxml import etree

    loose = f"<TEI><text><body>{''.join(parts)}</body></text></TEI>"
    tree = etree.fromstring(loose.encode(errors="replace"), etree.XMLParser(recover=True))
    try:
        document = read_tei(
            etree.tostring(tree, encoding="unicode"),
            source=Source("p.xml", "tei", ""),
            name="p.xml",
        )
    except ReadError as error:
        assert "\n" not in str(error)
        return
    for name in document.layers:
        for item in document.layer(name):
            assert item.span is None or item.span.end <= len(document.text)
    for table in document.tables:
        assert all(document.quote(cell.span) == cell.text for cell in table.cells())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ReadError):
        read_tei(text, source=Source("p.xml", "tei", ""), name="p.xml")


def test_time_is_bounded() -> None:
    began = time.process_time()
    paper('<div><head n="1.">Title.</head><p>1. Words. More of it.</p></div>' * 2_000)
    assert time.process_time() - began < 15


@pytest.mark.shared
def test_real_papers_are_read(shared: Path) -> None:
    paths = sorted((shared / "data" / "papers").rglob("*.tei.xml"))
    assert paths
    for path in paths:
        source = Source(str(path), "tei", "")
        document = read_tei(path.read_text("utf-8"), source=source, name=path.name)
        assert document.title_text and document.references and document.citations
        assert document.coverage.sentences > 100


def table_of(*rows: tuple[str, ...]) -> Document:
    cells = (
        "".join(cell if cell[:1] == "<" else f"<cell>{cell}</cell>" for cell in r) for r in rows
    )
    grid = "".join(f"<row>{row}</row>" for row in cells)
    return paper(f'<p>Words.</p>\n<figure type="table"><table>{grid}</table></figure>')


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((("Model", "A", "B"), ("val", "45.67 0.00", "47.04")), "two numbers"),
        ((("Model", "A", "B"), ('<cell cols="2">MLE 29.45</cell>', "74.1")), "a name and a number"),
        ((("line 41 ensures",), ("that it holds",)), "one column"),
        ((("a", "so " * 20), ("b", "and " * 20)), "running text"),
        ((("", "Frozen Acc P recision R"), ("x", "1", "2", "3", "4")), "heads of several columns"),
    ],
)
def test_tables_that_grobid_ran_together_are_counted_and_not_read(
    rows: tuple[tuple[str, ...], ...], told: str
) -> None:
    coverage = table_of(*rows).coverage
    assert (coverage.tables_found, coverage.tables_parsed) == (1, 0)
    assert told in coverage.warnings[0]
    assert coverage.warnings[0].startswith("p.tei.xml:2: a table")


def test_deviations_and_grouped_digits_are_one_number() -> None:
    document = table_of(("Model", "Acc. (%)"), ("A", "45.6 (0.1)"), ("B", "1 000"), ("C", "3 ± 1"))
    assert document.coverage.tables_parsed == 1


def test_characters_written_by_name_are_kept() -> None:
    document = paper("<p>We reach 93.4&plusmn;0.1 of 5&nbsp;000.</p>")
    assert "93.4±0.1 of 5\u00a0000" in document.text or "93.4±0.1 of 5 000" in document.text
