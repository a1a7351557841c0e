"""Clips for evaluation: a folder of frames a clip, and clips.jsonl with every mask exact (format: docs/sets.md).

    python3 -m models.training.scenes.write_clips --seed 7 --count 40 --out FOLDER

Up to three objects a clip have an expression that is true in the first frame; what moves, and what is hidden for a while, comes first.
"""
import os
import random

from .arguments import scene_arguments
from .clips import make_clip
from .language import canonical
from .pool import level_of
from .rle import encode
from .set_files import save_picture, write_lines
from .turn import Context
from .world import SIDE

MOST = 3


def _expressions(clip, rng, split):
    """[{text, mask}] for up to three objects that words can tell from the others in the first frame."""
    first = clip.scenes[0]
    context = Context(first, rng, split)
    gone = {t.id for scene in clip.scenes for t in scene.objects if t.area == 0}
    chosen = []
    for thing in sorted(first.objects, key=lambda t: (t.id not in clip.movers) + (t.id not in gone) + rng.random()):
        found = context.noun_phrase([thing.id]) or (context.related(thing.id) or (None,))[0]
        if found:
            chosen.append({"text": found, "mask": thing.id - 1})
        if len(chosen) == MOST:
            break
    return chosen


def _masks(clip):
    """[{name, frames}], an entry an object: run lengths frame by frame, None where nothing of it is seen."""
    for thing in clip.scenes[0].objects:
        seen = [scene.ids == thing.id for scene in clip.scenes]
        yield {"name": canonical(thing), "frames": [encode(mask) if mask.any() else None for mask in seen]}


def write_clips(folder, seed, count, split="heldout", level="mix"):
    """Writes `count` clips into `folder`; returns the entries of clips.jsonl."""
    os.makedirs(folder, exist_ok=True)
    entries, attempt = [], 0
    while len(entries) < count:
        index, clip_level = len(entries), level_of(level, seed, len(entries))
        clip = make_clip(f"{seed}/{index}/{attempt}", clip_level, split)
        refs = _expressions(clip, random.Random(f"clips/{split}/{seed}/{index}"), split)
        if not refs:
            attempt += 1
            continue
        attempt, identity = 0, f"{index:04d}"
        os.makedirs(os.path.join(folder, identity), exist_ok=True)
        files = [f"{identity}/{k:02d}.webp" for k in range(len(clip.scenes))]
        for file, scene in zip(files, clip.scenes):
            save_picture(os.path.join(folder, file), scene.image, 88)
        entries.append({"id": identity, "frames": files, "width": SIDE, "height": SIDE, "level": clip_level, "masks": list(_masks(clip)), "refs": refs,
                        "source": "tabletop", "licence": "CC0-1.0"})
    write_lines(os.path.join(folder, "clips.jsonl"), entries)
    return entries


def main():
    args = scene_arguments(__doc__.split("\n")[0], "heldout").parse_args()
    entries = write_clips(args.out, args.seed, args.count, args.split, args.level)
    hidden = sum(frame is None for e in entries for m in e["masks"] for frame in m["frames"])
    print(f"{len(entries)} clips, {sum(len(e['frames']) for e in entries)} frames, {sum(len(e['refs']) for e in entries)} expressions, "
          f"{hidden} masks of hidden objects in {args.out}")


if __name__ == "__main__":
    main()
