"""Writing audits in the form asked for, to standard output, a file or a folder of pages."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from litscan.cli.options import emit, emit_json, tell, visible
from litscan.errors import LitscanError, UsageError

if TYPE_CHECKING:
    from litscan.document import Document
    from litscan.report import ListedAudit
    from litscan.rigor import Audit

__all__ = ["AuditWriter"]


class AuditWriter:
    """Takes audits one by one and writes them; `close` writes what needs all of them.

    Parameters
    ----------
    form : str
        ``text``, ``json``, ``html``, ``sarif`` or ``markdown``.
    output : str or None
        A file, or a folder of HTML pages: for several papers, and for one where it ends with a
        slash or is there already. None and ``-`` are standard output.
    several : bool
        Whether more than one paper was asked for.
    everything : bool
        Whether text and SARIF show passed checks too.
    profile : str
        Whose severities a SARIF log names.

    Raises
    ------
    UsageError
        If the HTML of several papers is asked for without a folder, a folder is named where a
        file is needed, or `output` cannot be written.
    """

    def __init__(
        self, form: str, output: str | None, *, several: bool, everything: bool, profile: str
    ) -> None:
        path = None if output in (None, "-") else Path(str(output))
        if form == "html" and several and path is None:
            raise UsageError("a page a paper cannot go to one output", advice="add --output FOLDER")
        named_folder = path is not None and (_ends_as_folder(str(output)) or path.is_dir())
        if named_folder and form != "html":
            raise UsageError(f"{output}: is a folder", advice="name a file in it")
        self._form = form
        self._output = path
        self._several = several
        self._in_folder = named_folder or several
        self._everything = everything
        self._profile = profile
        self._texts: list[str] = []
        self._audits: list[Audit] = []
        self._unread: list[LitscanError] = []
        self._pages: list[ListedAudit] = []

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

    def miss(self, error: LitscanError) -> None:
        """Keep why a paper could not be audited, for the form that tells it."""
        self._unread.append(error)

    def close(self) -> None:
        """Write what is left."""
        if self._form == "html":
            if self._pages and self._several:
                self._index()
            return
        if self._form == "sarif":
            log = self._log()
            if self._output is None:
                emit_json(log)
                return
            self._texts.append(json.dumps(log, ensure_ascii=True, indent=1))
        if self._output is not None:
            self._write("\n".join(self._texts) + "\n", self._output)

    def _log(self) -> dict[str, object]:
        from litscan.rigor import Outcome
        from litscan.rigor.render import SHOWN, render_sarif

        outcomes = tuple(Outcome) if self._everything else SHOWN
        return render_sarif(
            self._audits, profile=self._profile, outcomes=outcomes, unread=map(str, self._unread)
        )

    def _text(self, audit: Audit) -> str:
        from litscan.rigor.render import render_markdown, render_text

        if self._form == "json":
            indent = None if self._several else 1
            return json.dumps(audit.to_json(), ensure_ascii=True, indent=indent)
        if self._form == "markdown":
            return visible(render_markdown(audit))
        return visible(render_text(audit, verbose=self._everything))

    def _page(self, audit: Audit, document: Document) -> None:
        from litscan.report import build_audit_page, list_audit, render_audit_page

        page = build_audit_page(audit.to_json(), document)
        text = render_audit_page(page)
        if self._output is None:
            emit(text)
            return
        path = self._output
        if self._in_folder:
            facts = audit.facts
            taken = frozenset(listed.name.lower() for listed in self._pages)
            listed = list_audit(page, str(facts.arxiv_id or facts.source.path), taken)
            self._pages.append(listed)
            path = path / listed.name
        self._write(text, path)

    def _index(self) -> None:
        from litscan.report import render_audit_list

        assert self._output is not None
        self._write(render_audit_list(self._pages), self._output / "index.html")

    def _write(self, text: str, path: Path) -> None:
        from litscan.report import write_page

        tell(f"wrote {write_page(text, path)}")


def _ends_as_folder(output: str) -> bool:
    return output.endswith(("/", os.sep))
