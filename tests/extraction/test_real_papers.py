from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from litscan.document import read_document
from litscan.extraction import extract

FOLDERS = ("labelled", "unlabelled", "not_pruning")


@pytest.mark.shared
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_quote_of_real_papers_is_verbatim(shared: Path, folder: str) -> None:
    for path in sorted((shared / "data" / "papers" / folder).iterdir())[::4]:
        if path.suffix == ".tsv":
            continue
        document = read_document(path)
        begun = time.perf_counter()
        facts = extract(document)
        assert time.perf_counter() - begun < 10, path
        json.dumps(facts.to_json())
        for entity in facts.entities:
            for item in entity.evidence:
                assert document.text[item.start : item.end] == item.quote, path
