"""Claims of surveys as tests: a definition, a filter, a pass rule, and a verdict on data."""

from litscan.claims.blalock import BlalockTables, read_blalock
from litscan.claims.blalock_rows import filter_words
from litscan.claims.frames import claims_frame, figures_frame
from litscan.claims.history import ClaimChange, compare_runs
from litscan.claims.page import claim_page
from litscan.claims.plots import draw_comparisons, draw_fragmentation, draw_new_pairs
from litscan.claims.registry import Claim, find_claim, find_claims, load_claims
from litscan.claims.run import ClaimResult, claims_json, run_claims
from litscan.claims.text import claims_text
from litscan.claims.verdict import Verdict

__all__ = [
    "BlalockTables",
    "Claim",
    "ClaimChange",
    "ClaimResult",
    "Verdict",
    "claim_page",
    "claims_frame",
    "claims_json",
    "claims_text",
    "compare_runs",
    "draw_comparisons",
    "draw_fragmentation",
    "draw_new_pairs",
    "figures_frame",
    "filter_words",
    "find_claim",
    "find_claims",
    "load_claims",
    "read_blalock",
    "run_claims",
]
