from __future__ import annotations

import time

import pytest

from litscan.vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def found(vocabulary: Vocabulary, text: str, kind: str) -> list[str]:
    return [mention.name.name for mention in vocabulary.find(text, (kind,))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ResNet50", ["ResNet-50"]),
        ("Resnet 50 v1.5", ["ResNet-50"]),
        ("resnet‑50", ["ResNet-50"]),
        ("ResNet-56 is not ResNet-50", ["ResNet-56", "ResNet-50"]),
        ("ResNet-18/34/50", ["ResNet-18", "ResNet-34", "ResNet-50"]),
        ("ResNet-{18, 34}", ["ResNet-18", "ResNet-34"]),
        ("ResNet-20, 32 and 56 on CIFAR-10", ["ResNet-20", "ResNet-32", "ResNet-56"]),
        ("we ran ResNet-20 and 32 times more", ["ResNet-20"]),
        ("ResNets", ["ResNet"]),
        ("Vision Transformers and ViT-s", ["ViT", "ViT-S/16"]),
        ("VGG16-BN", ["VGG-16"]),
        ("Wide ResNet 28x10", ["WRN-28-10"]),
        ("WideResNet-34×2", ["WRN-34-2"]),
        ("MobileNetV2", ["MobileNet-v2"]),
        ("LeNet 300-100 and LeNet5-Caffe", ["LeNet-300-100", "LeNet-5-Caffe"]),
        ("LLaMA-2 7B/13B", ["LLaMA-2-7B", "LLaMA-2-13B"]),
        ("Llama2-7b-chat-hf", ["LLaMA-2-7B-Chat"]),
        ("opt-125m", ["OPT-125M"]),
        ("OPT (6.7B)", ["OPT-6.7B"]),
        ("DeiT-Tiny and DeiT-S/B", ["DeiT-T", "DeiT-S", "DeiT-B"]),
        ("ViT-B 16/224", ["ViT-B/16"]),
        ("BERT_base", ["BERT-base"]),
        ("oBERT", []),
        ("we opt for a simple rule", []),
        ("an SSD drive's ssd", ["SSD"]),
    ],
)
def test_architectures_are_named_by_depth_width_and_size(
    vocabulary: Vocabulary, text: str, names: list[str]
) -> None:
    assert found(vocabulary, text, "architecture") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CIFAR10/100", ["CIFAR-10", "CIFAR-100"]),
        ("CIFAR-10 and CIFAR-100", ["CIFAR-10", "CIFAR-100"]),
        ("CIFAR-{10,100}", ["CIFAR-10", "CIFAR-100"]),
        ("CIFAR-10-C", ["CIFAR-10-C"]),
        ("ILSVRC-2012", ["ImageNet"]),
        ("TinyImageNet", ["Tiny-ImageNet"]),
        ("trained on ImageNet 100 times", ["ImageNet"]),
        ("ImageNet-100", ["ImageNet-100"]),
        ("Wikitext2", ["WikiText-2"]),
        ("ARC-easy, ARC-c", ["ARC-e", "ARC-c"]),
        ("Hella-\nSwag", ["HellaSwag"]),
        ("places to go", []),
        ("numbers dropped", []),
    ],
)
def test_datasets_are_told_apart(vocabulary: Vocabulary, text: str, names: list[str]) -> None:
    assert found(vocabulary, text, "dataset") == names


def test_offsets_quote_the_letters_as_printed(vocabulary: Vocabulary) -> None:
    text = "On CIFAR–10, Res-\nNet–18/34 beat\u00a0VGG 16 (WRN 28 × 10)."
    for mention in vocabulary.find(text):
        assert text[mention.start : mention.end] == mention.surface
    assert "34" in [mention.surface for mention in vocabulary.find(text)]


def test_mentions_of_a_kind_do_not_overlap_and_the_longest_wins(vocabulary: Vocabulary) -> None:
    mentions = vocabulary.find("global magnitude pruning and PreAct ResNet-18 on Tiny ImageNet")
    names = [mention.name.name for mention in mentions]
    assert names == ["global magnitude pruning", "PreResNet-18", "Tiny-ImageNet"]


def test_a_bare_family_name_is_generic_and_a_member_is_not(vocabulary: Vocabulary) -> None:
    bare, member = vocabulary.lookup("VGG"), vocabulary.lookup("VGG-16")
    assert bare is not None and bare.attributes["generic"] is True
    assert member is not None and not member.attributes.get("generic")
    assert member.attributes["family"] == "VGG"


def test_common_words_are_no_methods_and_letters_are_marked_ambiguous(
    vocabulary: Vocabulary,
) -> None:
    assert found(vocabulary, "we set a mint in force, cs and cp", "method") == []
    [short] = vocabulary.find("SET", ("method",))
    [spelled] = vocabulary.find("Sparse Evolutionary Training", ("method",))
    assert short.name == spelled.name
    assert vocabulary.is_ambiguous(short) and not vocabulary.is_ambiguous(spelled)


def test_words_are_not_run_together(vocabulary: Vocabulary) -> None:
    assert vocabulary.find("the gl ue of wan da and sy nflow", ("dataset", "method")) == []
    assert found(vocabulary, "on ImageNet\n\n100 epochs", "dataset") == ["ImageNet"]


@pytest.mark.parametrize(
    ("label", "kind", "name"),
    [
        ("Top-1 Acc. (%)", "metric", "top-1 accuracy"),
        ("FLOPs ↓", "metric", "FLOPs"),
        ("Params (M)", "metric", "parameters"),
        ("SNIP [23]", "method", "SNIP"),
        ("HRank (Lin et al., 2020)", "method", "HRank"),
        ("Wanda†", "method", "Wanda"),
        ("RESNET-50", "architecture", "ResNet-50"),
        ("Tesla V100", "hardware", "V100"),
        ("cusparse", "software", "cuSPARSE"),
    ],
)
def test_labels_are_looked_up_without_citations_marks_and_units(
    vocabulary: Vocabulary, label: str, kind: str, name: str
) -> None:
    entry = vocabulary.lookup(label, kind)
    assert entry is not None and entry.name == name


def test_a_label_that_says_more_is_not_a_name(vocabulary: Vocabulary) -> None:
    assert vocabulary.lookup("ResNet-50 with half its filters") is None
    assert vocabulary.lookup("") is None
    assert vocabulary.lookup("[12]") is None


def test_half_a_million_characters_take_seconds(vocabulary: Vocabulary) -> None:
    text = "We prune ResNet-18/34 on CIFAR-10 with SNIP, then set the rest to zero again. " * 6500
    start = time.perf_counter()
    mentions = vocabulary.find(text)
    assert time.perf_counter() - start < 10  # a loaded machine; quadratic work would take minutes
    assert len(mentions) == 4 * 6500
