"""Real photos in one file that travels: the pictures as WebP, their masks as packed bits, and what they are called.

    python3 -m models.training.photo_pool --photos FOLDER --out FILE.npz

FOLDER holds photos.jsonl, a line a photo: id, file, source, `class` (optional) and masks ({name, size, counts}: COCO run lengths).
Only the sources whose licences allow a shipped model to learn from them are taken, and the photos that are held out lie in a list
of their own.
"""
import argparse
import io
import json
import os
from dataclasses import dataclass

import numpy as np
from PIL import Image

from .photo_names import plain
from .photo_sources import PHOTO_SOURCES, held_out
from .scenes.pool import write_file
from .scenes.rle import decode

LONGEST = 256  # longer sides are shrunk to this; twice the model's side leaves room for crops
SMALLEST_MASK = 16  # pixels


@dataclass
class Photo:
    """A photo of a pool. `name` is what the whole photo shows (None where its masks say it), `breed` a finer word for it or None."""
    pool: object
    row: dict

    @property
    def name(self):
        return self.row["name"]

    @property
    def breed(self):
        return self.row["breed"]

    @property
    def source(self):
        return self.row["source"]

    @property
    def mask_names(self):
        return [name for name, _ in self.row["masks"]]

    def picture(self):
        """The decoded picture, RGB."""
        start, end = self.row["picture"]
        return Image.open(io.BytesIO(self.pool.pictures[start:end].tobytes())).convert("RGB")

    def masks(self):
        """bool [masks, height, width]; masks may overlap."""
        height, width = self.row["size"]
        size = (height * width + 7) // 8
        packed = [self.pool.masks[start:start + size] for _, start in self.row["masks"]]
        return np.array([np.unpackbits(bits, count=height * width).reshape(height, width) for bits in packed], bool).reshape(-1, height, width)


class PhotoPool:
    """The photos of a file that may be trained on, or with `held` the ones that may not."""

    def __init__(self, path, held=False):
        with np.load(path) as file:
            self.pictures, self.masks, index = file["pictures"], file["masks"], json.loads(file["index"].tobytes())
        self.photos = [Photo(self, row) for row in index["held" if held else "train"]]

    def __len__(self):
        return len(self.photos)

    def __getitem__(self, at):
        return self.photos[at]


def shrunk(picture, masks, longest=LONGEST):
    """Both at most `longest` pixels long; masks bool [height, width] are set where at least half covered."""
    factor = longest / max(picture.size)
    if factor >= 1:
        return picture, masks
    size = [max(1, round(side * factor)) for side in picture.size]
    small = [np.asarray(Image.fromarray(mask.astype(np.uint8) * 255).resize(size, Image.BOX)) > 127 for mask in masks]
    return picture.resize(size, Image.LANCZOS), small


def pack(folder, out, longest=LONGEST):
    """Writes the file; returns how many photos may be trained on and how many are held out."""
    pictures, masks, index = [], [], {"train": [], "held": []}
    ends = {"pictures": 0, "masks": 0}
    with open(os.path.join(folder, "photos.jsonl"), encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["source"] in PHOTO_SOURCES]
    for row in rows:
        file = os.path.join(folder, row["file"])
        original = Image.open(file)
        found = [(part["name"], decode(part)) for part in row["masks"] if "part_of" not in part]
        picture, planes = shrunk(original.convert("RGB"), [mask for _, mask in found], longest)
        if picture.size == original.size and original.format == "WEBP":
            with open(file, "rb") as content:
                encoded = content.read()
        else:
            buffer = io.BytesIO()
            picture.save(buffer, "WEBP", quality=85, method=4)
            encoded = buffer.getvalue()
        name, breed = plain(row["source"], row.get("class"))
        entry = {"id": row["id"], "source": row["source"], "name": name, "breed": breed, "size": [picture.height, picture.width], "masks": []}
        for (called, _), mask in zip(found, planes):
            if mask.shape != (picture.height, picture.width):
                raise ValueError(f"{row['id']}: a mask of {mask.shape} on a picture of {picture.height} x {picture.width}")
            if mask.sum() >= SMALLEST_MASK:
                bits = np.packbits(mask)
                entry["masks"].append([plain(row["source"], called)[0], ends["masks"]])
                masks.append(bits)
                ends["masks"] += len(bits)
        entry["picture"] = [ends["pictures"], ends["pictures"] + len(encoded)]
        pictures.append(np.frombuffer(encoded, np.uint8))
        ends["pictures"] += len(encoded)
        index["held" if held_out(row["id"]) else "train"].append(entry)
    if not rows:
        raise ValueError(f"no photo of {', '.join(PHOTO_SOURCES)} in {folder}")
    arrays = {"pictures": np.concatenate(pictures), "masks": np.concatenate(masks or [np.zeros(0, np.uint8)]), "index": np.frombuffer(json.dumps(index).encode(), np.uint8)}
    write_file(out, lambda file: np.savez_compressed(file, **arrays))
    return len(index["train"]), len(index["held"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", required=True, help="folder with photos.jsonl")
    parser.add_argument("--out", required=True)
    parser.add_argument("--longest", type=int, default=LONGEST, help="longer sides are shrunk to so many pixels")
    args = parser.parse_args()
    if not os.path.exists(os.path.join(args.photos, "photos.jsonl")):
        parser.error(f"--photos {args.photos}: there is no photos.jsonl in it")
    train, held = pack(args.photos, args.out, args.longest)
    print(f"{train} photos to train on, {held} held out; {os.path.getsize(args.out) / 1e6:.1f} MB in {args.out}")


if __name__ == "__main__":
    main()
