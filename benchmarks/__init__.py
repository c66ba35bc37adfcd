"""What litscan is measured by: each module is a command that prints JSON."""
