"""Measures the words of the recogniser on the sixteenth of the photos that is kept for it, and writes from which score each may be said.

    python3 -m models.training.photos.calibrate_words --graphs FOLDER --weights FILE --photos FOLDER --out models/checkpoints/small/word-thresholds.json

A line a word: {threshold, auroc, n}. Words that no such photo shows are left out; the run time says them from a score for all.
"""
import argparse
import json

import numpy as np
import torch

from ..interpreter import load_model
from ..whole_file import write_whole
from .concepts import Words, read_names
from .drawing import Placement, pool
from .library import Library
from .pointing_model import GRAPHS
from .sampling import FINE
from .sources import for_calibration

PUBLISHED = 0.4  # share of the published classifier, as server/focus/eyes/naming.ts has it
PRECISION = 0.7  # of what a word is said of, so much has to be it
LEAST, MOST = 0.05, 0.95
FEWEST = 5  # masks of a word under which nothing is said of it


def leaf_shares(graphs, photo, numbers):
    """Probability of each class and name under masks of a photo, [masks, classes + names]."""
    place = Placement.whole(photo.width, photo.height)
    picture = place.picture(photo.picture()).transpose(2, 0, 1).astype(np.float32) / 255
    masks = np.stack([pool(place.mask(photo.mask(number), FINE), FINE // 48) for number in numbers])
    with torch.no_grad(), torch.autocast('cpu', dtype=torch.bfloat16):
        seen = graphs['look']({'image': torch.from_numpy(picture)[None]}, ('under8', 'under16', 'head'))
        found = graphs['name']({**seen, 'mask': torch.from_numpy(masks)})
    classes, names = found['classes'].float().softmax(1), found['names'].float()[:, :len(read_names())].softmax(1)
    return torch.cat([PUBLISHED * classes, (1 - PUBLISHED) * names], 1).numpy()


def collect(graphs, library, rng, per_photo=4):
    """(shares [n,leaves], names [n]) of things on calibration photos."""
    shares, names = [], []
    for at, row in enumerate(library.rows):
        if not for_calibration(row['id']) or not row['masks']:
            continue
        photo = library.photo(at)
        usable = [n for n in rng.permutation(len(photo.names)) if photo.names[n] >= 0 and photo.areas[n] > 0.001 * photo.width * photo.height][:per_photo]
        if usable:
            shares.append(leaf_shares(graphs, photo, usable))
            names += [photo.names[n] for n in usable]
    return np.concatenate(shares), np.array(names)


def auroc(scores, holds):
    """Chance that a thing which the word holds for scores higher than one that it does not."""
    order = np.argsort(np.argsort(scores, kind='stable'), kind='stable') + 1
    positive, negative = holds.sum(), (~holds).sum()
    return float((order[holds].sum() - positive * (positive + 1) / 2) / (positive * negative))


def threshold(scores, holds):
    """The lowest score from which on a word is right often enough; the highest where it never is."""
    order = np.argsort(-scores)
    right = np.cumsum(holds[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(right >= PRECISION)
    return float(np.clip(scores[order[good[-1]]], LEAST, MOST)) if len(good) else MOST


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--graphs', required=True)
    parser.add_argument('--weights', required=True)
    parser.add_argument('--photos', required=True)
    parser.add_argument('--out', required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    parameters, graphs = load_model(args.graphs, GRAPHS, args.weights)
    classes, places = (parameters.by_name[f'recogniser.{part}.weight'].shape[0] for part in ('classes', 'names'))
    words = Words(classes, places)
    shares, names = collect(graphs, Library(args.photos), np.random.default_rng(5))
    measures = {}
    for word, text in enumerate(words.texts):
        holds = np.isin(names, list(words.names[word]))
        if FEWEST <= holds.sum() < len(holds):
            scores = shares @ words.concepts[word][:shares.shape[1]]
            measures[text] = {'threshold': round(threshold(scores, holds), 3), 'auroc': round(auroc(scores, holds), 3), 'n': int(holds.sum())}
    lines = ',\n'.join(f'{json.dumps(text, ensure_ascii=False)}: {json.dumps(measure)}' for text, measure in sorted(measures.items()))
    write_whole(args.out, lambda file: file.write(f'{{\n{lines}\n}}\n'.encode()))
    print(f'{len(measures)} words measured on {len(names)} things; AUROC {np.mean([one["auroc"] for one in measures.values()]):.3f} on average')


if __name__ == '__main__':
    main()
