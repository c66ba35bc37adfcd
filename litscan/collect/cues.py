"""What a title and abstract say is being pruned: counted cues for the relevance model.

The word *pruning* alone says little: tokens, data, caches, trees, graphs and synapses are pruned
too. What tells is the object, which stands right before the word ("token pruning") or shortly
after the verb ("prunes redundant channels"). Each mention is therefore sorted by its object, and
set phrases ("lottery ticket", "2:4 sparsity") are counted beside.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

__all__ = ["CUES", "Cue", "cue_names", "cue_values", "find_cues"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing counted: a name, what it means to a reader, and how it is matched."""

    name: str
    meaning: str
    pattern: str


_NET = (
    r"(?:weights?|neurons?|filters?|kernels?|channels?|(?:attention[ -])?heads?|(?:sub)?layers?"
    r"|layer-?wise|blocks?|parameters?|connections?|connectivity|synaps\w+"
    r"|(?:sub-?)?networks?|nets?|models?|llms?|lms?|plms?|slms?|transformers?|bert\w*|cnns?"
    r"|convnets?|dnns?|rnns?|lstms?|snns?|gnns?|vits?|resnet\w*|vgg\w*|mamba\w*|ssms?|unet"
    r"|encoders?|decoders?|units?|experts?|components?|architectures?|backbones?|mlps?"
    r"|perceptrons?|ffns?|depth|width|dimensions?|matri(?:x|ces)|adapters?|lora|modules?|structures?)"
)
_HOW = (
    r"(?:structured|structural|unstructured|semi-structured|magnitude(?:-based)?|one-shot|iterative"
    r"|post-training|gradual|global|movement|static|network|soft|hard|hessian|n:m|2:4|coarse"
    r"|fine-grained|adversarial|progressive|sensitivity|weight|hardware-aware|random|block-wise)"
)
_TOKEN = (
    r"(?:(?:visual|vision|image|video|text|input|prompt|patch|multimodal|semantic|audio)?[ -]?"
    r"tokens?|patch(?:es)?|frames?|kv(?:[ -]?caches?)?|key-value\w*|caches?|prompts?|contexts?"
    r"|contextual|memor(?:y|ies)|histor(?:y|ies)|hidden states|instructions?|pose tokens"
    r"|reasoning|steps?|trajector\w+|thoughts?|rollouts?|chains?|responses?)"
)
_DATA = (
    r"(?:data(?:sets?)?|corpus|corpora|coresets?|samples?|examples?|(?:pseudo-?)?labels?|demonstrations?"
    r"|documents?|passages?|retriev\w+|images?|queries|skills?|conversation\w*)"
)
_SEARCH = (
    r"(?:search(?: space)?|spaces?|trees?|branch(?:es)?|decision|alpha-beta|beams?|candidates?"
    r"|hypothes[ei]s|moves?|actions?|paths?|states?|subtrees?|rules?|programs?|proofs?|plans?"
    r"|tasks?|solutions?|combinations?|itemsets?|pattern(?:s)? mining|query|queries|skyline|joins?"
    r"|regraft|bounds?|dependency|flows?|metrics?|clusters?|vocabular\w+|agents?|tools?|voxels?)"
)
_GRAPH = (
    r"(?:graphs?|knowledge graphs?|edges?|nodes?|neighbou?r\w*|links?|gaussians?|splat\w*|points?"
    r"|point clouds?|primitives?|relations?|entit(?:y|ies)|interactions?)"
)
_SIGNAL = (
    r"(?:activations?|gradients?|attentions?|attention (?:scores?|maps?|weights?|matri(?:x|ces))"
    r"|cross-attention|self-attention|features?|computations?|signals?|rewards?|codes?|coding"
    r"|autoencoders?|representations?|updates?|spectral|reconstruction|images?|views?|vectors?)"
)
_OBJECTS = {
    "network": (_NET, "parts of a network"),
    "manner": (_HOW, "a manner of network pruning"),
    "token": (_TOKEN, "tokens, caches or context"),
    "data": (_DATA, "data"),
    "search": (_SEARCH, "a search, tree or rule set"),
    "graph": (_GRAPH, "a graph or point set"),
    "signal": (_SIGNAL, "activations, attention, gradients or features"),
}
_NOUN = r"(?:prun(?:ing|ed|er|ers)|sparsif\w+|sparsity|sparse|sparsely)"
_VERB = r"(?:prun(?:e|es|ed|ing)|sparsif(?:y|ies|ied|ying|ication)|remov(?:e|es|ing)|discard\w*)"
_FILL = (
    r"(?:(?:the|a|an|its|their|of|our|less|un\w+|non-\w+|most|many|out|down|away|\w+ly"
    r"|redundant|individual|entire|whole|full|large|deep|pre-?trained|insignificant"
    r"|least|important|irrelevant)[ -]){0,4}"
)

