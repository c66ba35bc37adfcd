"""What the words of a table's header say its numbers measure.

Header words are few and stereotyped; regular expressions over the header path decide them, and
the column's own numbers settle what words leave open (``FLOPs ↓`` is a share removed where the
cells are percentages below 100, and a count where they are billions).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from litscan.extraction.readings import Stage
from litscan.tables.numbers import Quantity

__all__ = [
    "HIGHER_IS_BETTER",
    "HYPERPARAMETERS",
    "LEVELS",
    "LONGEST_LABEL",
    "PERFORMANCE",
    "Heading",
    "caption_measure",
    "header_scale",
    "names_setting",
    "read_heading",
    "setting_heading",
    "settle",
]


@dataclass(frozen=True, slots=True)
class Heading:
    """The meaning of a header path; `measure` is None where its words decide none.

    `named` says that its words do name a measure, of which the numbers left open what it is.
    """

    measure: str | None
    stage: Stage = "reported"
    change_sign: int = 0
    percent: bool = False
    removed: bool = False
    kept: bool = False
    arrow: str = ""
    text: str = ""
    named: bool = False


_MEASURES: tuple[tuple[str, str], ...] = (
    ("top5_error", r"top[\s-]*5.{0,12}err|err.{0,12}top[\s-]*5"),
    ("top1_error", r"top[\s-]*1.{0,12}err|err.{0,12}top[\s-]*1"),
    ("top5_accuracy", r"top[\s-]*5\b|acc@5|\bt5\b acc|@5\b"),
    ("top1_accuracy", r"top[\s-]*1\b|acc@1|\bt1\b acc|@1\b"),
    ("perplexity", r"perplexity|perplexities|\bppl\b"),
    ("miou", r"\bm?iou\b"),
    ("map", r"\bm?ap(?:50|75|@[\d.:]+)?\b(?!\w)|average precision"),
    ("f1", r"\bf-?1\b|\bf-?score\b"),
    ("bleu", r"\bbleu\b"),
    ("rouge", r"\brouge\b"),
    ("psnr", r"\bpsnr\b"),
    ("ssim", r"\bssim\b"),
    ("fid", r"\bfid\b"),
    ("auc", r"\bauc\b|\bauroc\b"),
    ("logloss", r"\blog-?\s?loss\b"),
    ("wer", r"\bwer\b"),
    ("bpc", r"\bbpc\b|bits per char"),
    ("mcc", r"\bmcc\b|matthews"),
    ("spearman", r"spearman"),
    ("pearson", r"pearson"),
    ("accuracy", r"\bm?m?-?acc(?:uracy|uracies|\.|\b)|success rate|exact match"),
    ("error", r"\berr(?:or)?s?\b\.?"),
    ("epochs", r"\bepochs?\b|\biterations?\b|\bsteps\b"),
    ("hyperparameter", r"learning[\s-]?rate|\blr\b|batch|weight[\s-]?decay|optimi[sz]er|momentum"),
    ("compression_ratio", r"compression|\bcr\b|\bcomp(?:r|ress)?\.?\s?(?:rate|ratio|\(?%)"),
    ("speedup", r"speed[\s-]*ups?\b|acceleration|\baccel\."),
    ("throughput", r"throughput|\b(?:im|imgs?|images?|samples?|tokens?|frames?)\s?/\s?s|\bfps\b"),
    ("latency", r"latency|\b(?:inference|run|wall|cpu|gpu)[\s-]*(?:clock )?time|\btime\b|\bms\b"),
    ("memory", r"\bmem(?:ory)?\b|storage|\bdisk\b|\b[mgkt]i?b\b|\bbytes\b"),
    ("communication", r"communicat|\bcomm\.|\b[kmgt]bits?\b|bandwidth"),
    (
        "duration",
        r"\b(?:hours?|hrs?|days|minutes|seconds?|secs?(?!\.))\b|(?<=\s)[(\[](?:s|h|sec|min)[)\]]",
    ),
    ("energy", r"\benergy\b|\bpower\b"),
    ("flops", r"\w*flops?\b|\bmacs?\b|\bm-?adds?\b|mult[\s-]?adds?|\bops\b|\bbops\b|\bfops\b"),
    ("sparsity", r"sparsit|sparse rat|\bunstructured\s?\(?%"),
    ("density", r"\bdensit"),
    (
        "params",
        r"param|#\s?weights?|\bnnz\b|non-?zero|\bweights\b|(?:model|encoder|decoder"
        r"|network|weight) size|^size\b|\bp\.\s",
    ),
    (
        "units_removed",
        r"(?:heads?|layers?|filters?|channels?|neurons?|units?|blocks?|experts?) "
        r"(?:removed|pruned|dropped)"
        r"|(?:removed|pruned|dropped) (?:heads?|layers?|filters?|channels?|neurons?|experts?)",
    ),
    ("sparsity", r"prun\w*\.? ?(?:ratio|rate|percentage|%|\(%\))|ratio pruned|\bp\.?r\.?\b"),
    ("density", r"remain|\bkept\b|retain"),
    ("loss", r"\bloss\b"),
    ("average", r"^\s*(?:avg|average|mean)\b"),
)
_COMPILED = tuple((measure, re.compile(pattern)) for measure, pattern in _MEASURES)

_PURPOSE = re.compile(r"\b(?:for|under|given|at|same|equal|similar|by)\s(?:[\w-]+\s)?$")
_LEVEL_LABEL = re.compile(
    r"^\W*\d+(?:\.\d+)?\s?(?:%|[x×])?\W*$|\d\s?%\s?(?:of |the |\w+ )*(?:spars|remov|prun"
    r"|reduc|kept|remain)"
    r"|(?:spars\w*|^s|ratio|rate)\s?[=:]?\s?\d"
)
_CHANGE = re.compile(
    r"drop|δ|Δ|∆|\bdelta\b|degrad|\bdiff|\bgap\b|change|\bgain|improv|increas|decreas|declin"
    r"|\bloss\b"
)
_GAIN = re.compile(r"gain|improv|increas|↑")
_DROP = re.compile(r"drop|degrad|decreas|declin|\bloss\b|↓|\bred(?:uction|\.)")
_ORIGINAL = re.compile(
    r"\bbase(?:line)?\b|\borig(?:inal)?\b|unpruned|\bdense\b|\bbefore\b|\bref(?:erence)?\b\.?"
    r"|uncompressed|pre-?prun|pre-?trained|\binitial\b|\bfull\b"
)
_REMOVED = re.compile(r"reduc|prun|drop|↓|remov|\bsav|\bred\.|decreas|\bcut\b")
_KEPT = re.compile(r"remain|retain|\bkept\b|\bkeep|\bleft\b|preserv|densit")

LONGEST_LABEL = 400
"""Characters of a table's cell that are read as a label; a cell may hold a whole book."""
PERFORMANCE = frozenset(
    {
        "top1_accuracy", "top5_accuracy", "accuracy", "top1_error", "top5_error", "error",
        "perplexity", "miou", "map", "f1", "bleu", "rouge", "psnr", "ssim", "fid", "auc",
        "logloss", "wer", "bpc", "mcc", "spearman", "pearson", "average", "loss",
    }
)  # fmt: skip
LEVELS = frozenset(
    {
        "sparsity", "params_removed", "params_kept", "flops_removed", "flops_kept",
        "units_removed", "compression_ratio", "speedup",
    }
)  # fmt: skip
HYPERPARAMETERS = frozenset({"epochs", "hyperparameter"})
_SETTING = re.compile(
    r"\W*(?:(?:total|initial|init|base|peak|max|min|maximum|minimum|training|train|fine-?tun\w+"
    r"|number of|no\.? of|num\.?|mini|global|warm-?up|pruning|pre-?training|retraining)[\s-]+)*"
    r"(?P<what>(?:epochs?|iterations?|iters?|steps|batch(?:[\s-]?size)?|batchsize|learning[\s-]?rate"
    r"|lr|weight[\s-]?decay|wd|momentum|drop-?out(?: rate)?|temperature|optimi[sz]er|warm-?up"
    r"|seq(?:uence|\.)? length|\\?(?:alpha|beta|gamma|lambda|eta|tau)|[αβγλητ])"
    r"(?:[\s_{]*\d[\s}]*)?)"
    r"\s?(?:[(\[][^()\[\]]{0,20}[)\]])?\W*"
)
HIGHER_IS_BETTER = frozenset(
    {"top1_accuracy", "top5_accuracy", "accuracy", "miou", "map", "f1", "bleu", "auc", "average"}
)


