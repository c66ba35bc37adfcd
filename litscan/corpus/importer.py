"""Taking files of any kind into a corpus: what `litscan import` does.

A path is told by what it is: JSON Lines of arXiv metadata, a bibliography, the ShrinkBench
tables, arXiv's monthly totals, or else a paper to be read. Folders are walked.
"""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from litscan.corpus.corpus import Corpus
from litscan.corpus.ingest.bibtex import read_bibtex
from litscan.corpus.ingest.jsonl import is_jsonl, read_jsonl
from litscan.corpus.ingest.monthly import is_monthly_totals, read_monthly_totals
from litscan.corpus.ingest.problems import Problems
from litscan.corpus.ingest.ris import read_ris
from litscan.corpus.ingest.shrinkbench import EXTRACTOR, PAPERS, is_shrinkbench, read_shrinkbench
from litscan.corpus.records import Counts, PaperRecord
from litscan.document.folders import MEDIA_TYPES, is_eprint_folder
from litscan.document.model import Document
from litscan.errors import MissingInputError, ReadError, UnknownFormatError
from litscan.ids import ArxivId, parse_arxiv_id

__all__ = ["Imported", "find_inputs", "import_path"]

_DEEPEST = 8
_MOST_FILES = 200_000
_LARGEST_TEXT = 50 * 1024 * 1024
_BIBLIOGRAPHIES = {".bib": read_bibtex, ".ris": read_ris}


@dataclass(slots=True)
class Imported:
    """What came of importing one path.

    Attributes
    ----------
    kind : str
        ``papers``, ``document``, ``shrinkbench`` or ``monthly totals``.
    counts : Counts
        Papers; months for monthly totals.
    problems : Problems
        Records that were left out.
    documents : tuple of int
        Numbers of the documents stored.
    """

    kind: str
    problems: Problems
    counts: Counts = field(default_factory=Counts)
    documents: tuple[int, ...] = ()


def find_inputs(path: Path) -> Iterator[Path]:
    """Yield what there is to import at a path: itself, or what a folder holds.

    A folder with the ShrinkBench tables, with an e-print's main LaTeX file, or named by an arXiv
    id, is one input. In another, everything importable is, eight folders deep; links and hidden
    files are passed over.

    Raises
    ------
    MissingInputError
        If there is nothing at the path, or nothing in the folder that can be imported.
    """
    if not path.exists():
        raise MissingInputError(f"{path}: no such file or folder")
    if not path.is_dir():
        yield path
        return
    found = False
    for one in _walk(path, _DEEPEST):
        found = True
        yield one
    if not found:
        raise MissingInputError(f"{path}: nothing in this folder that litscan imports")


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    if is_shrinkbench(folder) or is_eprint_folder(folder) or _arxiv_id(folder) is not None:
        yield folder
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)[:_MOST_FILES]
    except OSError as error:
        raise ReadError(f"{folder}: cannot be read: {error.strerror}") from error
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        path = Path(entry.path)
        if entry.is_dir():
            if depth > 1:
                yield from _walk(path, depth - 1)
        elif is_jsonl(path) or path.suffix.lower() in (*MEDIA_TYPES, *_BIBLIOGRAPHIES):
            yield path


def _arxiv_id(path: Path) -> ArxivId | None:
    """Return the arXiv id that a file or folder is named by.

    Examples
    --------
    >>> _arxiv_id(Path("1608.08710v3.tex")), _arxiv_id(Path("paper.tex"))
    (ArxivId(base='1608.08710', version=3), None)
    """
    name = path.name
    for suffix in (".tei.xml", *MEDIA_TYPES):
        if name.lower().endswith(suffix):
            name = name[: -len(suffix)]
            break
    try:
        return parse_arxiv_id(name)
    except ReadError:
        return None


def _stamped(document: Document) -> ArxivId | None:
    """Return the arXiv id that a paper bears; one without version may be of a work it cites."""
    identifier = document.arxiv_id
    return identifier if identifier is not None and identifier.version is not None else None


