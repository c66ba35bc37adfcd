"""Checks of the catalogue's group: reproducibility."""
