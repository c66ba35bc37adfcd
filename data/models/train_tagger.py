"""Make tagger/: fit the tagger of tasks, methods, materials and metrics on labelled papers.

    python data/models/train_tagger.py texts GOLD --output TEXTS.json.gz
    python data/models/train_tagger.py fit GOLD --texts TEXTS.json.gz --output FOLDER

``fit`` needs PyTorch (the extra ``experiments``); it runs for an hour on a CPU, for five minutes
on a GPU (``--device cuda``). Labels come from the train parts of ``scirex`` and ``tdmsci``; the
vectors that words begin with from the running text of ``scirex``, ``tdmsci``, ``nlp_tdms`` and
``axcell`` (train parts, made by ``texts``). ``--fold K`` leaves a fifth of the labelled documents
out and scores those; without it the dev halves are scored.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from litscan.extraction.learned.lexicon import PAPER_FEATURES, SHAPES, Lexicon, Paper

HEADS = {
    "scirex": ("Material", "Method", "Metric", "Task"),
    "tdmsci": ("DATASET", "METRIC", "TASK"),
}
FOLDS = 5
LONGEST_SENTENCE = 200
GAP = 4
REACHES = (1, 1, 1, 2)
MEMORY_AFTER = 2
# what is added to a type's scores: the best F1 of mentions and of a paper's names over the folds
LEAN = {"scirex": {"Material": 0.75, "Method": 0.25, "Metric": 0.25, "Task": 0.25}}


@dataclass(frozen=True)
class Settings:
    """What a training run can choose."""

    word_size: int = 100
    letter_size: int = 16
    filters: int = 48
    shape_size: int = 8
    width: int = 256
    memory: int = 96
    fewest: int = 4
    epochs: int = 8
    sentences: int = 16
    tdmsci_weight: float = 0.5
    rate: float = 2e-3
    dropout: float = 0.3
    word_dropout: float = 0.1
    averaging: float = 0.995
    seed: int = 0


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


# ---------------------------------------------------------------- texts and first vectors
def write_texts(gold: Path, output: Path) -> None:
    """Write the running text of unlabelled papers as lists of words."""
    import spacy

    from litscan.document import read_text

    nlp = spacy.blank("en")
    papers = [
        "\n".join(text for _, text in record["sections"])
        for record in read_lines(gold / "nlp_tdms/train.jsonl.gz")
    ]
    papers.extend(
        read_text(record["tex"], format="latex").text
        for record in read_lines(gold / "axcell/train.jsonl.gz")
    )
    texts = []
    for paper in papers:
        plain = re.sub(r"\[[^\[\]\n]{0,300}\]", "[ reference ]", paper)
        blocks = [plain[at : at + 100_000] for at in range(0, len(plain), 100_000)]
        texts.append([token.text for block in blocks for token in nlp(block) if token.text.strip()])
    with gzip.open(output, "wt", encoding="utf-8") as handle:
        json.dump(texts, handle)


def first_vectors(lexicon: Lexicon, texts: Sequence[Sequence[str]], size: int) -> Tensor:
    """Return word vectors: what stands one and two words left and right, in `size` numbers."""
    from scipy.sparse import coo_matrix, hstack
    from sklearn.utils.extmath import randomized_svd

    rows, most = len(lexicon.words) + 1, 4000
    known = {form: lexicon.word(form) for form in {word for text in texts for word in text}}
    stream = np.concatenate([np.array([known[word] for word in text] + [0, 0]) for text in texts])
    blocks = []
    for reach in (-2, -1, 1, 2):
        around = np.roll(stream, -reach)
        kept = (around > 0) & (around < most) & (stream > 0)
        cells = (np.ones(int(kept.sum())), (stream[kept], around[kept]))
        blocks.append(coo_matrix(cells, shape=(rows, most)).tocsr())
    counts = hstack(blocks).tocoo()
    totals = counts.sum()
    left = np.asarray(counts.sum(1)).ravel() + 1e-9
    right = np.asarray(counts.sum(0)).ravel() + 1e-9
    share = counts.data * totals / (left[counts.row] * right[counts.col] ** 0.75 * totals**0.25)
    counts.data = np.maximum(np.log(share), 0)
    u, s, _ = randomized_svd(counts.tocsr(), size, n_iter=4, random_state=0)
    vectors = u * np.sqrt(s)
    return torch.tensor(0.3 * vectors / vectors.std(), dtype=torch.float32).contiguous()


# ---------------------------------------------------------------- labels
@dataclass
class Example:
    """A labelled text: its sentences, the tag of each word, and its arrays."""

    sentences: list[list[str]]
    tags: np.ndarray
    paper: Paper | None = None


def read_examples(gold: Path, bench: str, part: str = "train") -> list[Example]:
    """Return the labelled texts of a set; a tag is 0, or begin, inside, end, single of a type."""
    types, examples = HEADS[bench], []
    for record in read_lines(gold / bench / f"{part}.jsonl.gz"):
        tags = np.zeros(len(record["tokens"]), np.int64)
        for start, end, kind in record["entities"]:
            base = 1 + 4 * types.index(kind)
            tags[start:end] = base + 1
            tags[start], tags[end - 1] = base, base + 2
            if end - start == 1:
                tags[start] = base + 3
        sentences = [
            record["tokens"][at : min(at + LONGEST_SENTENCE, end)]
            for start, end in record.get("sentences") or [[0, len(tags)]]
            for at in range(start, end, LONGEST_SENTENCE)
        ]
        examples.append(Example(sentences, tags))
    return examples


def split(examples: list[Example], fold: int | None) -> tuple[list[Example], list[Example]]:
    """Return the examples to learn from and those left out: every fifth block of 8."""
    out = [fold is not None and (place // 8) % FOLDS == fold for place in range(len(examples))]
    pairs = list(zip(examples, out, strict=True))
    return [e for e, left in pairs if not left], [e for e, left in pairs if left]


# ---------------------------------------------------------------- network
class Network(nn.Module):
    """Words, letters and shapes through convolutions, with a paper-wide memory half way."""

    def __init__(self, lexicon: Lexicon, settings: Settings, vectors: Tensor) -> None:
        super().__init__()
        self.settings, width = settings, settings.width
        self.words = nn.Embedding.from_pretrained(vectors, freeze=False)
        self.letters = nn.Embedding(lexicon.letters, settings.letter_size, padding_idx=0)
        self.spelling = nn.Conv1d(settings.letter_size, settings.filters, 3, padding=1)
        self.shapes = nn.Embedding(SHAPES, settings.shape_size)
        size = settings.word_size + settings.filters + settings.shape_size + PAPER_FEATURES
        self.input = nn.Linear(size, width)
        self.layers = nn.ModuleList(nn.Linear(3 * width, width) for _ in REACHES)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(len(REACHES) + 1))
        self.memory = nn.Linear(width, settings.memory)
        self.recall = nn.Linear(settings.memory, width)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(width, 1 + 4 * len(types)) for name, types in HEADS.items()}
        )
        self.dropout = nn.Dropout(settings.dropout)

    def embed(self, batch: dict[str, Tensor]) -> Tensor:
        """Return the vectors of words, whatever stands around them."""
        words = batch["words"]
        if self.training and self.settings.word_dropout:
            words = words * (
                torch.rand(words.shape, device=words.device) > self.settings.word_dropout
            )
        spelled = self.spelling(self.letters(batch["letters"]).transpose(1, 2)).relu().amax(2)
        parts = [self.words(words), spelled[batch["forms"]], self.shapes(batch["shapes"])]
        return torch.cat([self.dropout(torch.cat(parts, 1)), batch["context"]], 1)

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        """Return the states of words in reading order; texts stand `GAP` empty rows apart."""
        mask = batch["mask"][:, None]
        state = self.norms[0](self.input(self.embed(batch)).relu()) * mask
        for place, reach in enumerate(REACHES):
            if place == MEMORY_AFTER:
                state = (state + self.remember(state, batch["same"])) * mask
            edge = state.new_zeros(reach, state.shape[1])
            around = (torch.cat([edge, state[:-reach]]), state, torch.cat([state[reach:], edge]))
            change = self.layers[place](self.dropout(torch.cat(around, 1)))
            state = (state + self.norms[place + 1](change.relu())) * mask
        return self.dropout(state)

    def remember(self, state: Tensor, same: Tensor) -> Tensor:
        """Return what the whole text says of each word: the mean over its places."""
        count = int(same.max()) + 1
        total = state.new_zeros(count, state.shape[1]).index_add(0, same, state)
        often = torch.bincount(same, minlength=count).clamp(min=1)[:, None]
        return self.recall(self.memory(total / often).tanh())[same]


def batch_of(examples: Sequence[Example], lexicon: Lexicon) -> dict[str, Tensor]:
    """Return some texts one after the other, `GAP` empty rows between."""
    names = ("words", "shapes", "context", "forms", "same", "mask", "tags")
    parts: dict[str, list[np.ndarray]] = {name: [] for name in names}
    letters, shown, memories = [], 0, 1
    for example in examples:
        if example.paper is None:
            example.paper = lexicon.paper(example.sentences)
        paper = example.paper
        arrays = {
            "words": paper.words,
            "shapes": paper.shapes,
            "context": paper.context,
            "forms": paper.forms + shown,
            "same": paper.same + memories,
            "mask": np.ones(len(paper.words), np.float32),
            "tags": example.tags,
        }
        for name, array in arrays.items():
            gap = np.zeros((GAP, *array.shape[1:]), array.dtype)
            parts[name] += [array, gap]
        letters.append(paper.letters)
        shown += len(paper.letters)
        memories += int(paper.same.max()) + 1
    batch = {name: torch.from_numpy(np.concatenate(arrays)) for name, arrays in parts.items()}
    return {**batch, "letters": torch.from_numpy(np.concatenate(letters))}


# ---------------------------------------------------------------- learning
def turns(examples: list[Example], count: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield `count` examples at a time, for ever, in random order."""
    while True:
        order = examples[:]
        rng.shuffle(order)
        for at in range(0, len(order) - count + 1, count):
            yield order[at : at + count]