def _first_measure(text: str) -> str | None:
    for measure, pattern in _COMPILED:
        match = pattern.search(text)
        if match is not None and (
            measure in PERFORMANCE or not _PURPOSE.search(text, 0, match.start())
        ):
            return measure
    return None


def names_setting(label: str) -> bool:
    """Return whether a label is the name of a training setting and of nothing else.

    Examples
    --------
    >>> names_setting("Batch size"), names_setting("β"), names_setting("After 10 epochs")
    (True, True, False)
    """
    return len(label) <= 60 and bool(_SETTING.fullmatch(" ".join(label.lower().split())))


def setting_heading(label: str) -> Heading:
    """Return the meaning of a label that `names_setting`."""
    measure = _first_measure(label.lower())
    return Heading(measure if measure in HYPERPARAMETERS else "hyperparameter", named=True)


def read_heading(path: Sequence[str]) -> Heading:
    """Return what a header path, outermost first, says about the numbers under it.

    Examples
    --------
    >>> read_heading(("Top-1", "Acc. Drop (%)")).stage
    'change'
    >>> read_heading(("FLOPs reduction (%)",)).measure
    'flops_removed'
    """
    return _read_heading(tuple(path))


@lru_cache(maxsize=4096)
def _read_heading(path: tuple[str, ...]) -> Heading:
    texts = [" ".join(text[:LONGEST_LABEL].lower().split()) for text in path]
    measure, where = None, ""
    for text in reversed(texts):
        found = _first_measure(text)
        if found is None or (measure is not None and (found == "average" or where != "")):
            continue
        measure, where = found, text
    joined = " ".join(texts)
    if measure == "accuracy":
        outer = next((_first_measure(text) for text in texts if _first_measure(text)), None)
        if outer in ("top1_accuracy", "top5_accuracy"):
            measure = outer
    leaf = texts[-1] if texts else ""
    if measure not in PERFORMANCE and texts and _LEVEL_LABEL.search(texts[-1]):
        measure = None  # "50% FLOPs removed" says where a number was taken, not what it is
    heading = Heading(
        measure,
        named=measure is not None,
        percent="%" in joined or "percent" in joined,
        removed=bool(_REMOVED.search(joined)),
        kept=bool(_KEPT.search(joined)),
        arrow="↓" if "↓" in joined else "↑" if "↑" in joined else "",
        text=joined,
    )
    return _with_stage(_with_share(heading), leaf)


