"""Run the notebooks in kernels of their own, and store what they print and draw.

``python notebooks/run.py`` runs all of them, ``python notebooks/run.py growth`` one;
``--check`` stores nothing and says whether what a notebook prints is still what is stored in it.
The test suite asks that of every notebook.

A notebook runs in an empty folder, which is removed afterwards. `reproduce_blalock` reads the
tables of the ShrinkBench meta-analysis, which are not litscan's to ship: give their folder as
``SHRINKBENCH_TABLES``, ``analysis/assets/existing-results`` of github.com/JJGO/shrinkbench.
"""

from __future__ import annotations

import argparse
import base64
import difflib
import math
import os
import re
import struct
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parent
TABLES = "SHRINKBENCH_TABLES"
NEEDS_TABLES = ("reproduce_blalock",)

_SECONDS_A_CELL = 240
_LONG = re.compile(r"(?<![\w.])(?=[\d.]{5})\d+\.\d{1,3}(?![\w.])")
_CLOSE = 1e-3
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def names() -> list[str]:
    """Return the names of the notebooks."""
    return sorted(path.stem for path in FOLDER.glob("*.ipynb"))


def read(name: str) -> NotebookNode:
    """Return a notebook as it is stored."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def find_tables() -> Path | None:
    """Return the folder of ShrinkBench's tables, None where it is not here."""
    named = os.environ.get(TABLES)
    if named:
        return Path(named)
    shared = os.environ.get("LITSCAN_SHARED", str(FOLDER.parent.parent / "shared"))
    folder = Path(shared) / "data" / "blalock2020"
    return folder if folder.is_dir() else None


def executed(name: str) -> NotebookNode:
    """Return a notebook with the outputs it has now.

    Raises
    ------
    CellExecutionError
        If a cell fails; the message has the cell and its traceback.
    """
    notebook = read(name)
    for cell in _code(notebook):
        cell.outputs, cell.execution_count = [], None
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as settings:
        client = NotebookClient(
            notebook,
            timeout=_SECONDS_A_CELL,
            kernel_name="python3",
            coalesce_streams=True,
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": folder}},
        )
        client.execute(env=_environment(settings))
    return _kept(notebook)


def _environment(settings: str) -> dict[str, str]:
    """Return the environment of a kernel: nobody's IPython settings, one thread for arrays."""
    found = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **os.environ}
    tables = find_tables()
    if tables is not None:
        found[TABLES] = str(tables.resolve())
    return {**found, "IPYTHONDIR": settings}


def _kept(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without what differs from run to run or from machine to machine."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for place, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = nbformat.from_dict({}), f"c{place}"
        for output in cell.get("outputs", ()):
            output.pop("metadata", None)
            if output.output_type in ("display_data", "execute_result"):
                output.metadata = nbformat.from_dict({})
    return notebook


def _code(notebook: NotebookNode) -> Iterator[NotebookNode]:
    return (cell for cell in notebook.cells if cell.cell_type == "code")


def printed(notebook: NotebookNode) -> list[str]:
    """Return what each code cell prints or shows as text; the place of each image is marked."""
    return ["".join(map(_words, cell.outputs)) for cell in _code(notebook)]


def _words(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return str(output.text)
    if output.output_type == "error":
        return f"[error: {output.ename}]\n"
    if "image/png" in output.data:
        return "[figure]\n"
    return str(output.data.get("text/plain", "")).rstrip("\n") + "\n"


def images(notebook: NotebookNode) -> list[bytes]:
    """Return the PNG images in a notebook."""
    found = (
        output.data.get("image/png")
        for cell in _code(notebook)
        for output in cell.outputs
        if "data" in output
    )
    return [base64.b64decode(one) for one in found if one]


def size(image: bytes) -> tuple[int, int]:
    """Return width and height of a PNG image, in pixels.

    Raises
    ------
    ValueError
        If it is none.
    """
    if image[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG image")
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def differences(stored: NotebookNode, now: NotebookNode) -> str:
    """Return a diff of what two runs of a notebook print, nothing if they print the same.

    Fits end in other last digits on other machines: a decimal number of four digits or more is
    the same within a thousandth. Shorter ones and whole numbers are the same if they are equal.
    """
    before, after = (
        [
            f"{number}: {line}"
            for number, text in enumerate(printed(notebook), start=1)
            for line in text.splitlines()
        ]
        for notebook in (stored, now)
    )
    if len(before) == len(after):
        after = [old if _same(old, new) else new for old, new in zip(before, after, strict=True)]
    return "\n".join(difflib.unified_diff(before, after, "stored", "now", lineterm=""))


def _same(old: str, new: str) -> bool:
    """Return whether two lines have the same words and, to a thousandth, the same numbers."""
    if [" ".join(part.split()) for part in _LONG.split(old)] != [
        " ".join(part.split()) for part in _LONG.split(new)
    ]:
        return False
    numbers = zip(map(float, _LONG.findall(old)), map(float, _LONG.findall(new)), strict=True)
    return all(math.isclose(first, second, rel_tol=_CLOSE) for first, second in numbers)


def _run(name: str, *, check: bool) -> str:
    """Run a notebook; return what is wrong, if anything."""
    if name in NEEDS_TABLES and find_tables() is None:
        print(f"{name}: skipped, ShrinkBench's tables are not here ({TABLES})")
        return ""
    stored = read(name)
    try:
        now = executed(name)
    except CellExecutionError as error:
        return f"{name}: a cell fails\n{error}"
    changed = differences(stored, now)
    if check:
        return f"{name} prints something else now\n{changed}" if changed else ""
    nbformat.write(now, FOLDER / f"{name}.ipynb")
    print(f"{name}: {'changed' if changed else 'same text'}, {len(images(now))} figures")
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the notebooks named, or all."""
    parser = argparse.ArgumentParser(description="Run the notebooks and store their outputs.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="without it, all")
    parser.add_argument("--check", action="store_true", help="store nothing, compare only")
    given = parser.parse_args(arguments)
    unknown = sorted(set(given.names) - set(names()))
    if unknown:
        parser.error(f"no notebook {unknown[0]}; there are {', '.join(names())}")
    wrong = [_run(name, check=given.check) for name in given.names or names()]
    print("\n".join(filter(None, wrong)), end="")
    return int(any(wrong))


if __name__ == "__main__":
    sys.exit(main())
