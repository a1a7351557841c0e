"""Square crops round edits, 64 x 64, for the diffusion decoder, in files of 1000.

    python3 -m models.training.scenes.edit_pool --seed 5 --count 12000 --out FOLDER

chunk-00000.source.npy, .target.npy uint8 [n,64,64,3]; .mask.npy uint8 [n,64,64] 0..255 (changed region with its shadow,
widened by 2 pixels, but not the background); .object.npy the same for the object alone; .json: kind, edit, text, answer, crop (x0, y0, side).
The .json comes last; a chunk that has it is complete.
"""
import json
import os
import random
import time
from functools import lru_cache

import numpy as np

from .edits import sample_twin
from .pool import CHUNK, fill_pool, level_of, write_file
from .regions import grow
from .render import make_scene
from .world import SIDE

CROP = 64
SHARES = {"remove": 30, "recolour": 25, "replace": 25, "background": 10, "generate": 10}
WIDEN, ROOM, SMALLEST = 2, 1.6, 40


@lru_cache(maxsize=None)
def _weights(size):
    """Resampling matrix [64,size]: area average when shrinking, bilinear when enlarging."""
    out = np.zeros((CROP, size), np.float32)
    step = size / CROP
    for row in range(CROP):
        if step >= 1:
            low, high = row * step, (row + 1) * step
            for column in range(int(low), min(size, int(np.ceil(high)))):
                out[row, column] = min(high, column + 1) - max(low, column)
        else:
            at = min(max((row + 0.5) * step - 0.5, 0), size - 1)
            column = min(int(at), size - 2)
            out[row, column], out[row, column + 1] = 1 - (at - column), at - column
    return out / out.sum(1, keepdims=True)


def resize(crop):
    """uint8 or bool [s,s] or [s,s,3] -> uint8 [64,64(,3)]; bool becomes 0..255."""
    weights = _weights(crop.shape[0])
    plane = crop.astype(np.float32) * (255 if crop.dtype == bool else 1)
    out = np.tensordot(weights, plane, (1, 0))
    out = np.moveaxis(np.tensordot(weights, out, (1, 1)), 0, 1)
    return (out + 0.5).astype(np.uint8)


def crop_box(region):
    """Square crop x0, y0, side round a bool mask: 1.6 times its box, 40 to 128 pixels, inside the picture."""
    rows, columns = np.flatnonzero(region.any(1)), np.flatnonzero(region.any(0))
    extent = max(rows[-1] - rows[0], columns[-1] - columns[0]) + 1
    side = int(min(max(round(extent * ROOM), SMALLEST), SIDE))
    x0 = int(round((columns[0] + columns[-1] + 1 - side) / 2))
    y0 = int(round((rows[0] + rows[-1] + 1 - side) / 2))
    return min(max(x0, 0), SIDE - side), min(max(y0, 0), SIDE - side), side


def crops(pair):
    """Twin -> source, target [64,64,3], mask, object [64,64] uint8 and the crop box."""
    whole = pair.turn.plan["kind"] == "background"
    mask = pair.region if whole else grow(pair.region, WIDEN)  # A wider background would swallow thin objects.
    x0, y0, side = (0, 0, SIDE) if whole else crop_box(mask)
    window = (slice(y0, y0 + side), slice(x0, x0 + side))
    return [resize(np.ascontiguousarray(plane[window])) for plane in (pair.source, pair.target, mask, pair.object)], (x0, y0, side)


def write_edit_pool(folder, seed, count, level="mix", split="train", say=print, part=0, parts=1):
    """Renders `count` crop pairs into `folder`; of `parts` processes that share the work, this is number `part`."""
    os.makedirs(folder, exist_ok=True)
    kinds, values = list(SHARES), list(SHARES.values())
    for chunk in range(part, (count + CHUNK - 1) // CHUNK, parts):
        base = os.path.join(folder, f"chunk-{chunk:05d}")
        if os.path.exists(base + ".json"):
            continue
        rng, began = random.Random(f"edits/{split}/{seed}/{chunk}"), time.time()
        size, planes, rows, number = min(CHUNK, count - chunk * CHUNK), [], [], 0
        while len(rows) < size:
            scene = make_scene(f"edits/{seed}/{chunk}/{number}", level_of(level, seed, number), split)
            number += 1
            for _ in range(2):  # Two edits a scene: the picture is the dear part.
                pair = len(rows) < size and sample_twin(scene, rng.choices(kinds, values)[0], rng, split)
                if pair:
                    four, box = crops(pair)
                    planes.append(four)
                    turn = pair.turn
                    rows.append({"kind": turn.action, "edit": turn.edit, "text": turn.text, "names": turn.names, "answer": turn.answer, "crop": box})
        for at, name in enumerate(("source", "target", "mask", "object")):
            write_file(f"{base}.{name}.npy", lambda f: np.save(f, np.stack([p[at] for p in planes])))
        write_file(base + ".json", lambda f: f.write(json.dumps(rows).encode()))
        say(f"chunk {chunk}: {size} edits, {size / (time.time() - began):.0f}/s")


def load_edit_pool(folder):
    """Finished chunks as (source, target, mask, object, rows), arrays memory-mapped."""
    out = []
    for name in sorted(os.listdir(folder)):
        if name.startswith("chunk-") and name.endswith(".json"):
            base = os.path.join(folder, name[:-5])
            with open(base + ".json") as file:
                rows = json.load(file)
            out.append((*(np.load(f"{base}.{kind}.npy", mmap_mode="r") for kind in ("source", "target", "mask", "object")), rows))
    return out


def main():
    fill_pool(write_edit_pool, __doc__.split("\n")[0])


if __name__ == "__main__":
    main()
