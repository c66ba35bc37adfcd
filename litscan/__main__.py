"""Run litscan as ``python -m litscan``."""

from litscan.cli import main

if __name__ == "__main__":
    main()
