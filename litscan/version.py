"""The version of litscan: read by the build, the records and ``litscan --version``."""

__version__ = "0.1.0"
