"""Checks of the catalogue's group: hardware."""
