"""Checks of the catalogue's group: variance."""
