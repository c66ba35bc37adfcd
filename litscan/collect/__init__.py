"""Getting papers: arXiv's API, politeness, full texts, and what is relevant.

Nothing here knows of the corpus: sources yield records, and `litscan.pipeline.collecting` stores
them.
"""