_HEADER_SCALE = re.compile(
    r"[(\[]\s?(?:x\s?|×\s?)?([KMGBT])\s?[)\]]|\b([KMGT])(?:FLOP[sS]?|MAC[sS]?|Params?|Ops)\b"
    r"|[#(\[]\s?(?:×\s?|x\s?)?10\s?\^?\s?([369⁶⁹])\b"
)
_SCALES = {"K": 1e3, "M": 1e6, "G": 1e9, "B": 1e9, "T": 1e12, "3": 1e3, "6": 1e6, "9": 1e9}


def header_scale(path: Sequence[str]) -> float:
    """Return what the numbers under a header are multiplied by, 1 if it does not say.

    Examples
    --------
    >>> header_scale(("MACs (M)",)), header_scale(("GFLOPs",)), header_scale(("Top-1",))
    (1000000.0, 1000000000.0, 1.0)
    """
    match = _HEADER_SCALE.search(" ".join(path))
    prefix = next((part for part in match.groups() if part), "") if match else ""
    return _SCALES.get(prefix.replace("⁶", "6").replace("⁹", "9"), 1.0)


def _with_share(heading: Heading) -> Heading:
    if heading.measure == "density":
        return replace(heading, measure="params_kept")
    if heading.measure not in ("flops", "params"):
        return heading
    share = heading.percent or re.search(r"reduc|ratio|rate\b|remov|sav", heading.text)
    if heading.kept and (share or heading.measure == "params"):
        return replace(heading, measure=f"{heading.measure}_kept")
    if heading.removed and share:
        return replace(heading, measure=f"{heading.measure}_removed")
    return heading


