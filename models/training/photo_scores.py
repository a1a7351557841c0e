"""Scores on the photos that training holds out: whole photos, one turn of each kind with words that training does not use, under teacher forcing.

    python3 -m models.training.photo_scores --graphs FOLDER --weights FILE --photos FILE.npz

cIoU of the kinds with a mask, beside a prediction that needs no model: for a click a disc of the mean thing's size, for a box the
ellipse in it, for a scribble the scribble widened, for a rough mask the mask itself, for a name a disc in the middle. For the other kinds the
share of answers with every token right, beside the most frequent answer's share.
"""
import argparse
import random
from collections import Counter, defaultdict

import numpy as np
import torch

from .batches import Classes, make_batch
from .interpreter import load_model
from .joint_scores import evaluate
from .model_size import read_config, tokenizer_file
from .photo_pool import PhotoPool
from .photo_turns import MAKERS, photo_turn
from .photo_views import whole
from .scenes.regions import BOX, MASK, POINT, SCRIBBLE, grow
from .tokenizer import Tokenizer

REPEATS = {"photo.point": 4}  # turns of a kind; clicks differ most among themselves


class HeldTurns:
    """Batches over the held-out photos in order, each with the same turns every time."""

    def __init__(self, pool, tokenizer, config, batch):
        kinds = [kind for kind in MAKERS for _ in range(REPEATS.get(kind, 1))]
        self.views, self.turns = [], []
        for photo in pool:
            view, rng = whole(photo), random.Random(photo.row["id"])
            turns = [photo_turn(view, kind, rng, "heldout", typos=0) for kind in kinds]
            spare = next(turn for turn in turns if turn)
            self.turns.append([turn or Spare(spare) for turn in turns])
            self.views.append(view)
        self.tokenizer, self.config, self.batch, self.at = tokenizer, config, batch, 0

    def __len__(self):
        """Batches in one round."""
        return -(-len(self.views) // self.batch)

    def next(self):
        rows = slice(self.at, self.at + self.batch)
        self.at = self.at + self.batch if self.at + self.batch < len(self.views) else 0
        return make_batch(self.views[rows], self.turns[rows], self.tokenizer, Classes(), self.config)


def Spare(turn):
    """A turn that fills a place for which a photo has none; its kind is not counted."""
    return type(turn)(**{**turn.__dict__, "kind": "spare"})


def disc(x, y, area):
    rows, columns = np.mgrid[0:64, 0:64] + 0.5
    return (columns - x) ** 2 + (rows - y) ** 2 <= area / np.pi


def guess(turn, mean):
    """bool [64,64]: what one would say without a model. mean: cells of the mean thing."""
    if not turn.regions:
        return disc(32, 32, mean)
    region = turn.regions[0]
    rows, columns = np.nonzero(region.raster)
    x, y = columns.mean() + 0.5, rows.mean() + 0.5
    if region.type == POINT:
        return disc(x, y, mean)
    if region.type == BOX:
        grid = np.mgrid[0:64, 0:64] + 0.5
        wide, high = (np.ptp(columns) + 1) / 2, (np.ptp(rows) + 1) / 2
        return ((grid[1] - x) / wide) ** 2 + ((grid[0] - y) / high) ** 2 <= 1
    if region.type == SCRIBBLE:
        return grow(region.raster, 3)
    assert region.type == MASK
    return region.raster.astype(bool)


def without_model(source):
    """The same table as evaluate() gives, for the guesses."""
    mean = np.mean([mask.sum() for view in source.views for mask in view.masks[1:]])
    overlap, union, said = defaultdict(int), defaultdict(int), defaultdict(Counter)
    for view, turns in zip(source.views, source.turns):
        for turn in turns:
            if turn.action == "segment":
                truth, ours = np.minimum(view.masks[turn.targets].sum(0), 1) > 0.5, guess(turn, mean)
                overlap[turn.kind] += (truth & ours).sum()
                union[turn.kind] += (truth | ours).sum()
            else:
                said[turn.kind][turn.answer] += 1
    return {"answers": {kind: round(100 * answers.most_common(1)[0][1] / sum(answers.values()), 1) for kind, answers in said.items()},
            "cIoU": {kind: round(100 * float(overlap[kind] / union[kind]), 1) for kind in union}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--graphs", required=True)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--photos", required=True, help="file written by photo_pool.py")
    parser.add_argument("--config", default="nano")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--batch", type=int, default=8)
    args = parser.parse_args()
    torch.set_num_threads(1)
    config = read_config(args.config)
    source = HeldTurns(PhotoPool(args.photos, held=True), Tokenizer(tokenizer_file(args.config)), config, args.batch)
    parameters, graphs = load_model(args.graphs, ["train"], args.weights)
    parameters.to(args.device)
    scores, simple = evaluate(graphs["train"].to(args.device), source, len(source), args.device), without_model(source)
    counts = Counter(turn.kind for turns in source.turns for turn in turns)
    print(f"{len(source.views)} held-out photos")
    for kind in MAKERS:
        which = "cIoU" if kind in simple["cIoU"] else "answers"
        print(f"{kind:15} {counts[kind]:5} turns  {which:7} {scores[which][kind]:5.1f}  without a model {simple[which][kind]:5.1f}")


if __name__ == "__main__":
    main()
