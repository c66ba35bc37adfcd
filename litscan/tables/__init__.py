"""What a table means, whatever format it came from: numbers, header paths, units."""