def schedule(step: int, steps: int) -> float:
    """Return the share of the learning rate: up for a twentieth, then down as a cosine."""
    if step < steps / 20:
        return (step + 1) / (steps / 20)
    return 0.02 + 0.98 * 0.5 * (1 + float(np.cos(np.pi * step / steps)))


def placed(batch: dict[str, Tensor], network: Network) -> dict[str, Tensor]:
    """Return a batch where the network's weights are."""
    device = network.input.weight.device
    return {name: tensor.to(device) for name, tensor in batch.items()}


def loss_of(network: Network, batch: dict[str, Tensor], name: str) -> Tensor:
    """Return the mean cross-entropy of the words' tags."""
    batch = placed(batch, network)
    losses = nn.functional.cross_entropy(
        network.heads[name](network(batch)), batch["tags"], reduction="none"
    )
    return (losses * batch["mask"]).sum() / batch["mask"].sum()


def learn(
    network: Network,
    lexicon: Lexicon,
    data: dict[str, list[Example]],
    held: dict[str, list[Example]],
) -> Network:
    """Fit the network to labelled texts; the result is a running average of its weights."""
    settings = network.settings
    rng = random.Random(settings.seed)
    rule = torch.optim.swa_utils.get_ema_multi_avg_fn(settings.averaging)
    mean = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=rule)
    optimizer = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=0.01)
    each = len(data["scirex"])
    steps = settings.epochs * each
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: schedule(step, steps))
    papers, sentences = (
        turns(data["scirex"], 1, rng),
        turns(data["tdmsci"], settings.sentences, rng),
    )
    begun = time.perf_counter()
    for step in range(steps):
        network.train()
        loss = loss_of(network, batch_of(next(papers), lexicon), "scirex")
        few = loss_of(network, batch_of(next(sentences), lexicon), "tdmsci")
        optimizer.zero_grad()
        (loss + settings.tdmsci_weight * few).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        rate.step()
        mean.update_parameters(network)
        if (step + 1) % 100 == 0:
            took = time.perf_counter() - begun
            print(f"{step + 1}/{steps}: {float(loss.detach()):.3f} {took:.0f} s", flush=True)
        if (step + 1) % each == 0:
            print({name: f1(mean.module, lexicon, held[name], name) for name in held}, flush=True)
    return mean.module


