from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from litscan.corpus import Corpus, PaperRecord, PaperVersion
from litscan.corpus.ingest import Problems
from litscan.corpus.ingest.jsonl import is_jsonl, read_jsonl

PLAIN = {
    "id": "1608.08710",
    "title": "Pruning  Filters\nfor ConvNets",
    "abstract": "We prune.",
    "authors": ["Hao Li"],
    "categories": ["cs.CV", "cs.LG"],
    "primary": "cs.CV",
    "published": "2016-08-31T16:42:44Z",
    "version": 3,
    "src": ["b", "a"],
}
SNAPSHOT = {
    "id": "hep-th/9901001",
    "submitter": "Someone",
    "authors": "Pavel Nadolsky and J. Smith, Jr.",
    "title": "Old   paper",
    "comments": "This paper has been withdrawn by the author",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009",
    "categories": "hep-th cs.LG",
    "abstract": "  Text\n",
    "versions": [
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 +0200"},
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Nadolsky", "P. M.", ""], ["Smith", "J.", "Jr."]],
}


def read(path: Path) -> tuple[list[PaperRecord], Problems]:
    problems = Problems(path.name)
    return list(read_jsonl(path, problems)), problems


def write(path: Path, *lines: object) -> Path:
    text = "".join(line if isinstance(line, str) else json.dumps(line) + "\n" for line in lines)
    data = text.encode("utf-8", "surrogatepass")
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_plain_records_are_read_plain_or_gzip(tmp_path: Path, name: str) -> None:
    (record,), problems = read(write(tmp_path / name, PLAIN))
    assert not problems
    assert record == PaperRecord(
        "1608.08710", "1608.08710", "Pruning Filters for ConvNets", "We prune.", ("Hao Li",),
        ("cs.CV", "cs.LG"), "cs.CV", "2016-08-31T16:42:44Z", version=3, source="a,b",
    )  # fmt: skip


def test_the_snapshot_is_read_with_versions_in_utc(tmp_path: Path) -> None:
    (record,), _ = read(write(tmp_path / "arxiv-metadata.jsonl", SNAPSHOT))
    assert record.key == "hep-th/9901001"
    assert record.versions == (
        PaperVersion(1, "2007-04-02T19:18:42Z"),
        PaperVersion(2, "2007-07-24T18:10:27Z"),
    )
    assert (record.submitted, record.updated, record.version) == (
        "2007-04-02T19:18:42Z",
        "2007-07-24T18:10:27Z",
        2,
    )
    assert record.authors == ("P. M. Nadolsky", "J. Smith Jr.")
    assert record.withdrawn
    assert record.datestamp == "2008-11-26"
    assert record.primary_category == "hep-th"


def test_broken_lines_are_skipped_and_named(tmp_path: Path) -> None:
    lines: list[object] = [{"id": f"2001.{n:05}"} for n in range(1, 101)]
    lines[2] = '{"id": "2001.0\n'
    lines[16] = "not json\n"
    records, problems = read(write(tmp_path / "file.jsonl", *lines))
    assert len(records) == 98
    assert problems.sentence() == (
        "file.jsonl: lines 3, 17: not JSON (2 of 100 records skipped; the others were imported)"
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1, 2]\n", "not a record"),
        ({"title": "no id"}, "no arXiv id"),
        ({"id": "nonsense"}, "not an arXiv id"),
        ({"id": 1608.0871}, "no arXiv id"),
        ({"id": "2001.00001", "title": ["a"]}, "title is not text"),
        ({"id": "2001.00001", "categories": [1]}, "categories is not a list of texts"),
        ({"id": "2001.00001", "published": "yesterday"}, "published is not a date"),
        ({"id": "2001.00001", "version": "three"}, "version is not a version number"),
        ({"id": "2001.00001", "versions": [{"version": "v1"}]}, "versions are not numbers"),
        ("[" * 100_000 + "\n", "not JSON"),
        ("\x00\xff\n", "not JSON"),
        ("9" * 10_000 + "\n", "not JSON"),
    ],
)
def test_what_is_wrong_is_said_and_the_next_line_is_read(
    tmp_path: Path, line: object, reason: str
) -> None:
    records, problems = read(write(tmp_path / "x.jsonl", line, {"id": "2001.00002"}))
    assert [record.key for record in records] == ["2001.00002"]
    assert reason in problems.sentence()


def test_a_line_without_end_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for _ in range(64):
            stream.write(b" " * 1024 * 1024)
        stream.write(b"\n" + json.dumps({"id": "2001.00002"}).encode())
    tracemalloc.start()
    records, problems = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(records) == 1
    assert "line 1: longer than 4 MiB" in problems.sentence()
    assert peak < 32 * 1024 * 1024


def test_a_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl.gz", *({"id": f"2001.{n:05}"} for n in range(1, 3000)))
    path.write_bytes(path.read_bytes()[:-2000])
    records, problems = read(path)
    assert records
    assert "damaged" in problems.sentence()


def test_unfit_characters_do_not_reach_the_database(tmp_path: Path) -> None:
    line = '{"id": "2001.00001", "title": "A\\u0000B \\ud800 C"}\n'
    (record,), _ = read(write(tmp_path / "x.jsonl", line))
    assert record.title == "AB C"


def test_names_and_categories_too_long_to_be_any_are_bounded(
    tmp_path: Path, corpus: Corpus
) -> None:
    long = "x " * 5000
    plain = PLAIN | {"authors": [long], "categories": ["cs.LG", "y" * 9000], "primary": "z" * 9000}
    snapshot = SNAPSHOT | {"authors_parsed": [[long, long, ""]]}
    records, problems = read(write(tmp_path / "a.jsonl", plain, snapshot))
    assert not problems
    assert all(0 < len(name) <= 500 for record in records for name in record.authors)
    assert (records[0].categories, records[0].primary_category) == (("cs.LG",), "cs.LG")
    assert corpus.add_papers(records).added == 2


def test_a_json_file_is_told_by_its_first_line(tmp_path: Path) -> None:
    assert is_jsonl(write(tmp_path / "arxiv-metadata.json", SNAPSHOT))
    assert is_jsonl(write(tmp_path / "arxiv-metadata.json.gz", SNAPSHOT))
    for name, text in (("a.json", "[\n"), ("b.json", '{"nodes": []}\n'), ("c.zip", "PK\3\4")):
        assert not is_jsonl(write(tmp_path / name, text))
