"""Are the extracted facts right? Every figure against labels made by others, with its n.

``python -m benchmarks.extraction`` prints JSON, a section a set of labels. ``--only pruning,cells``
runs some sections; ``--split`` chooses among the halves of a test set that are there;
``--record`` keeps the figures in the history.
"""

from __future__ import annotations

import sys

from benchmarks.sections import run_sections

SECTIONS = {
    "pruning": "hand-read pruning papers: entities, configurations, comparisons, runs, results",
    "calibration": "whether confidence is the share of facts that are right",
    "blalock": "papers that a meta-analysis read: data sets, architectures, comparisons",
    "cells": "what the cells of tables name, cross-validated by paper",
    "scirex": "tasks, methods, materials and metrics marked in full papers",
    "tdmsci": "tasks, data sets and metrics marked in sentences",
    "scier": "data sets, methods and tasks in papers of other labels than the tagger saw",
    "gsap_ner": "models, data sets, methods and tasks, likewise",
    "axcell": "PWC Leaderboards: (task, dataset, metric, score), closed list of leaderboards",
    "sota": "which papers report leaderboard results, and which",
    "nlp_tdms": "leaderboards of NLP papers, from tables as GROBID read them",
    "imagenet_top1": "the ImageNet top-1 accuracy of a paper's own method, or none",
    "hyperpie": "hyper-parameters and their values marked in paragraphs",
}


if __name__ == "__main__":
    sys.exit(run_sections("extraction", __doc__, SECTIONS, sys.argv[1:]))
