"""A folder of small made-up photos with masks, packed, and what tests about photos share."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from models.training.photo_pool import PhotoPool, pack  # noqa: E402
from models.training.scenes.rle import encode  # noqa: E402
from models.training.tokenizer import Tokenizer  # noqa: E402


CONFIG = tiny.config()
TOKENIZER = Tokenizer(os.path.join(tiny.ROOT, 'models', 'checkpoints', 'nano', 'tokenizer.json'))
WIDE, HIGH = 120, 80
COUNT = 64
# for i in $(seq 0 63); do h=$(printf made-$i | sha256sum | cut -c1-8); [ $((16#$h % 10)) = 0 ] && echo $i; done
HELD = [7, 9, 42, 52]


def rectangle(left, top, right, bottom, size=(HIGH, WIDE)):
    mask = np.zeros(size, bool)
    mask[top:bottom, left:right] = True
    return mask


def photo_folder(path, count=COUNT):
    """Noise with bright rectangles where the masks are: dogs, two overlapping cars beside a person, and classes without masks."""
    rng = np.random.RandomState(1)
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, 'photos.jsonl'), 'w') as lines:
        for at in range(count):
            source = ('oxford-pets', 'coco', 'clothing-small', 'ccp')[at % 4]
            masks = {'oxford-pets': [('dog', rectangle(30, 20, 90, 70))],
                     'coco': [('car', rectangle(10, 30, 60, 70)), ('car', rectangle(40, 20, 80, 60)), ('person', rectangle(90, 10, 110, 70)), ('bird', rectangle(1, 1, 4, 4))],
                     'clothing-small': [], 'ccp': [('dress', rectangle(0, 0, 50, 50))]}[source]
            picture = rng.randint(0, 90, (HIGH, WIDE, 3)).astype(np.uint8)
            for _, mask in masks:
                picture[mask] = 220
            Image.fromarray(picture).save(os.path.join(path, f'{at}.webp'), 'WEBP', quality=90)
            row = {'id': f'made-{at}', 'file': f'{at}.webp', 'width': WIDE, 'height': HIGH, 'source': source, 'masks': [{'name': name, **encode(mask)} for name, mask in masks]}
            lines.write(json.dumps({**row, **{'oxford-pets': {'class': 'american_bulldog'}, 'clothing-small': {'class': 'longsleeve'}}.get(source, {})}) + '\n')
    return path


class Photos(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = photo_folder(tiny.folder(cls))
        cls.file = os.path.join(cls.folder, 'photos.npz')
        cls.counts = pack(cls.folder, cls.file)
        cls.pool, cls.held = PhotoPool(cls.file), PhotoPool(cls.file, held=True)

    def of(self, source):
        return next(photo for photo in self.pool if photo.source == source)
