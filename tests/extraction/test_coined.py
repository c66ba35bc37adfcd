"""Names a paper coins: how many are taken, and in what time."""

from __future__ import annotations

import time

from litscan.document import read_text
from litscan.extraction.coined import coined_names


def test_thousands_of_names_used_once_are_left_alone_in_seconds() -> None:
    text = " ".join(f"We test on the Qux{n}Data dataset." for n in range(8000))
    text += " We test on the ZigZag dataset. ZigZag is ours."
    document = read_text(text, format="text")
    began = time.process_time()
    found = coined_names(document, ())
    assert time.process_time() - began < 10
    assert set(found) == {"ZigZag"}
