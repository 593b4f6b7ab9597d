"""`python -m analysis train`: fit the linear models again from the training sentences of the catalogue."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analysis.coder import Coder
from analysis.coding.model import NONE
from analysis.given import find_relation, given_features
from analysis.language_coder import LanguageCoder
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
    """Train, write model.json into each language's folder, and tell how many sentences went in."""
    coder = Coder([options.catalog])
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
    return 0


COMMAND = Command("fit the linear models from the training sentences", add_options, run)
