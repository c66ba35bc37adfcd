"""Checks of the catalogue's group: arithmetic."""
