"""A LaTeX source as a `Document`: flatten, expand, walk, then write the text with its layers."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from litscan.document.assemble import assemble_document
from litscan.document.headings import Heading, make_sections
from litscan.document.latex.bibliography import parse_bbl_entries
from litscan.document.latex.bibtex import parse_bib
from litscan.document.latex.counters import (
    COUNTER_COMMANDS,
    PRINTED_FORMS,
    Counters,
    kept_form,
)
from litscan.document.latex.flatten import Flattened, flatten
from litscan.document.latex.front import (
    ABSTRACTS,
    find_typed_title,
    read_front,
    take_abstract,
    take_title,
)
from litscan.document.latex.macros import expand_macros
from litscan.document.latex.origin import MappedBuilder, MappedText
from litscan.document.latex.packages import package_macros
from litscan.document.latex.sources import SourceFolder
from litscan.document.latex.structure import STOP_COMMANDS, Walker
from litscan.document.latex.text import Renderer
from litscan.document.latex.writer import Writer
from litscan.document.model import Document, Reference, Section, Source
from litscan.ids import ArxivId

__all__ = ["read_latex"]

_BEGIN_DOCUMENT = re.compile(r"\\begin\s*\{document\}")
_END_DOCUMENT = re.compile(r"\\end\s*\{document\}")
_PREAMBLE = re.compile(
    r"\\(?P<word>title|icmltitle|TITLE|Title|abstract|ABSTRACT|aistatstitle"
    rf"|{'|'.join(sorted(COUNTER_COMMANDS, reverse=True))})(?![A-Za-z@])"
)
_CHAPTER = re.compile(r"\\chapter(?![A-Za-z])")
_LONG_WITHOUT_MATH = 10_000
_OPENS_ARGUMENT = re.compile(
    r"\\(?:(?:(?:sub)*(?:section|paragraph)|chapter|caption|title|footnote)\*?"
    r"|(?:emph|textbf|textit|texttt|underline|textsc)(?![A-Za-z]))\s*(?:\[[^\]]*\]\s*)?(?P<brace>\{)"
)


def read_latex(
    folder: SourceFolder, main: str, *, source: Source, arxiv_id: ArxivId | None = None
) -> Document:
    r"""Return the document that a LaTeX file and its inputs make.

    A paper that breaks off, or is over a bound, is read as far as it goes: its coverage then says
    so, and is not of the full text.

    Parameters
    ----------
    folder : SourceFolder
        The files.
    main : str
        The main file's path inside the folder. It may be a fragment without ``\documentclass``.
    source : Source
        What to record as the source.

    Raises
    ------
    ReadError
        If files input one another in a circle, or there is more text than litscan reads.
    """
    flat = flatten(folder, main)
    here = str(PurePosixPath(main).parent)
    own = package_macros(folder, flat.text.text, here)
    for name in STOP_COMMANDS & own.commands.keys():
        del own.commands[name]
    mapped, macros = expand_macros(_with_printed_forms(flat.text), own)
    renderer = Renderer(mapped)
    start, end = _body(mapped)
    counters = Counters(
        mapped.text[:start], chapters=bool(_CHAPTER.search(mapped.text, start, end))
    )
    walker = Walker(mapped, renderer, counters)
    _walk(walker, start, end)
    writer = Writer(mapped, renderer, walker, flat.files)
    writer.write()
    gaps = _gaps(writer, walker, start)
    writer.references += _listed(folder, flat, writer)
    writer.tables_found = walker.tables_found
    told = dict.fromkeys(macros.warnings)
    writer.warnings = [*flat.warnings, *told, *gaps, *writer.warnings]
    return assemble_document(
        writer,
        source=source,
        files=flat.files,
        arxiv_id=arxiv_id,
        full_text=flat.complete and macros.complete and bool(writer.paragraphs) and not gaps,
        sections=_sections(writer.headings, len(writer.builder)),
    )


def _with_printed_forms(flat: MappedText) -> MappedText:
    r"""Return the text with redefinitions such as that of ``\thesection`` kept in their place.

    Expanding macros takes definitions out, but where these stand tells which headings they hold
    for.
    """
    found = list(PRINTED_FORMS.finditer(flat.text))
    if not found:
        return flat
    builder = MappedBuilder()
    at = 0
    for match in found:
        file, source_start, _ = flat.origin(match.start())
        builder.add_slice(flat, at, match.start())
        builder.add_made(kept_form(match), file=file, source=source_start, width=len(match[0]))
        at = match.end()
    builder.add_slice(flat, at, len(flat.text))
    return builder.build()


def _sections(headings: list[Heading], length: int) -> tuple[Section, ...]:
    """Return the sections; those after the abstract are beside it, not under it."""
    if len(headings) > 1 and headings[0].level == 0:
        rest = make_sections(headings[1:], length)
        return make_sections(headings[:1], headings[1].span.start) + rest
    return make_sections(headings, length)


def _body(mapped: MappedText) -> tuple[int, int]:
    begin = _BEGIN_DOCUMENT.search(mapped.text)
    start = begin.end() if begin else 0
    closes = list(_END_DOCUMENT.finditer(mapped.text, start))
    return start, closes[-1].start() if closes and begin else len(mapped.text)


def _walk(walker: Walker, start: int, end: int) -> None:
    """Read what stands before the document begins, then the document, its title first."""
    _read_preamble(walker, start)
    typed = None
    if walker.title is None and not re.search(r"\\[a-z]*title\s*[\[{]", walker.text):
        typed = find_typed_title(walker.mapped, start, end)
    if typed is not None:
        take_title(walker, typed)
        walker.walk(start, typed[0])
        start = typed[1]
    walker.walk(start, end)
    walker.flush()


def _read_preamble(walker: Walker, start: int) -> None:
    """Take title, abstract and counters from before the document begins."""
    for match in _PREAMBLE.finditer(walker.text, 0, start):
        word = match["word"]
        if word in COUNTER_COMMANDS:
            walker.count(word, match.start(), match.end(), start, 0)
        else:
            read_front(walker, word, match.start(), match.end(), start, 0)
    for environment in sorted(walker.environments.values(), key=lambda found: found.start):
        if environment.name in ABSTRACTS and environment.end <= start:
            take_abstract(walker, environment.inner_start, environment.inner_end, environment.start)


def _gaps(writer: Writer, walker: Walker, start: int) -> list[str]:
    """Return what says that the paper breaks off or was read in part only."""
    gaps = []
    stopped = [at for at in (walker.stopped_at, walker.renderer.stopped_at) if at is not None]
    if stopped:
        where = writer.where(min(stopped))
        gaps.append(f"{where}: there is more than litscan reads; it was read up to here")
    brace = _never_closed(walker.mapped, start)
    if brace is not None:
        text = walker.text
        shown = " ".join(text[max(brace - 20, 0) : brace + 20].split())
        gaps.append(f"{writer.where(brace)}: a brace opened here is never closed: ...{shown}...")
    return gaps


def _never_closed(mapped: MappedText, start: int) -> int | None:
    r"""Return where a whole paper opens the argument of a command that it never closes.

    TeX ends such a run with "File ended while scanning". A bare ``{`` that is never closed
    compiles, and fragments are judged by the file that inputs them, so neither counts. Nor does a
    long paper with no pair of ``$``: its mathematics, and braces with it, were taken out.
    """
    text = mapped.text
    if not start or (len(text) > _LONG_WITHOUT_MATH and text.count("$") < 2):
        return None
    for match in _OPENS_ARGUMENT.finditer(text, start):
        if match.start("brace") not in mapped.braces:
            return match.start("brace")
    return None


def _listed(folder: SourceFolder, flat: Flattened, writer: Writer) -> list[Reference]:
    """Return the cited entries that stand in .bib files or a biblatex .bbl."""
    have = {reference.key for reference in writer.references}
    wanted = frozenset(key for c in writer.citations for key in c.keys) - have
    found: dict[str, Reference] = {}
    for file in flat.files:
        if "\\entry{" in file.text:
            for reference in parse_bbl_entries(file.text):
                found.setdefault(reference.key, reference)
    here = str(PurePosixPath(flat.files[0].name).parent)
    for name in flat.bib_files:
        path = folder.find(name.removesuffix(".bib"), here, (".bib",))
        text = folder.text(path) if path else None
        if text and wanted - found.keys():
            for reference in parse_bib(text, wanted - found.keys()):
                found.setdefault(reference.key, reference)
    return [found[key] for key in sorted(found.keys() - have)]
