"""What comes may be anything: a typed outcome, nothing written outside, bounded time and memory."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from hostile_arxiv import (
    GIB,
    OUTAGE,
    TEX,
    Answer,
    answer,
    bomb,
    endless,
    headers_only,
    hostile_arxiv,
    long_header,
    member,
    pdf_of,
    tar_bomb,
    targz,
)

from litscan.corpus import Corpus

PDF = pdf_of("We prune ninety percent of the weights of ResNet-50.")
MAIN = ("main.tex", TEX)
HOSTILE: dict[str, tuple[Answer, str]] = {
    "plain": (answer(targz(MAIN)), "source"),
    "tar bomb": (Answer(tar_bomb), "unsafe"),
    "gzip bomb": (Answer(lambda: bomb(TEX, 10 * GIB)), "unsafe"),
    "endless": (Answer(endless), "too_large"),
    "huge length": (answer(TEX, length=10**13), "too_large"),
    "header of 8 MB": (answer(gzip.compress(long_header(8 << 20), 1)), "unsafe"),
    "headers only": (answer(gzip.compress(headers_only(20_000))), "unsafe"),
    "symlink": (answer(targz(member("main.tex", tarfile.SYMTYPE, "/etc/passwd"))), "unreadable"),
    "symlink beside": (
        answer(targz(MAIN, member("passwd.tex", tarfile.SYMTYPE, "/etc/passwd"))),
        "source",
    ),
    "written through a link": (
        answer(targz(member("out", tarfile.SYMTYPE, ".."), ("out/evil.tex", TEX), MAIN)),
        "source",
    ),
    "hard link": (answer(targz(MAIN, member("hard.tex", tarfile.LNKTYPE, "main.tex"))), "source"),
    "hard link out": (
        answer(targz(member("main.tex", tarfile.LNKTYPE, "/etc/passwd"))),
        "unreadable",
    ),
    "devices": (
        answer(targz(member("null", tarfile.CHRTYPE), member("pipe", tarfile.FIFOTYPE))),
        "unreadable",
    ),
    "300 deep": (answer(targz(MAIN, ("d/" * 300 + "a.tex", TEX))), "unsafe"),
    "gz of a gz": (answer(gzip.compress(gzip.compress(TEX))), "source"),
    "gz of a gz of a gz": (
        answer(gzip.compress(gzip.compress(gzip.compress(TEX)))),
        "unsafe",
    ),
    "absolute": (answer(targz(("/evil.tex", TEX), MAIN)), "unsafe"),
    "dots": (answer(targz(("a/../../evil.tex", TEX), MAIN)), "unsafe"),
    "backslash dots": (answer(targz(("..\\evil.tex", TEX), MAIN)), "unsafe"),
    "drive": (answer(targz(("C:\\evil.tex", TEX), MAIN)), "unsafe"),
    "Windows folders": (answer(targz(("parts\\more.tex", b"More."), MAIN)), "source"),
    "Windows devices": (answer(targz(("nul", b"x"), ("com1.tex", b"x"), MAIN)), "source"),
    "control characters": (answer(targz(("Icon\r", b"x"), ("a\nb", b"x"), MAIN)), "source"),
    "no UTF-8": (answer(targz(("caf\udce9.tex", b"x"), MAIN)), "source"),
    "case": (answer(targz(MAIN, ("Main.tex", b"Another."), ("MAIN.TEX", b"x"))), "source"),
    "file and folder": (answer(targz(("main.tex/a.tex", b"x"), ("b.tex", TEX), MAIN)), "source"),
    "cut in the middle": (answer(targz(MAIN, ("b.bin", os.urandom(9000)))[:4000]), "unreadable"),
    "tar cut inside": (
        answer(gzip.compress(gzip.decompress(targz(MAIN, ("b", os.urandom(9000))))[:4000])),
        "unreadable",
    ),
    "zero bytes": (answer(b""), "unanswered"),
    "gz of zero bytes": (answer(gzip.compress(b"")), "unreadable"),
    "outage": (answer(OUTAGE), "unanswered"),
    "PDF named tex": (answer(targz(("main.tex", PDF))), "source"),
    "bare PDF": (answer(PDF), "pdf"),
    "PostScript": (answer(gzip.compress(b"%!PS-Adobe-2.0\n")), "unreadable"),
    "error": (answer(b"Internal Server Error", 500), "unanswered"),
}
MOST_MIB = 180
MOST_SECONDS = 150


def snapshot(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_hostile_eprints_are_typed_outcomes_in_bounds(tmp_path: Path) -> None:
    names = {f"2401.{number:05d}": name for number, name in enumerate(HOSTILE, 1)}
    answers = {f"/e-print/{key}": HOSTILE[name][0] for key, name in names.items()}
    for folder in ("work", "scratch"):
        (tmp_path / folder).mkdir()
    script = Path(__file__).with_name("fetching_process.py")
    started = time.monotonic()
    with hostile_arxiv(answers) as arxiv:
        command = [sys.executable, str(script), arxiv.url, str(tmp_path / "c.db"), "0"]
        done = subprocess.run(
            [*command, *names],
            capture_output=True,
            text=True,
            cwd=tmp_path / "work",
            env=os.environ | {"TMPDIR": str(tmp_path / "scratch")},
            timeout=2 * MOST_SECONDS,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    found = {names[line["id"]]: line["outcome"] for line in lines}
    assert found == {name: outcome for name, (_, outcome) in HOSTILE.items()}
    assert all("\n" not in line["note"] and line["note"] for line in lines)
    grown = lines[-1]["peak"] - lines[0]["peak"]
    assert grown < MOST_MIB, {names[line["id"]]: round(line["peak"]) for line in lines}
    assert time.monotonic() - started < MOST_SECONDS
    assert snapshot(tmp_path / "work") == snapshot(tmp_path / "scratch") == set()
    assert {name.partition("/")[0] for name in snapshot(tmp_path)} <= {
        "work", "scratch", "c.db", "c.db-wal", "c.db-shm", "c.db-turn", "c-files",
    }  # fmt: skip
    with Corpus.open(tmp_path / "c.db") as corpus:
        read = {names[key] for key in corpus.documents()["key"]}
    assert read == {name for name, outcome in found.items() if outcome in ("source", "pdf")}
