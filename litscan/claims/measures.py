"""Every measure a claim's definition may name, by the data it is computed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from litscan.claims import (
    citations,
    comparability,
    comparisons,
    confounders,
    examples,
    fragmentation,
    growth,
    papers,
    points,
    reporting,
    sparsity_runs,
    wins,
)
from litscan.claims.verdict import Measurement

__all__ = ["EXAMPLES", "MEASURES"]

MEASURES: Mapping[str, Callable[..., Measurement]] = {
    "blalock.baseline_spreads": confounders.blalock_baseline_spreads,
    "blalock.central_tendency": reporting.blalock_central_tendency,
    "blalock.comparable_pairs": comparability.blalock_comparable_pairs,
    "blalock.counting_of_flops": confounders.blalock_counting_of_flops,
    "blalock.datasets_a_paper": fragmentation.blalock_datasets_a_paper,
    "blalock.declared_wins": wins.blalock_declared_wins,
    "blalock.dense_seed_noise": sparsity_runs.blalock_dense_seed_noise,
    "blalock.distinct": fragmentation.blalock_distinct,
    "blalock.early_methods": citations.blalock_early_methods,
    "blalock.flops_of_one_net": confounders.blalock_flops_of_one_net,
    "blalock.gains": points.blalock_gains,
    "blalock.magnitude_over_random": sparsity_runs.blalock_magnitude_over_random,
    "blalock.metric_kinds": reporting.blalock_metric_kinds,
    "blalock.metric_profiles": reporting.blalock_metric_profiles,
    "blalock.most_compared": citations.blalock_most_compared,
    "blalock.name_families": fragmentation.blalock_name_families,
    "blalock.never_compared": citations.blalock_never_compared,
    "blalock.non_pruning": papers.blalock_non_pruning,
    "blalock.pairs_a_paper": fragmentation.blalock_pairs_a_paper,
    "blalock.pairs_used_by": fragmentation.blalock_pairs_used_by,
    "blalock.paper_count": papers.blalock_paper_count,
    "blalock.papers_a_year": papers.blalock_papers_a_year,
    "blalock.papers_on_common_pairs": points.blalock_papers_on_common_pairs,
    "blalock.papers_since": papers.blalock_papers_since,
    "blalock.peer_reviewed": papers.blalock_peer_reviewed,
    "blalock.points_a_curve": points.blalock_points_a_curve,
    "blalock.ratio_agreement": confounders.blalock_ratio_agreement,
    "blalock.recomputable_comparisons": comparability.blalock_recomputable_comparisons,
    "blalock.sample_growth": papers.blalock_sample_growth,
    "blalock.schedule_spread": sparsity_runs.blalock_schedule_spread,
    "blalock.share_by_review": comparisons.blalock_share_by_review,
    "blalock.share_comparing_to": comparisons.blalock_share_comparing_to,
    "blalock.share_comparing_to_at_most": comparisons.blalock_share_comparing,
    "blalock.share_without_non_pruning": comparisons.blalock_share_without_non_pruning,
    "blalock.single_use": fragmentation.blalock_single_use,
    "blalock.size_and_cost": reporting.blalock_size_and_cost,
    "blalock.stated_trials": reporting.blalock_stated_trials,
    "blalock.steadier_parameters": confounders.blalock_steadier_parameters,
    "blalock.top1_and_top5": reporting.blalock_top1_and_top5,
    "blalock.top_pairs": fragmentation.blalock_top_pairs,
    "blalock.use_of_datasets": fragmentation.blalock_use_of_datasets,
    "blalock.venues": papers.blalock_venues,
    "corpus.exponential_growth": growth.corpus_exponential_growth,
    "corpus.papers_a_day": growth.corpus_papers_a_day,
    "corpus.share_comparing_to_at_most": comparisons.corpus_share_comparing,
}

EXAMPLES: Mapping[str, Callable[..., tuple[str, Measurement]]] = {
    "comparisons": comparisons.example,
    "growth": growth.example,
    "rule": examples.example,
}
