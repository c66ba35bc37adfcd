"""Locks between processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan.corpus.locks import FileLock


def test_a_lock_is_given_back_where_its_file_cannot_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use by a process", str(path), missing_ok)

    path = tmp_path / "folder" / "lock"
    first = FileLock(path, passing=True)
    assert first.acquire(0)
    assert not FileLock(path, passing=True).acquire(0)
    with monkeypatch.context() as here:
        here.setattr(Path, "unlink", refuse)
        first.release()
    again = FileLock(path, passing=True)
    assert again.acquire(0)
    again.release()
    assert not path.exists()
