"""Whether collecting by arXiv's search API loses, repeats or over-asks; on a loopback arXiv."""