_PHRASES: tuple[tuple[str, str, str], ...] = (
    (
        "lottery",
        "lottery tickets",
        r"lottery[ -]tickets?|winning tickets?|matching subnetworks?",
    ),
    (
        "n:m",
        "N:M or semi-structured sparsity",
        r"\b(?:n ?: ?m|[12] ?: ?4|4 ?: ?8|3 ?: ?4|n ?x ?m)\b|semi-structured",
    ),
    (
        "structured",
        "structured pruning",
        r"\bstructur(?:ed|al)(?:ly)? (?:\w+ )?(?:prun|spars)\w+",
    ),
    (
        "unstructured",
        "unstructured pruning",
        r"\bunstructured\b[^.]{0,30}(?:prun|spars)\w+",
    ),
    (
        "magnitude",
        "magnitude pruning",
        r"magnitude[ -](?:based )?(?:weight )?(?:prun|spars)\w+|by magnitude",
    ),
    (
        "model pruning",
        "network or model pruning",
        r"\b(?:network|model|llm|weight|parameter|neural|cnn|bert|dnn) prun\w+",
    ),
    (
        "unit pruning",
        "pruning of filters, channels, heads, layers, neurons or experts",
        r"\b(?:filter|channel|(?:attention )?head|layer|sublayer|depth|width|neuron|expert"
        r"|block|kernel|rank|component)(?:-?wise|-level)? (?:prun|spars|select|dropp)\w+",
    ),
    (
        "sparse network",
        "sparse networks, models or weights",
        r"\b(?:sparse|sparsified|pruned|weight-sparse|sparsely connected) (?:and \w+ )?"
        r"(?:neural |deep |language |transformer |sub-?)*(?:network|model|weight|matri|llm"
        r"|transformer|architecture|student|drafter|training)\w*",
    ),
    (
        "sparse training",
        "sparse training or pruning at initialisation",
        r"sparse(?:-to-sparse)? training|prun\w+ (?:at|before) init\w*|dynamic sparse"
        r"|sparsity-aware training|prune-and-|pruning-aware",
    ),
    (
        "weight sparsity",
        "sparsity of weights or networks",
        r"\b(?:weight|network|model|parameter|structural|fine-grained|connection|extreme"
        r"|target) spars\w+",
    ),
    (
        "pruned model",
        "a pruned model",
        r"\bprun\w+ (?:the |large |deep |pre-?trained |language |neural |of |a )*(?:model"
        r"|network|llm|bert|transformer|encoder|cnn|vla|deep)\w*",
    ),
    (
        "ratio",
        "a pruning ratio or sparsity level",
        r"prun\w+ (?:ratio|rate|level|criteri)\w*|sparsity (?:ratio|rate|level|of|pattern)\w*"
        r"|\d+(?:\.\d+)?\\?% (?:sparsity|sparse)",
    ),
    (
        "drop layers",
        "removal of layers or neurons",
        r"(?:remov|delet|dropp|collaps|merg|cutt|skipp|folding|eliminat)\w* (?:\w+ ){0,3}"
        r"(?:layers?|neurons?|channels?|heads?|blocks?|rows and columns|filters?|weights?"
        r"|parameters?)",
    ),
    (
        "compression",
        "model compression",
        r"(?:model|network|neural network|llm|transformer|bert|cnn|snn) compress\w+"
        r"|compress\w+ (?:of |the |large |deep |pre-?trained |language |neural |a )*(?:model"
        r"|network|llm|transformer|bert|cnn)\w*",
    ),
    (
        "with quantisation",
        "pruning named beside quantisation or distillation",
        r"prun\w+[^.]{0,60}(?:quanti[sz]|distill)\w+|(?:quanti[sz]|distill)\w+[^.]{0,60}prun\w+",
    ),
    (
        "named method",
        "a known pruning method",
        r"\bsparsegpt\b|\bwanda\b|optimal brain|\bllm-pruner\b|\bsnip\b|\bgrasp\b|\brigl\b"
        r"|sheared|deep compression|\badmm\b",
    ),
    (
        "network cue",
        "neural networks",
        r"neural net|deep learning|convolution|\bcnns?\b|transformer|\bllms?\b|language model"
        r"|\bbert\b|resnet|\bsnns?\b|perceptron|\bmlps?\b|\blstms?\b",
    ),
    (
        "deployment",
        "deployment on limited hardware",
        r"edge device|resource-constrained|embedded|latency|\bflops\b|memory footprint"
        r"|on-device|mobile|\bfpga\b|speed-?up",
    ),
    (
        "such as pruning",
        "pruning named only as an example",
        r"(?:such as|like|including|e\.g\.|techniques?:)[^.]{0,40}prun\w+",
    ),
    (
        "token pruning",
        "token pruning",
        r"token[ -](?:prun|spars|reduc|merg|compress|select|evict)\w*",
    ),
    (
        "data pruning",
        "data pruning",
        r"\b(?:data|dataset|coreset|sample|training data|label)[ -](?:prun|select)\w*",
    ),
    (
        "cache",
        "key-value caches",
        r"\bkv\b|key-value cache|\bkv[ -]cache",
    ),
    (
        "sparse attention",
        "sparse attention",
        r"(?:attention|cross-attention) (?:spars|prun)\w+|spars\w+ (?:\w+ )?attentions?"
        r"|attention masks?",
    ),
    (
        "activation sparsity",
        "activation sparsity",
        r"activation spars\w+|spars\w+ activation\w*|sparse autoencoder",
    ),
    (
        "gradient sparsity",
        "gradient or update sparsification",
        r"gradient spars\w+|communication[- ]efficient|top-\$?k\$?|task vectors?|model merging"
        r"|delta param\w*",
    ),
    (
        "other field",
        "pruning outside learning",
        r"alpha-beta|phylogen|subtree|decision trees?|search space|branch[- ]and|\bsat\b"
        r"|synaptic pruning|apriori|shortest path|gaussian splat|knowledge graph|point clouds?"
        r"|\brag\b|retriev",
    ),
)


