"""Earlier and later runs: which verdicts and figures changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from litscan.claims.history import changes_text, compare_runs, load_run, stored_runs
from litscan.cli import main
from litscan.errors import ReadError

OLD: dict[str, Any] = {
    "id": "BC12",
    "data": "corpus",
    "verdict": "inconclusive",
    "recomputed": 0.4,
    "unit": "share",
    "n": 9,
}
NEW = {**OLD, "verdict": "supported", "recomputed": 0.53, "n": 60}


def stored(*rows: tuple[str, str, dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "run_at": [when for when, _, _ in rows],
            "corpus_fingerprint": [state for _, state, _ in rows],
            "claim": [record["id"] for *_, record in rows],
            "data": [record["data"] for *_, record in rows],
            "record": [record for *_, record in rows],
        }
    )


def test_a_changed_verdict_is_a_line_and_the_rest_a_number() -> None:
    same = {**OLD, "id": "BC10"}
    text = changes_text(compare_runs([OLD, same], [NEW, same]))
    assert text == (
        "BC12 on corpus: inconclusive, 40.0%, n = 9 -> supported, 53.0%, n = 60\n"
        "1 claim unchanged\n"
    )


def test_a_claim_that_one_run_lacks_has_changed() -> None:
    (change,) = compare_runs([], [NEW])
    assert change.changed
    assert change.to_json()["before"] is None
    assert changes_text([change]).startswith("BC12 on corpus: not run -> supported")


def test_stored_runs_are_compared_by_state_or_by_date() -> None:
    runs = stored(("2029-01-01", "a", OLD), ("2030-01-01", "b", NEW), ("2030-02-01", "b", NEW))
    assert stored_runs(runs) == ([OLD], [NEW])
    assert stored_runs(runs, since="2030-01-15") == ([NEW], [NEW])
    assert stored_runs(runs, since="2028-01-01") == ([], [NEW])


def test_saved_runs_are_compared_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, record in (("old", OLD), ("new", NEW)):
        run = {"schema": "litscan.claims/1", "claims": [record]}
        (tmp_path / f"{name}.json").write_text(json.dumps(run), encoding="utf-8")
    paths = [str(tmp_path / f"{name}.json") for name in ("old", "new")]
    with pytest.raises(SystemExit) as leaving:
        main(["claims", "compare", *paths, "--format", "json"])
    assert leaving.value.code in (0, None)
    (change,) = json.loads(capsys.readouterr().out)
    assert change["after"]["verdict"] == "supported"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"schema": "other/1", "claims": []}',
        '{"schema": "litscan.claims/1", "claims": [{"id": "BC12", "data": "corpus"}]}',
        '{"schema": "litscan.claims/1", "claims": ["BC12"]}',
        '{"schema": "litscan.claims/1", "claims": [{"id": ["BC12"], "data": "corpus",'
        ' "verdict": "supported", "recomputed": 0.5, "n": 40}]}',
        '{"schema": "litscan.claims/1", "claims": [{"id": "BC12", "data": "corpus",'
        ' "verdict": "supported", "recomputed": "half", "n": 40}]}',
    ],
)
def test_what_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError):
        load_run(path)


def test_files_have_no_earlier_state_to_choose(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "run.json"
    path.write_text('{"schema": "litscan.claims/1", "claims": []}', encoding="utf-8")
    with pytest.raises(SystemExit) as leaving:
        main(["claims", "compare", str(path), str(path), "--since", "2025-01-01"])
    assert leaving.value.code == 2
    assert "--since is of runs stored in a corpus" in capsys.readouterr().err
