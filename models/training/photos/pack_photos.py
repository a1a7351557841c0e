"""Decodes photos and masks once into flat files, so that training draws from memory-mapped bytes.

    python3 -m models.training.photos.pack_photos --out FOLDER --photos FOLDER [FOLDER ...]

Writes pictures.bin (RGB), masks.bin (packed bits) and index.json. Photos of refused sources are left out; near-duplicates of held-out photos
are not trained on.
"""
import argparse
import json
import os

import numpy as np
from PIL import Image

from ..scenes.rle import decode
from .near_duplicates import fingerprint, near
from .sources import REFUSED, held_out

PEOPLE_PARTS = ('ccp',)  # sources whose masks of a photo together are the person


def rows_of(folders):
    """Rows of all packs with the path of their picture. Of a photo at two sizes the larger is taken."""
    rows = []
    for folder in folders:
        with open(os.path.join(folder, 'photos.jsonl')) as file:
            rows += [{**json.loads(line), 'path': folder} for line in file]
    larger = {row['id'].removesuffix('-384') for row in rows if row['id'].endswith('-384')}
    return [row for row in rows if row['source'] not in REFUSED and row['id'] not in larger]


class Packer:
    def __init__(self, folder):
        self.folder, self.names = folder, {}
        self.pictures, self.masks = (open(os.path.join(folder, name), 'wb') for name in ('pictures.bin', 'masks.bin'))
        self.index = []

    def add(self, row):
        picture = np.asarray(Image.open(os.path.join(row['path'], row['file'])).convert('RGB'))
        height, width = picture.shape[:2]
        entry = {'id': row['id'], 'source': row['source'], 'height': height, 'width': width, 'at': self.pictures.tell(), 'masks': [],
                 'held': held_out(row['id']), 'print': fingerprint(picture)}
        if row.get('class'):
            entry['class'] = self.number(row['class'])
        entry['boxes'] = [[self.number(box['name']), *box['box']] for box in row.get('boxes', [])]
        entry['all_names'] = any(mask['name'] != 'person' for mask in row['masks'])
        self.pictures.write(picture.tobytes())
        whole = np.zeros((height, width), bool)
        for mask in row['masks']:
            decoded = decode(mask)
            if 'part_of' not in mask:
                whole |= decoded
            self.add_mask(entry, decoded, self.number(mask['name']), 'part_of' in mask)
        if row['source'] in PEOPLE_PARTS and whole.any():
            self.add_mask(entry, whole, self.number('person'), False)
        self.index.append(entry)

    def number(self, name):
        """Of a name as its source says it."""
        return self.names.setdefault(name, len(self.names))

    def add_mask(self, entry, mask, name, part):
        bits = np.packbits(mask.ravel())
        entry['masks'].append([self.masks.tell(), int(bits.size), name, bool(part), int(mask.sum())])
        self.masks.write(bits.tobytes())

    def close(self):
        self.pictures.close()
        self.masks.close()
        kept = [entry.pop('print') for entry in self.index]
        known = [print_ for print_, entry in zip(kept, self.index) if entry['held']]
        for print_, entry in zip(kept, self.index):
            entry['twin_of_held'] = not entry['held'] and near(print_, known)
        with open(os.path.join(self.folder, 'index.json'), 'w') as file:
            json.dump({'names': list(self.names), 'photos': self.index}, file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--photos', nargs='+', required=True, help='folders with photos.jsonl')
    parser.add_argument('--out', required=True)
    args = parser.parse_args()
    os.makedirs(args.out, exist_ok=True)
    packer = Packer(args.out)
    for row in rows_of(args.photos):
        packer.add(row)
    packer.close()
    photos = packer.index
    print(f'{len(photos)} photos, {sum(len(p["masks"]) for p in photos)} masks, {sum(len(p["boxes"]) for p in photos)} boxes; '
          f'{sum(p["held"] for p in photos)} held out, {sum(p["twin_of_held"] for p in photos)} near-duplicates of those left out')


if __name__ == '__main__':
    main()
