"""Rendered scenes in files of 1000, so that a trainer can draw fresh questions about them every epoch.

    python3 -m models.training.scenes.pool --seed 1 --count 20000 --level mix --out FOLDER

writes chunk-00000.images.npy, .ids.npy and .json (descriptions and what is seen). The .json comes last: a chunk that has
it is complete, also while later ones are still being drawn. Chunks that exist are kept, so a killed run goes on.
"""
import json
import os
import time
from bisect import bisect_right
from dataclasses import astuple

import numpy as np

from ..whole_file import saying_when_full, write_whole as write_file
from .arguments import scene_arguments
from .render import make_scene
from .world import Scene, Thing

CHUNK = 1000
MIX = (1, 1, 2, 2, 2, 2, 3, 3, 3, 3)


def level_of(level, seed, index):
    """'mix' is two level-1, four level-2 and four level-3 scenes in ten."""
    return MIX[(index * 7 + seed * 3) % 10] if level == "mix" else int(level)


def write_pool(folder, seed, count, level="mix", split="train", say=print, part=0, parts=1):
    """Renders `count` scenes into `folder`; of `parts` processes that share the work, this is number `part`."""
    os.makedirs(folder, exist_ok=True)
    for chunk in range(part, (count + CHUNK - 1) // CHUNK, parts):
        base = os.path.join(folder, f"chunk-{chunk:05d}")
        if os.path.exists(base + ".json"):
            continue
        start, began = chunk * CHUNK, time.time()
        indices = range(start, min(start + CHUNK, count))
        scenes = [make_scene(f"{seed}/{i}", level_of(level, seed, i), split) for i in indices]
        write_file(base + ".images.npy", lambda f: np.save(f, np.stack([s.image for s in scenes])))
        write_file(base + ".ids.npy", lambda f: np.save(f, np.stack([s.ids for s in scenes])))
        rows = [{"description": s.description, "seen": [astuple(o) for o in s.objects]} for s in scenes]
        write_file(base + ".json", lambda f: f.write(json.dumps(rows).encode()))
        say(f"chunk {chunk}: {len(scenes)} scenes, {len(scenes) / (time.time() - began):.0f}/s")


class Pool:
    """Scenes of a folder. Pictures stay on disk (memory-mapped). `refresh()` takes up chunks written since."""

    def __init__(self, folder):
        self.folder, self.chunks, self.ends = folder, [], []
        self.refresh()

    def refresh(self):
        known = {c[0] for c in self.chunks}
        for name in sorted(os.listdir(self.folder)):
            if not (name.startswith("chunk-") and name.endswith(".json")) or name in known:
                continue
            base = os.path.join(self.folder, name[:-5])
            with open(base + ".json") as file:
                rows = json.load(file)
            self.chunks.append((name, np.load(base + ".images.npy", mmap_mode="r"), np.load(base + ".ids.npy", mmap_mode="r"), rows))
            self.ends.append((self.ends[-1] if self.ends else 0) + len(rows))
        return len(self)

    def __len__(self):
        return self.ends[-1] if self.ends else 0

    def get(self, index):
        """Scene number `index`; image and ids are copies."""
        if not 0 <= index < len(self):
            raise IndexError(f"scene {index} of {len(self)}")
        chunk = bisect_right(self.ends, index)
        _, images, ids, rows = self.chunks[chunk]
        at = index - (self.ends[chunk - 1] if chunk else 0)
        row = rows[at]
        things = [Thing(*(tuple(v) if isinstance(v, list) else v for v in values)) for values in row["seen"]]
        return Scene(np.array(images[at]), np.array(ids[at]), things, row["description"])


def load_pool(folder):
    """Pool of a folder that write_pool fills or has filled."""
    return Pool(folder)


def fill_pool(write, description):
    """The program that fills a pool by `write`: `write_pool`, or one with its arguments."""
    parser = scene_arguments(description, "train")
    parser.add_argument("--part", type=int, default=0, help="which of --parts processes this is; each renders its own files")
    parser.add_argument("--parts", type=int, default=1)
    args = parser.parse_args()
    with saying_when_full("every finished file"):
        write(args.out, args.seed, args.count, args.level, args.split, lambda line: print(line, flush=True), args.part, args.parts)


def main():
    fill_pool(write_pool, __doc__.split("\n")[0])


if __name__ == "__main__":
    main()
