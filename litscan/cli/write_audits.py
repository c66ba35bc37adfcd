"""Writing audits in the form asked for, to standard output, a file or a folder of pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from litscan.cli.options import emit, emit_json, tell, visible
from litscan.errors import UsageError

if TYPE_CHECKING:
    from litscan.document import Document
    from litscan.rigor import Audit

__all__ = ["AuditWriter"]


class AuditWriter:
    """Takes audits one by one and writes them; `close` writes what needs all of them.

    Parameters
    ----------
    form : str
        ``text``, ``json``, ``html``, ``sarif`` or ``markdown``.
    output : Path or None
        A file (a folder for the HTML of several papers); None is standard output.
    several : bool
        Whether more than one paper was asked for.
    everything : bool
        Whether text and SARIF show passed checks too.
    profile : str
        Whose severities a SARIF log names.

    Raises
    ------
    UsageError
        If the HTML of several papers is asked for without a folder, or `output` cannot be written.
    """

    def __init__(
        self, form: str, output: Path | None, *, several: bool, everything: bool, profile: str
    ) -> None:
        if form == "html" and several and output is None:
            raise UsageError("a page a paper cannot go to one output", advice="add --output FOLDER")
        self._form = form
        self._output = output
        self._several = several
        self._everything = everything
        self._profile = profile
        self._texts: list[str] = []
        self._audits: list[Audit] = []
        self._names: set[str] = set()

    def add(self, audit: Audit, document: Document) -> None:
        """Write one audit, or keep it where the form needs all of them at once."""
        if self._form == "sarif":
            self._audits.append(audit)
        elif self._form == "html":
            self._page(audit, document)
        elif self._output is not None:
            self._texts.append(self._text(audit))
        elif self._form == "json":
            emit_json(audit.to_json(), lines=self._several)
        else:
            emit(self._text(audit))

    def close(self) -> None:
        """Write what is left."""
        if self._form == "sarif":
            from litscan.rigor import Outcome
            from litscan.rigor.render import SHOWN, render_sarif

            outcomes = tuple(Outcome) if self._everything else SHOWN
            log = render_sarif(self._audits, profile=self._profile, outcomes=outcomes)
            if self._output is None:
                emit_json(log)
                return
            self._texts.append(json.dumps(log, ensure_ascii=True, indent=1))
        if self._output is not None and self._form != "html":
            self._write("\n".join(self._texts) + "\n", self._output)

    def _text(self, audit: Audit) -> str:
        from litscan.rigor.render import render_markdown, render_text

        if self._form == "json":
            indent = None if self._several else 1
            return json.dumps(audit.to_json(), ensure_ascii=True, indent=indent)
        if self._form == "markdown":
            return visible(render_markdown(audit))
        return visible(render_text(audit, verbose=self._everything))

    def _page(self, audit: Audit, document: Document) -> None:
        from litscan.report import build_audit_page, page_name, render_audit_page

        text = render_audit_page(build_audit_page(audit.to_json(), document))
        if self._output is None:
            emit(text)
            return
        path = self._output
        if self._several:
            facts = audit.facts
            name = page_name(str(facts.arxiv_id or facts.source.path))
            if name in self._names:  # facts of several papers come from one table
                name = page_name(f"{facts.source.path} {facts.title}")
            self._names.add(name)
            path = path / f"{name}.html"
        self._write(text, path)

    def _write(self, text: str, path: Path) -> None:
        from litscan.report import write_page

        tell(f"wrote {write_page(text, path)}")
