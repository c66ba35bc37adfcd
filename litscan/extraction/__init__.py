"""From a document to facts, each with the quote or cell it stands on.

`extract` is the one way in. It breaks the ground once (names, cues, table readings) and lets one
module a kind of fact read it.
"""

from __future__ import annotations

from litscan.document.model import Document
from litscan.extraction.frames import results_frame
from litscan.extraction.records import Extraction

__all__ = ["EXTRACTOR_VERSION", "Extraction", "extract", "results_frame"]

EXTRACTOR_VERSION = "13"


def extract(document: Document, *, learned: bool = True) -> Extraction:
    r"""Return the facts of a document.

    The same document gives the same facts in the same order. Facts never come from related work,
    references or acknowledgements; a reporting checklist is asked only for the number of runs.

    Parameters
    ----------
    document : Document
        The paper, from `litscan.document.read_document`.
    learned : bool
        Whether to use the models that ship with litscan; without them, vocabulary and rules alone
        find the facts.

    Returns
    -------
    Extraction
        Entities with roles, configurations, comparisons, results, runs, training, links.

    Examples
    --------
    >>> from litscan.document import read_text
    >>> paper = read_text("# Pruned\n\n## Experiments\n\nWe train ResNet-56 on CIFAR-10.\n",
    ...                   format="markdown")
    >>> [(c.dataset, c.architecture) for c in extract(paper).configurations]
    [('CIFAR-10', 'ResNet-56')]
    """
    from litscan.extraction.comparisons import find_comparisons
    from litscan.extraction.configurations import find_configurations
    from litscan.extraction.cost_results import find_cost_results
    from litscan.extraction.entities import find_entities
    from litscan.extraction.ground import break_ground
    from litscan.extraction.hyperparameters import find_hyperparameters
    from litscan.extraction.links import find_links
    from litscan.extraction.paper_type import find_paper_type
    from litscan.extraction.prose import find_prose_results
    from litscan.extraction.pruning_kinds import find_pruning_kinds
    from litscan.extraction.results import find_results
    from litscan.extraction.runs import find_runs
    from litscan.extraction.training import find_training

    ground = break_ground(document)
    comparisons = find_comparisons(ground)
    entities = find_entities(ground, comparisons)
    if learned:
        from litscan.extraction.tagged_names import add_tagged_names

        entities = add_tagged_names(ground, entities)
    entities = (*entities, *find_hyperparameters(ground))
    runs = find_runs(ground)
    paper_type = find_paper_type(ground)
    quality = find_results(ground, runs.dispersion)
    tabled = (*quality, *find_cost_results(ground, runs.dispersion))
    return Extraction(
        source=document.source,
        title=document.title_text,
        arxiv_id=document.arxiv_id.base if document.arxiv_id else None,
        coverage=document.coverage,
        paper_type=paper_type,
        pruning_kinds=find_pruning_kinds(ground, comparisons),
        entities=tuple(sorted(entities, key=lambda entity: entity.kind)),
        configurations=find_configurations(ground, entities),
        compares_to=comparisons,
        results=(*tabled, *find_prose_results(ground, tabled, paper_type)),
        runs=runs,
        training=find_training(ground),
        links=find_links(ground),
        readings=ground.readings,
    )
