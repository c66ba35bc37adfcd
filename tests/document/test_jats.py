# ruff: noqa: E501 - markup stands as publishers write it
from __future__ import annotations

import re

import pytest

from litscan.document import Document, read_text
from litscan.document.model import Span
from litscan.errors import ReadError

ARTICLE = r"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.2//EN" "JATS.dtd" [
<!ENTITY brand "never shown"> ]>
<article xmlns:mml="http://www.w3.org/1998/Math/MathML" xmlns:xlink="http://www.w3.org/1999/xlink">
<front><journal-meta><journal-title>J. of Things</journal-title></journal-meta><article-meta>
<article-id pub-id-type="arxiv">2401.00001</article-id>
<title-group><article-title>Sparse <italic>Things</italic></article-title></title-group>
<contrib-group><contrib><name><surname>Person</surname></name></contrib></contrib-group>
<abstract><sec><title>Aim</title><p>We prune 90 % of weights.</p></sec></abstract>
</article-meta></front>
<body>
<sec id="s1"><label>1.</label><title>Introduction</title>
<p>Prior work [<xref ref-type="bibr" rid="B1">1</xref>] prunes<xref ref-type="fn" rid="fn1">a</xref>
weights to <inline-formula><alternatives><tex-math><![CDATA[93.4 \pm 0.1]]></tex-math>
<mml:math><mml:mn>93.4</mml:mn><mml:mo>±</mml:mo><mml:mn>0.1</mml:mn></mml:math></alternatives></inline-formula>,
see <xref ref-type="table" rid="T1">Table 1</xref> &amp; more.</p>
<sec><label>1.1</label><title>Setup</title><p>One GPU.</p>
<list><list-item><p>First item.</p></list-item></list></sec></sec>
<sec><title>Results</title>
<table-wrap id="T1"><label>Table 1.</label><caption><title>Accuracy</title><p>on CIFAR-10.</p></caption>
<table><thead><tr><th>Method</th><th colspan="2">Top-1</th></tr></thead>
<tbody><tr><td>L1</td><td><bold>93.4</bold><xref ref-type="table-fn" rid="tf1">*</xref></td>
<td><inline-formula><mml:math><mml:mn>92</mml:mn><mml:mo>±</mml:mo><mml:mn>1</mml:mn></mml:math></inline-formula></td></tr></tbody></table>
<table-wrap-foot><fn id="tf1"><label>*</label><p>Mean of three runs.</p></fn></table-wrap-foot></table-wrap>
<fig id="F1"><label>Figure 1</label><caption><p>Loss.</p></caption><graphic xlink:href="x"/></fig>
</sec></body>
<back><ack><title>Acknowledgements</title><p>Thanks.</p></ack>
<app-group><app><label>Appendix A</label><title>Proofs</title><p>Left out.</p></app></app-group>
<fn-group><fn id="fn1"><label>a</label><p>After training.</p></fn></fn-group>
<ref-list><title>References</title>
<ref id="B1"><label>1</label><element-citation><person-group><name><surname>Han</surname><given-names>S</given-names></name></person-group><article-title>Learning both weights</article-title><year>2015</year><pub-id pub-id-type="arxiv">1506.02626</pub-id></element-citation></ref>
<ref id="B2"><label>2</label><mixed-citation>Li H. <article-title>Pruning filters</article-title>. <source>ICLR</source>. 2017. doi:10.48550/arXiv.1608.08710</mixed-citation></ref>
</ref-list></back></article>
"""


@pytest.fixture(scope="module")
def article() -> Document:
    return read_text(ARTICLE, format="jats")


def test_front_matter_is_read(article: Document) -> None:
    assert article.title is not None
    assert article.abstract is not None
    assert article.quote(article.title) == "Sparse Things"
    assert "We prune 90 % of weights." in article.quote(article.abstract)
    assert str(article.arxiv_id) == "2401.00001"
    assert "Person" not in article.text
    assert "never shown" not in article.text


def test_sections_have_their_labels_and_depth(article: Document) -> None:
    assert [(s.level, s.heading, s.role) for s in article.sections] == [
        (0, "Abstract", "abstract"),
        (1, "1 Introduction", "introduction"),
        (2, "1.1 Setup", "experiments"),
        (1, "Results", "results"),
        (1, "Acknowledgements", "acknowledgements"),
        (1, "A Proofs", "appendix"),
        (1, "References", "references"),
    ]


def test_prose_holds_its_formula_once_and_its_note_after_it(article: Document) -> None:
    shown = [article.quote(p.span) for p in article.paragraphs]
    start = shown.index("Prior work [1] prunes weights to 93.4 ± 0.1, see Table 1 & more.")
    assert shown[start + 1] == "After training."
    assert [(article.quote(n.span), n.mark) for n in article.footnotes] == [
        ("After training.", "a")
    ]
    assert shown.count("After training.") == 1


def test_links_lead_to_references_and_tables(article: Document) -> None:
    assert [(article.quote(c.span), c.keys) for c in article.citations] == [("1", ("B1",))]
    assert [(article.quote(x.span), x.labels) for x in article.cross_references] == [
        ("Table 1", ("T1",))
    ]
    assert [(r.key, r.title, r.year, str(r.arxiv_id)) for r in article.references] == [
        ("B1", "Learning both weights", 2015, "1506.02626"),
        ("B2", "Pruning filters", 2017, "1608.08710"),
    ]
    assert article.references[0].authors == ("S Han",)


def test_a_table_is_tied_to_its_caption_and_notes(article: Document) -> None:
    (table,) = article.tables
    assert table.caption is not None
    assert (table.label, table.number, table.header_rows) == ("T1", "1", 1)
    assert article.quote(table.caption) == "Accuracy on CIFAR-10."
    assert [(c.text, c.marks) for c in table.rows[1]] == [
        ("L1", ()),
        ("93.4", ("*",)),
        ("92 ± 1", ()),
    ]
    assert [article.quote(n.span) for n in table.notes_of(table.rows[1][1])] == [
        "Mean of three runs."
    ]
    assert [(c.kind, c.number) for c in article.captions] == [("table", "1"), ("figure", "1")]


def test_every_sentence_is_found_on_its_line(article: Document) -> None:
    lines = ARTICLE.split("\n")
    for sentence in article.sentences:
        first = re.search(r"\w+", article.quote(sentence.span))
        assert first is not None
        assert first[0] in lines[article.locate(sentence.span).line - 1]


def test_an_article_without_body_is_no_full_text() -> None:
    document = read_text(
        "<article><front><article-meta><title-group><article-title>T</article-title></title-group>"
        "<abstract><p>Only this.</p></abstract></article-meta></front></article>",
        format="jats",
    )
    assert not document.coverage.full_text
    assert document.coverage.warnings == ("the file holds no body text",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<article><front></article>", "well-formed"),
        ("<articles><issue/></articles>", "no <article>"),
        ("<article>" + "<sec>" * 400 + "</sec>" * 400 + "</article>", "well-formed"),
        ("<article><front/><body/></article>", "no text"),
    ],
)
def test_broken_articles_are_one_line_errors(text: str, told: str) -> None:
    with pytest.raises(ReadError, match=told) as error:
        read_text(text, format="jats")
    assert "\n" not in str(error.value)


def test_entities_that_multiply_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<!DOCTYPE article [<!ENTITY a0 "ha">{bomb}]><article><body><p>Before &a11; after.</p>'
        "</body></article>"
    )
    try:
        document = read_text(text, format="jats")
    except ReadError:
        return
    assert "haha" not in document.text


def test_characters_written_by_name_are_kept_and_other_names_not_expanded() -> None:
    text = (
        '<!DOCTYPE article SYSTEM "JATS.dtd" [<!ENTITY brand "never shown">]>\n<article><body>'
        "<p>We reach 93.4&plusmn;0.1 of 5&nbsp;000 with &brand; and <![CDATA[a &pm; b]]>.</p>"
        "</body></article>"
    )
    document = read_text(text, format="jats")
    assert "93.4±0.1 of 5 000 with &brand; and a &pm; b." in document.text
    found = document.text.index("0.1 of")
    assert document.locate(Span(found, found + 3)).line == 2


def test_citations_and_exponents_do_not_continue_numbers() -> None:
    cited = '<xref ref-type="bibr" rid="B1">12</xref>'
    text = (
        f"<article><body><p>ResNet-50<sup>{cited}</sup> at 90%{cited} and 76.1<sub>0.2</sub> or "
        "5<sup>2</sup>, 80.1<sup>+0.3</sup>, H<sub>2</sub>O and the 5<sup>th</sup>.</p></body>"
        '<back><ref-list><ref id="B1"><mixed-citation>Doe. Words. 2020.</mixed-citation></ref>'
        "</ref-list></back></article>"
    )
    document = read_text(text, format="jats")
    shown = "ResNet-50[12] at 90%[12] and 76.1_0.2 or 5^2, 80.1 +0.3, H2O and the 5th."
    assert shown in document.text
    assert [document.quote(citation.span) for citation in document.citations] == ["12", "12"]


def test_a_number_in_a_heading_is_not_repeated_in_its_title() -> None:
    document = read_text(
        "<article><body><sec><title>2.1. Setup</title><p>Words.</p></sec></body></article>",
        format="jats",
    )
    assert document.sections[0].heading == "2.1 Setup"
