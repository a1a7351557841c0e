"""Pictures for the stages that need no questions: rendered scenes of a pool and real photos, as uint8 crops."""
import functools
import glob
import json
import os

import numpy as np
from PIL import Image

from .batch_processes import BatchProcesses
from .photo_pool import PhotoPool
from .photo_sources import PHOTO_SOURCES, held_out


class Pictures:
    """Draws random square crops. scenes: folder of a pool; photos: as load_photos takes them, or None; share: part of photos."""

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


def load_photos(path, side, most=1500):
    """At most `most` photos that may be trained on, evenly chosen, shorter side `side`, as a list of uint8 arrays. path: a folder with
    photos.jsonl, or the file that photo_pool makes of one."""
    if os.path.isfile(path):
        photos = [photo.picture for photo in PhotoPool(path).photos]
    else:
        with open(os.path.join(path, "photos.jsonl")) as lines:
            rows = [row for row in map(json.loads, lines) if row["source"] in PHOTO_SOURCES and not held_out(row["id"])]
        photos = [functools.partial(read_photo, os.path.join(path, row["file"])) for row in rows]
    return [scaled(photo(), side) for photo in photos[::-(-len(photos) // most)]]


def read_photo(file):
    return Image.open(file).convert("RGB")


def scaled(picture, side):
    """uint8 [height, width, 3], the shorter side `side`."""
    factor = side / min(picture.size)
    return np.asarray(picture.resize([max(side, round(v * factor)) for v in picture.size], Image.BOX if factor < 1 else Image.BILINEAR))


def picture_source(args, pictures, side, smallest=40):
    """Function without arguments -> the next batch of a stage. For a GPU processes draw them, each by lots of its own, for one alone would keep it
    waiting for nine tenths of the time."""
    if not args.device.startswith("cuda"):
        return lambda: pictures.batch(args.batch, side, smallest)
    return BatchProcesses(functools.partial(drawn_pictures, args, pictures, side, smallest), max(1, (os.cpu_count() or 2) - 2)).next


def drawn_pictures(args, pictures, side, smallest, index):
    """Batches without end; those of a run that goes on are others than before it was stopped."""
    pictures.random = np.random.RandomState([args.seed, index, round(60000 * args.elapsed)])
    while True:
        yield pictures.batch(args.batch, side, smallest)
