"""Pictures for the stages that need no questions: rendered scenes of a pool and real photos, as uint8 crops."""
import glob
import hashlib
import json
import os

import numpy as np
from PIL import Image

# Photo sources whose licences allow a shipped model to have learnt from them.
PHOTO_SOURCES = ("caltech101", "caltech101-contour", "oxford-pets", "clothing-small", "coco")
HELD_SHARE = 10  # one photo in so many is held out


def held_out(identity):
    """Whether the photo of this id is never trained on, whatever the stage: the first four bytes of the id's sha256 decide."""
    return int.from_bytes(hashlib.sha256(identity.encode()).digest()[:4], "big") % HELD_SHARE == 0


class Pictures:
    """Draws random square crops. scenes: folder of a pool; photos: folder with photos.jsonl, or None; share: part of photos."""

    def __init__(self, scenes, photos=None, share=0.35, side=128, seed=0):
        self.random = np.random.RandomState(seed)
        self.scenes = [np.load(path, mmap_mode="r") for path in sorted(glob.glob(os.path.join(scenes, "chunk-*.images.npy")))]
        self.photos = load_photos(photos, side) if photos and share else []
        self.share = share if len(self.photos) else 0.0
        if not self.scenes and not len(self.photos):
            raise FileNotFoundError(f"no chunk-*.images.npy in {scenes} and no photos: render scenes first (npm run scenes)")

    def crop(self, side, smallest=40):
        """uint8 [side, side, 3]: a square of `smallest` pixels up to the whole picture, mirrored half of the time."""
        if self.random.rand() < self.share or not self.scenes:
            picture = self.photos[self.random.randint(len(self.photos))]
        else:
            chunk = self.scenes[self.random.randint(len(self.scenes))]
            picture = np.asarray(chunk[self.random.randint(len(chunk))])
        height, width = picture.shape[:2]
        size = self.random.randint(smallest, min(height, width) + 1)
        y, x = self.random.randint(height - size + 1), self.random.randint(width - size + 1)
        square = picture[y:y + size, x:x + size]
        if size != side:
            square = np.asarray(Image.fromarray(square).resize((side, side), Image.BILINEAR if size < side else Image.BOX))
        return square[:, ::-1] if self.random.rand() < 0.5 else square

    def batch(self, count, side, smallest=40):
        """float32 [count, 3, side, side], 0..1."""
        stack = np.stack([self.crop(side, smallest) for _ in range(count)])
        return np.ascontiguousarray(stack.transpose(0, 3, 1, 2)).astype(np.float32) / 255


def load_photos(folder, side, most=1500):
    """At most `most` photos of PHOTO_SOURCES, evenly chosen and none held out, shorter side `side`, as a list of uint8 arrays."""
    photos = []
    with open(os.path.join(folder, "photos.jsonl")) as lines:
        rows = [row for row in map(json.loads, lines) if row["source"] in PHOTO_SOURCES and not held_out(row["id"])]
    for row in rows[::-(-len(rows) // most)]:
        picture = Image.open(os.path.join(folder, row["file"])).convert("RGB")
        factor = side / min(picture.size)
        photos.append(np.asarray(picture.resize([max(side, round(v * factor)) for v in picture.size], Image.BOX if factor < 1 else Image.BILINEAR)))
    return photos