def import_path(corpus: Corpus, path: Path) -> Imported:
    """Import one file, or one folder that is a whole; see `find_inputs`.

    Raises
    ------
    LitscanError
        If the file as a whole cannot be read. Single records that cannot be read are in the
        answer's `Imported.problems`, the others are imported.
    """
    problems = Problems(str(path))
    if path.is_dir() and is_shrinkbench(path):
        return _import_shrinkbench(corpus, path, problems)
    if path.name == PAPERS and is_shrinkbench(path.parent):
        return _import_shrinkbench(corpus, path.parent, problems)
    if path.is_dir():
        return _import_document(corpus, path, problems)
    if not path.exists():
        raise MissingInputError(f"{path}: no such file or folder")
    if path.stat().st_size == 0:
        raise ReadError(f"{path}: the file is empty")
    if is_jsonl(path):
        return _import_papers(corpus, read_jsonl(path, problems), problems)
    suffix = path.suffix.lower()
    if suffix in _BIBLIOGRAPHIES:
        records = _BIBLIOGRAPHIES[suffix](_text(path), problems)
        return _import_papers(corpus, records, problems)
    if suffix == ".csv":
        return _import_csv(corpus, path, problems)
    return _import_document(corpus, path, problems)


def _text(path: Path) -> str:
    """Return a text file's content, in UTF-8 or else Latin-1."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_TEXT + 1)
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
    if len(data) > _LARGEST_TEXT:
        raise ReadError(f"{path}: over {_LARGEST_TEXT // 1024**2} MiB", advice="split the file")
    if b"\0" in data[:4096]:
        raise UnknownFormatError(f"{path}: binary data, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _import_papers(corpus: Corpus, records: Iterable[PaperRecord], problems: Problems) -> Imported:
    counts = corpus.add_papers(records)
    if problems.records == 0:
        raise ReadError(problems.damage or f"{problems.name}: no records in it")
    return Imported("papers", problems, counts)


def _import_csv(corpus: Corpus, path: Path, problems: Problems) -> Imported:
    text = _text(path)
    if not is_monthly_totals(text.partition("\n")[0]):
        raise UnknownFormatError(
            f"{path}: no table that litscan imports",
            advice="the ShrinkBench folder, or arXiv's monthly submissions",
        )
    rows = list(read_monthly_totals(text, problems))
    changed = corpus.save_monthly_totals(rows, path.stem)
    return Imported("monthly totals", problems, Counts(changed, 0, len(rows) - changed))


def _import_shrinkbench(corpus: Corpus, folder: Path, problems: Problems) -> Imported:
    papers = list(read_shrinkbench(folder))
    problems.records = len(papers)
    counts = corpus.add_papers(paper.record for paper in papers)
    for paper in papers:
        corpus.save_paper_facts(paper.record.key, paper.facts, EXTRACTOR)
    corpus.add_coverage_note(
        EXTRACTOR,
        "81 papers picked by hand for the meta-analysis of Blalock et al. (2020), to mid-2019:"
        " a sample, no census.",
    )
    return Imported("shrinkbench", problems, counts)


def _import_document(corpus: Corpus, path: Path, problems: Problems) -> Imported:
    from litscan.document import read_document

    document = read_document(path)
    problems.records = 1
    identifier = _arxiv_id(path) or _stamped(document)
    if identifier is not None:
        document = replace(document, arxiv_id=identifier)
    sha = document.source.sha256
    key = identifier.base if identifier else f"local/{sha[:16]}"
    abstract = document.quote(document.abstract) if document.abstract else ""
    record = PaperRecord(
        key=key,
        arxiv_id=identifier.base if identifier else None,
        title=document.title_text or None,
        abstract=" ".join(abstract.split()) or None,
        authors=_authors(document),
        version=identifier.version if identifier else None,
        source="local",
    )
    counts = corpus.add_papers([record])
    data, media_type = _raw(path, document)
    raw = corpus.store_raw(data, media_type, str(path))
    number = corpus.save_document(key, document, raw)
    return Imported("document", problems, counts, (number,))


def _authors(document: Document) -> tuple[str, ...]:
    """Return the names on a LaTeX paper's title page; other formats are not asked."""
    from litscan.document.latex.authors import read_authors

    if document.source.format != "latex":
        return ()
    return read_authors(file.text for file in document.files)


def _raw(path: Path, document: Document) -> tuple[bytes, str]:
    """Return a file's bytes, or an archive of the text files that a folder was read from."""
    if path.is_file():
        return path.read_bytes(), MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for file in sorted(document.files, key=lambda file: file.name):
            data = file.text.encode("utf-8", "surrogateescape")
            member = tarfile.TarInfo(file.name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue(), "application/x-tar"
