"""Small real runs behind the technical claims of surveys: train, prune, measure, keep every row."""

from litscan.experiments.registry import Experiment, find_experiment
from litscan.experiments.run import ExperimentRuns

__all__ = ["Experiment", "ExperimentRuns", "find_experiment"]
