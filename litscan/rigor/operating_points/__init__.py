"""Checks of the catalogue's group: operating points."""
