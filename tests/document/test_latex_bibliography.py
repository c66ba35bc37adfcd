r"""What printed bibliographies and BibTeX files tell of the works they list."""

from __future__ import annotations

import pytest

from litscan.document import read_text
from litscan.document.latex.bibtex import parse_bib
from litscan.document.model import Reference


def entry(source: str) -> Reference:
    text = (
        "\\documentclass{article}\\begin{document}Words \\cite{k}.\n"
        f"\\begin{{thebibliography}}{{9}}\n{source}\n\\end{{thebibliography}}\\end{{document}}"
    )
    (reference,) = read_text(text, format="latex").references
    return reference


TITLE = "Pruning filters for efficient nets"


@pytest.mark.parametrize(
    "source",
    [
        r"\bibitem{k} H. Li and A. Kadav. \newblock Pruning filters for efficient nets. "
        r"\newblock In {\em ICLR}, 2017.",
        r"\bibitem[Li and Kadav(2017)]{k} Hao Li and Asim Kadav. \newblock Pruning filters for "
        r"efficient nets. \newblock \emph{arXiv preprint arXiv:1608.08710}, 2017.",
        r"\bibitem{k} {\sc H.~Li and A.~Kadav}, {\em Pruning filters for efficient nets}, "
        r"Neural Networks, 3 (2017), pp.~1--9.",
        r"\bibitem{k} H.~Li and A.~Kadav, ``Pruning filters for efficient nets,'' in \emph{Proc. "
        r"ICLR}, 2017, pp. 1--9.",
        r"\bibitem{k} Li H, Kadav A (2017) {Pruning filters for efficient nets}. \emph{ICLR} 3:1--9.",  # noqa: E501
        r"\bibitem{k} Li, H., Kadav, A.: Pruning filters for efficient nets. In: ICLR (2017)",
        r"\bibitem{k} \bibinfo{author}{H.~Li} and \bibinfo{author}{A.~Kadav}, "
        r"\bibinfo{title}{Pruning filters for efficient nets}, \bibinfo{journal}{Nets} (2017).",
        r"\bibitem{k} H. Li, A. Kadav, Pruning filters for efficient nets, Neural Nets 3 (2017) 1-9.",  # noqa: E501
    ],
)
def test_titles_and_years_are_told_from_every_usual_style(source: str) -> None:
    reference = entry(source)
    assert (reference.title, reference.year) == (TITLE, 2017)
    assert len(reference.authors) == 2


def bib(text: str, *keys: str) -> list[Reference]:
    return list(parse_bib(text, frozenset(keys)))


def test_abbreviations_joins_and_inherited_fields_are_resolved() -> None:
    text = r"""
    @string{iclr = "Proc. of " # "ICLR"}
    @string(y = 2017)
    @inproceedings{k, title = "Pruning " # {fil{t}ers}, author = {Li, Hao and others},
      booktitle = iclr, crossref = {Conf}}
    @proceedings{conf, title = {All of it}, year = y}
    """
    (reference,) = bib(text, "k")
    assert (reference.title, reference.authors, reference.year) == (
        "Pruning filters",
        ("Hao Li",),
        2017,
    )


@pytest.mark.parametrize(
    "fields",
    [
        "journal={arXiv preprint arXiv:1608.08710}",
        "eprint={1608.08710}, archiveprefix={arXiv}",
        "eprint={arXiv:1608.08710}",
        "note={arXiv:1608.08710v2}",
        "url={https://arxiv.org/abs/1608.08710}",
        "volume={abs/1608.08710}, journal={CoRR}",
        "doi={10.48550/arXiv.1608.08710}",
    ],
)
def test_arxiv_identifiers_are_found_wherever_authors_put_them(fields: str) -> None:
    (reference,) = bib(f"@article{{k, title={{A}}, {fields}}}", "k")
    assert reference.arxiv_id is not None
    assert reference.arxiv_id.base == "1608.08710"


def test_another_papers_identifier_in_an_abstract_is_not_its_own() -> None:
    (reference,) = bib("@article{k, title={A}, abstract={We follow arXiv:1608.08710.}}", "k")
    assert reference.arxiv_id is None


def test_keys_are_found_without_regard_to_case_and_only_what_is_wanted() -> None:
    text = "@misc{Li17, title={A}}\n@misc{other, title={B}}\n@comment{k, title={C}}"
    assert [(r.key, r.title) for r in bib(text, "li17", "k")] == [("li17", "A")]


@pytest.mark.parametrize(
    "text", ["@a{k, title={" + "{" * 100_000, '@a{k, title="' + "x" * 100_000, "@a{k,"]
)
def test_entries_that_never_end_end(text: str) -> None:
    assert len(bib(text, "k")) == 1
