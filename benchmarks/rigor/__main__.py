"""Do the rigor checks agree with people? Every figure against labels made by others, with its n.

``python -m benchmarks.rigor`` prints JSON, a section a set of labels, with every disagreement and
the quote the check stands on. ``--only pruning,neurips`` runs some sections; ``--split`` chooses
among the halves of a test set that are there; ``--record`` keeps the figures in the history.
"""

from __future__ import annotations

import sys

from benchmarks.sections import run_sections

SECTIONS = {
    "pruning": "hand-read pruning papers: controls, runs, code, time, training, limitations",
    "neurips": "V01 and V02 against the authors' own answers on error bars in a checklist",
    "planted": "errors, omissions and additions planted into real and sample papers; false alarms",
    "speed": "seconds to audit 1,000 stored papers, and one LaTeX file",
    "reproscreener": "stated problem, objective, code, data, set-up ... of hand-read preprints",
}

if __name__ == "__main__":
    sys.exit(run_sections("rigor", __doc__, SECTIONS, sys.argv[1:]))