def _with_stage(heading: Heading, leaf: str) -> Heading:
    if heading.measure not in PERFORMANCE and heading.measure is not None:
        if heading.measure in ("flops", "params") and _ORIGINAL.search(leaf):
            return replace(heading, stage="original")
        return heading
    if heading.measure == "loss" or heading.measure == "logloss":
        return heading
    if _CHANGE.search(leaf) or (_CHANGE.search(heading.text) and heading.measure):
        sign = -1 if _DROP.search(heading.text) else 1 if _GAIN.search(heading.text) else 0
        if heading.measure in ("error", "top1_error", "top5_error") and "↑" in heading.text:
            sign = 1
        return replace(heading, stage="change", change_sign=sign)
    if heading.measure == "accuracy" and heading.arrow == "↓":
        return replace(heading, stage="change", change_sign=-1)
    if _ORIGINAL.search(leaf):
        return replace(heading, stage="original")
    return heading


def settle(heading: Heading, quantities: Sequence[Quantity]) -> Heading:
    """Return a heading with what its words left open decided by the numbers under it."""
    if not quantities:
        return heading
    sizes = sorted(abs(quantity.value) for quantity in quantities)
    middle = sizes[len(sizes) // 2]
    percent = sum(quantity.unit == "percent" for quantity in quantities) * 2 > len(quantities)
    factor = sum(quantity.unit == "factor" for quantity in quantities) * 2 > len(quantities)
    if heading.measure in ("flops", "params"):
        if factor:  # 0.23x of the unpruned network's; beyond 1x it may be more of it or less
            kept = f"{heading.measure}_kept" if sizes[-1] <= 1 else None
            return replace(heading, measure=kept)
        return _settle_share(heading, sizes) if percent or heading.percent else heading
    if heading.measure in ("flops_removed", "params_removed", "flops_kept", "params_kept"):
        absolute = sizes[-1] > 100.5 or (factor and not percent)
        if absolute:
            stem = heading.measure.partition("_")[0]
            if factor:
                return replace(heading, measure=None)
            return replace(heading, measure=stem)
    if heading.measure in ("sparsity", "compression_ratio") and factor:
        return replace(heading, measure="compression_ratio")
    if heading.measure in ("compression_ratio", "speedup") and (percent or heading.percent):
        # only a share removed is 0 for the unpruned network
        removed = heading.measure == "compression_ratio" and sizes[0] == 0 and sizes[-1] <= 100
        return replace(heading, measure="params_removed" if removed else None)
    if heading.measure == "top1_accuracy" and heading.arrow == "↓" and heading.stage == "reported":
        if middle <= 10:
            return replace(heading, stage="change", change_sign=-1)
        return replace(heading, measure="top1_error")
    if heading.stage == "change" and heading.measure in HIGHER_IS_BETTER and middle > 40:
        return replace(heading, stage="reported", change_sign=0)
    return heading


def _settle_share(heading: Heading, sizes: Sequence[float]) -> Heading:
    """Decide a share of operations or weights that is printed in percent."""
    if sizes[-1] > 100.5:
        return heading
    if heading.removed and not heading.kept:
        return replace(heading, measure=f"{heading.measure}_removed")
    if heading.kept:
        return replace(heading, measure=f"{heading.measure}_kept")
    return replace(heading, measure=None)


def caption_measure(caption: str) -> str | None:
    """Return the one performance measure a caption names, or None.

    Examples
    --------
    >>> caption_measure("Top-1 accuracy (%) of pruned ResNet-50 at several sparsities.")
    'top1_accuracy'
    """
    text = " ".join(caption.lower().split())
    found = [
        measure
        for measure, pattern in _COMPILED
        if measure in PERFORMANCE and measure not in ("average", "loss") and pattern.search(text)
    ]
    if "top1_accuracy" in found and "top5_accuracy" not in found:
        found = [item for item in found if item != "accuracy"]
    if found and found[0] in ("top1_error", "top5_error"):
        found = found[:1]
    return found[0] if len(found) == 1 else None
