"""Small made-up papers that the checks' examples are written in."""

from __future__ import annotations

__all__ = ["ACCURACY_TABLE", "paper"]

ACCURACY_TABLE = """\
Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.

| Method | Top-1 (%) | FLOPs reduction (%) |
| --- | --- | --- |
| Baseline | 76.1 | 0 |
| Ours | 75.2 | 50.0 |
"""


def paper(
    experiments: str,
    *,
    abstract: str = "We propose a new method for pruning filters of convolutional networks.",
    related: str = "Much has been written about pruning.",
) -> str:
    """Return a short method paper in Markdown with the given experiment section.

    Examples
    --------
    >>> paper("We ran it once.").splitlines()[0]
    '# Pruning by Example: A Fictional Method'
    """
    return (
        "# Pruning by Example: A Fictional Method\n\n"
        f"###### Abstract\n\n{abstract}\n\n"
        f"## 1 Related Work\n\n{related}\n\n"
        "## 2 Method\n\nWe remove the filters that our criterion ranks last.\n\n"
        f"## 3 Experiments\n\n{experiments}\n"
    )