def _cues() -> tuple[Cue, ...]:
    found = []
    for name, (words, meaning) in _OBJECTS.items():
        before = rf"\b{words}(?:[ -](?:level|wise|aware|based))?[ -](?:\w+[ -])?{_NOUN}\b"
        found.append(Cue(f"{name} pruning", f"'... pruning' of {meaning}", before))
        after = rf"\b{_VERB} {_FILL}{words}\b"
        found.append(Cue(f"prune {name}", f"'prune ...' with {meaning}", after))
    found.append(Cue("pruning", "the word pruning", r"\b\w*prun(?:e|es|ed|ing|er|ers)\b"))
    found.append(Cue("sparse", "the word sparse", r"\b\w*spars(?:e|ity|if\w+|er|est)\b"))
    return (*found, *(Cue(*phrase) for phrase in _PHRASES))


CUES: tuple[Cue, ...] = _cues()
"""All cues, in the order of `cue_values`."""

_BALANCES = (
    "network against other objects",
    "network against other objects (title)",
    "any word of pruning or sparsity",
    "no abstract",
)
_NETWORK_SIDE = ("network pruning", "prune network", "manner pruning", "prune manner")
_OTHER_SIDE = tuple(
    f"{a}{b}"
    for name in ("token", "data", "search", "graph", "signal")
    for a, b in ((f"{name} ", "pruning"), ("prune ", name))
)
_ANY = {"pruning", "sparse", "lottery", "n:m"}


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(cue.pattern) for cue in CUES)


def find_cues(text: str) -> dict[str, list[str]]:
    """Return, by cue, the phrases of a text that match it.

    Examples
    --------
    >>> find_cues("We prune filters by magnitude.")["prune network"]
    ['prune filters']
    """
    lowered = " ".join(text.lower().split())
    found: dict[str, list[str]] = {}
    for cue, pattern in zip(CUES, _compiled(), strict=True):
        phrases = [match.group() for match in pattern.finditer(lowered)]
        if phrases:
            found.setdefault(cue.name, []).extend(phrases)
    return found


def cue_names() -> tuple[str, ...]:
    """Return the names of the values that `cue_values` gives, in order."""
    unique = tuple(dict.fromkeys(cue.name for cue in CUES))
    return (
        *(f"{name} (abstract)" for name in unique),
        *(f"{name} (title)" for name in unique),
        *_BALANCES,
    )


def _balance(*places: dict[str, list[str]]) -> float:
    """Return how much more often parts of networks are pruned than other things, in (-1, 1)."""
    network = sum(_side(found, _NETWORK_SIDE) for found in places)
    other = sum(_side(found, _OTHER_SIDE) for found in places)
    return (network - other) / (network + other + 1.0)


def _side(found: dict[str, list[str]], names: tuple[str, ...]) -> int:
    return sum(len(found.get(name, ())) for name in names)


def cue_values(title: str, abstract: str) -> list[float]:
    """Return the cue features of a paper, in the order of `cue_names`.

    Counts enter as ``log(1 + n)``, so that a long abstract does not count many times.
    """
    in_title, in_abstract = find_cues(title), find_cues(abstract)
    unique = tuple(dict.fromkeys(cue.name for cue in CUES))
    values = [math.log1p(len(in_abstract.get(name, ()))) for name in unique]
    values += [math.log1p(len(in_title.get(name, ()))) for name in unique]
    values.append(_balance(in_title, in_abstract))
    values.append(_balance(in_title, {}))
    values.append(float(any(_ANY & found.keys() for found in (in_title, in_abstract))))
    values.append(float(not abstract))
    return values
