from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from lxml import etree
from oai_server import ANSWER, Paper, raw_record

from litscan.collect.oai import OaiError, read_answer, set_of
from litscan.collect.oai.answer import read_record
from litscan.collect.oai.authors import split_authors
from litscan.collect.oai.errors import ERRORS
from litscan.errors import ReadError, UsageError

CODES = (
    "badArgument", "badResumptionToken", "badVerb", "cannotDisseminateFormat", "idDoesNotExist",
    "noMetadataFormats", "noSetHierarchy",
)  # fmt: skip
ARXIV = (
    "<record><header><identifier>oai:arXiv.org:2508.21012</identifier>"
    "<datestamp>2026-01-05</datestamp></header><metadata>"
    '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2508.21012</id><created>2025-12-16</created>'
    "{updated}<authors><author><keyname>Davis</keyname><forenames>Sammy</forenames>"
    "<suffix>Jr</suffix><affiliation>Here</affiliation></author><author><keyname>:</keyname>"
    "</author></authors><title>A\n  title</title><categories>physics.comp-ph nlin.CD</categories>"
    "<abstract>Text.</abstract></arXiv></metadata></record>"
)


def listed(*records: str, token: str = "") -> bytes:
    body = f"<ListRecords>{''.join(records)}{token}</ListRecords>"
    return ANSWER.format(day="2026-01-10", body=body).encode()


def test_a_record_keeps_its_dates_apart() -> None:
    dates = ("Wed, 18 Dec 2019 18:36:20 GMT", "Thu, 10 Sep 2026 17:48:55 GMT")
    answer = read_answer(listed(raw_record(Paper("1912.08786", "2026-09-14", versions=dates))))
    (record,) = answer.records
    paper = record.paper
    assert paper is not None
    assert (answer.day, answer.token) == ("2026-01-10", None)
    assert (paper.submitted, paper.updated) == ("2019-12-18T18:36:20Z", "2026-09-10T17:48:55Z")
    assert (record.datestamp, paper.datestamp) == ("2026-09-14", "2026-09-14")
    assert (paper.version, paper.versions) == (2, ((1, paper.submitted), (2, paper.updated)))
    assert paper.authors == ("A. Author", "B. C. Writer", "D. Poet")
    assert (paper.abstract, paper.primary) == ("We prune filters.", "cs.LG")
    assert not paper.withdrawn


@pytest.mark.parametrize("identifier", ["hep-th/9901001", "math/0306266", "0704.0001"])
def test_old_identifiers_are_kept(identifier: str) -> None:
    (record,) = read_answer(listed(raw_record(Paper(identifier, "2007-05-23")))).records
    assert record.arxiv_id == identifier


def test_a_version_that_stands_for_a_withdrawal_is_known_by_its_source() -> None:
    gone = Paper("2401.00001", "2026-01-01", source_type="I")
    (record,) = read_answer(listed(raw_record(gone))).records
    assert record.paper is not None
    assert record.paper.withdrawn


def test_a_deleted_record_has_no_paper() -> None:
    answer = read_answer(listed(raw_record(Paper("2401.00001", "2026-01-01", deleted=True))))
    assert answer.records[0].deleted
    assert answer.records[0].paper is None


@pytest.mark.parametrize(
    ("updated", "day"), [("<updated>2026-01-04</updated>", "2026-01-04"), ("", "2025-12-16")]
)
def test_the_format_arxiv_has_names_and_days(updated: str, day: str) -> None:
    (record,) = read_answer(listed(ARXIV.format(updated=updated))).records
    paper = record.paper
    assert paper is not None
    assert (paper.submitted, paper.updated, paper.datestamp) == ("2025-12-16", day, "2026-01-05")
    assert (paper.title, paper.authors) == ("A title", ("Sammy Davis Jr",))


def test_what_cannot_be_read_costs_no_other_record() -> None:
    good = raw_record(Paper("2401.00001", "2026-01-01"))
    nameless = good.replace("oai:arXiv.org:2401.00001", "oai:elsewhere.org:7")
    dateless = good.replace("Mon, 01 Jan 2024 10:00:00 GMT", "some day").replace("00001", "00002")
    foreign = good.replace("arXivRaw", "marc").replace("00001", "00003")
    answer = read_answer(listed(nameless, dateless, foreign, good))
    assert [record.arxiv_id[-1] for record in answer.records] == ["2", "3", "1"]
    assert [bool(record.problem) for record in answer.records] == [True, True, False]
    assert len(answer.problems) == 1


