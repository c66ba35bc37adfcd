"""Checks of the catalogue's group: reproducibility."""

from __future__ import annotations

from litscan.rigor.base import Check
from litscan.rigor.reproducibility.r01_code_link import CodeLink
from litscan.rigor.reproducibility.r02_link_works import LinkWorks
from litscan.rigor.reproducibility.r03_weights_released import WeightsReleased
from litscan.rigor.reproducibility.r04_data_available import DataAvailable
from litscan.rigor.reproducibility.r05_optimiser import Optimiser
from litscan.rigor.reproducibility.r06_source_of_dense_model import SourceOfDenseModel
from litscan.rigor.reproducibility.r07_fine_tuning import FineTuning
from litscan.rigor.reproducibility.r08_pruning_schedule import PruningSchedule
from litscan.rigor.reproducibility.r09_criterion_defined import CriterionDefined
from litscan.rigor.reproducibility.r10_layers_excluded import LayersExcluded
from litscan.rigor.reproducibility.r11_training_hardware import TrainingHardware
from litscan.rigor.reproducibility.r12_software_versions import SoftwareVersions
from litscan.rigor.reproducibility.r13_calibration_set import CalibrationSet

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    CodeLink(),
    LinkWorks(),
    WeightsReleased(),
    DataAvailable(),
    Optimiser(),
    SourceOfDenseModel(),
    FineTuning(),
    PruningSchedule(),
    CriterionDefined(),
    LayersExcluded(),
    TrainingHardware(),
    SoftwareVersions(),
    CalibrationSet(),
)
