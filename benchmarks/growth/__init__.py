"""What growth says, on counts whose truth is known, and how long a million papers take."""