# ---------------------------------------------------------------- scores
@torch.no_grad()
def f1(
    network: Network, lexicon: Lexicon, examples: list[Example], name: str, bias: float = 0.0
) -> dict[str, float]:
    """Return exact F1 of the entities of some texts, of all types together and of each."""
    from litscan.extraction.learned.tags import best_tags, spans_of

    network.eval()
    counts = {kind: np.zeros(3) for kind in HEADS[name]}
    for example in examples:
        batch = placed(batch_of([example], lexicon), network)
        scores = network.heads[name](network(batch)).log_softmax(1).cpu().numpy()
        scores = scores[: len(example.tags)]
        scores[:, 0] -= bias
        lengths = [len(sentence) for sentence in example.sentences]
        found = spans_of(best_tags(scores, lengths))
        gold = spans_of(example.tags)
        for at, kind in enumerate(HEADS[name]):
            ours, truth = ({s for s in spans if s[2] == at} for spans in (found, gold))
            counts[kind] += (len(ours & truth), len(ours), len(truth))
    return {
        kind: round(float(2 * both / max(ours + truth, 1)), 4)
        for kind, (both, ours, truth) in {"all": sum(counts.values()), **counts}.items()
    }


def save(network: Network, lexicon: Lexicon, folder: Path) -> None:
    """Write weights as half-precision arrays, the words' as bytes with a scale each."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {name: tensor.cpu().numpy() for name, tensor in network.state_dict().items()}
    words = arrays.pop("words.weight")
    scale = np.abs(words).max(1, keepdims=True) / 127 + 1e-12
    weights = {name: array.astype(np.float16) for name, array in arrays.items()}
    weights["words.scale"] = scale.astype(np.float32)
    weights["words.weight"] = np.round(words / scale).astype(np.int8)
    np.savez_compressed(folder / "weights.npz", **weights)
    record = {"heads": HEADS, "reaches": REACHES, "memory_after": MEMORY_AFTER}
    record["lean"] = LEAN
    record |= {"settings": asdict(network.settings), "lexicon": lexicon.record()}
    (folder / "tagger.json").write_text(json.dumps(record) + "\n", encoding="utf-8")


def fit(options: argparse.Namespace, settings: Settings) -> None:
    """Read, learn, score, save."""
    torch.manual_seed(settings.seed)
    data, held = {}, {}
    for name in HEADS:
        data[name], held[name] = split(read_examples(options.gold, name), options.fold)
        if options.fold is None:
            held[name] = read_examples(options.gold, name, "test.dev")
    with gzip.open(options.texts, "rt", encoding="utf-8") as handle:
        texts = json.load(handle)
    texts += [[w for s in e.sentences for w in s] for name in HEADS for e in data[name]]
    lexicon = Lexicon.of(texts, fewest=settings.fewest)
    print(f"{len(lexicon.words)} words, {sum(map(len, texts))} running", flush=True)
    vectors = first_vectors(lexicon, texts, settings.word_size)
    del texts
    network = Network(lexicon, settings, vectors).to(options.device)
    network = learn(network, lexicon, data, held)
    if options.output:
        save(network, lexicon, options.output)
    for bias in (0.0, 0.25, 0.5, 0.75, 1.0, 1.5):
        scores = {name: f1(network, lexicon, held[name], name, bias) for name in HEADS}
        print(f"bias {bias}: {scores}", flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stage", choices=("texts", "fit"))
    parser.add_argument("gold", type=Path, help="folder of the labelled sets")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--device", default="cpu", help="where PyTorch computes: cpu, cuda")
    parser.add_argument("--fold", type=int, choices=range(FOLDS))
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = parser.parse_args()
    if options.stage == "texts":
        write_texts(options.gold, options.output)
    else:
        fit(options, Settings(**{name: getattr(options, name) for name in asdict(Settings())}))


if __name__ == "__main__":
    main()
