"""How fast metadata goes into a corpus, and in how much memory."""
