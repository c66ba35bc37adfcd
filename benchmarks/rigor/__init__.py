"""Do the rigor checks agree with people? ``python -m benchmarks.rigor``."""
