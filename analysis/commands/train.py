"""`python -m analysis train`: fit the linear models again from the training sentences of the catalogue."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from analysis.coder import Coder
from analysis.coding.model import NONE
from analysis.given import find_relation, given_features
from analysis.language_coder import LanguageCoder
from analysis.passages import read_passages
from analysis.reliability_training import Sample, find_samples, fit, sentence_samples, write_weights
from analysis.training import Example, read_examples, train, write_model
from data.commandline import Command
from data.errors import UsageError
from data.settings import ROOT

CATALOG = ROOT / "data" / "catalog"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `train`."""
    parser.add_argument(
        "languages", nargs="*", metavar="LANGUAGE", help="codes of languages; all with sentences if left out"
    )
    parser.add_argument("--catalog", type=Path, default=CATALOG, metavar="DIR", help="catalogue to read and write")


def sample(coder: LanguageCoder, example: Example) -> tuple[list[str], str] | None:
    """Give the features and class of a sentence, or None where nothing in it is known."""
    page = coder.reader.scan(example.text, None)
    finding = find_relation(coder, page, (example.actor, example.recipient))
    if finding is None:
        return None
    return given_features(page, finding), example.event_type or NONE


def run(options: argparse.Namespace) -> int:
    """Train, write the weights beside the sentences, and tell how many sentences went in."""
    coder = Coder([options.catalog])
    train_words(coder, options)
    train_reliability(Coder([options.catalog]), options.catalog)
    return 0


def train_words(coder: Coder, options: argparse.Namespace) -> None:
    """Fit the model of words of each language into its `model.json`."""
    folder = options.catalog / "languages"
    for iso in options.languages or coder.languages:
        sentences = folder / iso / "training.tsv"
        if not sentences.exists():
            if options.languages:
                raise UsageError(f"{sentences} does not exist")
            continue
        found = [sample(coder.language(iso), example) for example in read_examples(sentences)]
        samples = [pair for pair in found if pair is not None]
        model = train(samples)
        write_model(model, folder / iso / "model.json")
        print(f"{iso}: {len(samples)} sentences, {len(model.weights)} features", file=sys.stderr)


def train_reliability(coder: Coder, catalog: Path) -> None:
    """Fit how likely an event is right, for all languages at once, into `reliability.json` of the catalogue."""
    samples = [sample for iso in coder.languages for sample in passage_samples(coder, catalog, iso)]
    if samples:
        weights = fit(samples)
        write_weights(weights, catalog / "reliability.json")
        right = sum(sample.right for sample in samples)
        print(f"passages: {right} of {len(samples)} events right, {len(weights)} features", file=sys.stderr)


def passage_samples(coder: Coder, catalog: Path, iso: str) -> Iterator[Sample]:
    """Give what the grammar finds in the passages of a language and in its plain sentences, if it has some."""
    folder = catalog / "languages" / iso
    if (passages := folder / "passages.tsv").exists():
        yield from find_samples(coder.language(iso), read_passages(passages, frozenset(coder.ontology.types)))
        yield from sentence_samples(coder.language(iso), read_examples(folder / "training.tsv"))


COMMAND = Command("fit the linear models from the training sentences", add_options, run)
