"""Readers' corrections: facts that outrank the extractor, now and after it reads again."""
