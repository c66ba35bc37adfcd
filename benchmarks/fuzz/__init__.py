"""Fuzzing of the document readers: what no author would write must not hurt them either."""