@pytest.mark.parametrize("code", CODES)
def test_every_error_of_the_protocol_has_its_type(code: str) -> None:
    content = ANSWER.format(day="2026-01-10", body=f'<error code="{code}"/>').encode()
    with pytest.raises(ERRORS[code], match=code):
        read_answer(content)


def test_an_error_of_no_known_code_is_one_nevertheless() -> None:
    content = ANSWER.format(day="2026-01-10", body='<error code="new">why</error>').encode()
    with pytest.raises(OaiError, match="new: why"):
        read_answer(content)


def test_no_match_is_an_empty_list() -> None:
    content = ANSWER.format(day="2026-01-10", body='<error code="noRecordsMatch"/>').encode()
    answer = read_answer(content)
    assert (answer.records, answer.token, answer.day) == ((), None, "2026-01-10")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"Rate exceeded.", b"first byte timeout", b"\xff\xfe\x00", b"<a/>",
        b"<html><head><title>arXiv.org</title></head><body>We are sorry.</body></html>",
        listed(raw_record(Paper("2401.00001", "2026-01-01")))[:700],
        b"<OAI-PMH><responseDate>2026-01-10</responseDate></OAI-PMH>",
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><OAI-PMH>&a;</OAI-PMH>",
        b"<OAI-PMH>" + b"<a>" * 5000,
        gzip.compress(b"<OAI-PMH/>", mtime=0),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(ReadError):
        read_answer(content)


def test_characters_that_xml_forbids_are_taken_out() -> None:
    paper = Paper("2401.00001", "2026-01-01", title="Pruning")
    content = listed(raw_record(paper)).replace(b"Pruning", b"Pru\x0bning&#x1f; &eacute;")
    (record,) = read_answer(content).records
    assert record.paper is not None
    assert record.paper.title == "Pru ning é"


def test_an_entity_that_grows_is_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = listed(raw_record(Paper("2401.00001", "2026-01-01", title="X"))).decode()
    content = content.replace("<OAI-PMH", f"{bomb}<OAI-PMH", 1).replace(">X<", ">&b;<")
    (record,) = read_answer(content.encode()).records
    assert record.paper is not None
    assert len(record.paper.title) < 10


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("A. Author and B. Writer", ("A. Author", "B. Writer")),
        ("A. Author (1,2), B. Writer (2), and C. Poet ((1) X, (2) Y)",
         ("A. Author", "B. Writer", "C. Poet")),
        ("CMS Collaboration: A. Author; B. Writer III", ("CMS Collaboration", "A. Author",
                                                         "B. Writer III")),
        ("Sammy Davis, Jr., Anders Andersson", ("Sammy Davis Jr.", "Anders Andersson")),
        (r"Bj\"orn Bal\'azs and \L{}ukasz {\O}stby", ("Björn Balázs", "Łukasz Østby")),
        ("A. Author (never closed, B. Writer", ("A. Author",)),
        ("", ()),
    ],
)  # fmt: skip
def test_authors_are_split_at_what_stands_between_them(line: str, names: tuple[str, ...]) -> None:
    assert split_authors(line) == names


@pytest.mark.parametrize("category", ["", "cs.", "cs.LG.x", "biology", "CS.LG", "hep-xx", "cs LG"])
def test_what_is_no_category_has_no_set(category: str) -> None:
    with pytest.raises(UsageError, match="no such archive"):
        set_of(category)


@pytest.mark.shared
def test_recorded_answers_are_read(shared: Path) -> None:
    """Answers of arXiv before and after its move in 2025, and errors of other servers."""
    records = 0
    for path in sorted((shared / "data/arxiv/fixtures/oai").glob("*.xml")):
        content = path.read_bytes()
        if path.name.startswith("sickle__"):
            if "noRecords" in path.name:
                assert read_answer(content).records == ()
                continue
            with pytest.raises((OaiError, ReadError)):
                read_answer(content)
            continue
        if content.lstrip().startswith(b"<record>"):
            found = (read_record(etree.fromstring(content)),)
        else:
            found = read_answer(content).records
            assert not read_answer(content).problems
        for record in found:
            assert record.paper is not None, (path.name, record.problem)
            assert record.paper.title
            assert record.paper.authors
            assert record.paper.submitted <= record.paper.updated
            records += 1
    assert records > 30


@pytest.mark.shared
def test_described_faults_are_no_answers(shared: Path) -> None:
    for path in (shared / "data/arxiv/fixtures/described").iterdir():
        with pytest.raises(ReadError):
            read_answer(path.read_bytes())
