"""Checks of the catalogue's group: baselines."""
