"""Text for training a tokenizer: what users and the model say in training turns.

    python3 -m models.training.scenes.words --seed 1 --count 20000 > corpus.txt
"""
import argparse
import random
import re

import numpy as np

from .samples import sample_turns
from .world import Scene, Thing, sample_description


def flat_scene(seed, level, split="train"):
    """A scene without a picture (squares for objects): enough for its language, and 20 times faster."""
    attempt = 0
    while True:
        description = sample_description(f"{seed}/{attempt}", level, split)
        if len(description["objects"]) > 1:
            break
        attempt += 1
    ids = np.zeros((128, 128), np.uint8)
    things = []
    for n, o in enumerate(description["objects"], 1):
        x, y, r = int(o["x"]), int(o["y"]), int(o["radius"])
        box = (max(x - r, 0), max(y - 2 * r, 0), min(x + r, 128), min(y, 128))
        ids[box[1]:box[3], box[0]:box[2]] = n
        things.append(Thing(n, o["shape"], o["colour"], o["size"], o["material"], box, (float(x), float(y - r)), (o["x"], o["y"]), 4 * r * r))
    things = [t for t in things if (ids == t.id).any()]
    return Scene(np.zeros((128, 128, 3), np.uint8), ids, things, description) if len(things) == n else flat_scene(f"{seed}x", level, split)


def corpus(count, seed=1, split="train"):
    """Yields about `count` lines of text without slips: questions, answers, names, descriptions, captions."""
    rng = random.Random(f"corpus/{split}/{seed}")
    lines = 0
    scene_number = 0
    weights = {"prompt": 0.15, "draw": 3.0, "edit.background": 2.0, "qa.unknown": 2.0, "reason": 2.0, "none": 2.0}
    while lines < count:
        scene = flat_scene(f"{seed}/{scene_number}", 1 + scene_number % 3, split)
        scene_number += 1
        for turn in sample_turns(scene, rng, 12, split, weights, typos=0):
            said = [turn.text, turn.names, turn.answer, *(piece for past in turn.history for piece in (past[0], past[2], past[3]))]
            for piece in said:
                if piece:
                    lines += 1
                    yield piece


def words_of(lines):
    """The distinct words of text lines."""
    return {word for line in lines for word in re.findall(r"[a-z0-9]+", line)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20000)
    args = parser.parse_args()
    for line in corpus(args.count, args.seed):
        print(line)


if __name__ == "__main__":
    main()
