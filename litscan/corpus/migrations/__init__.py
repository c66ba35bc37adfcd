"""Migrations of the corpus's tables; they run by themselves when a corpus is opened."""
