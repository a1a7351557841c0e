"""Photos and rendered scenes for training, read from flat files as they are needed."""
import json
import os

import numpy as np

from ..scenes.pool import load_pool
from .concepts import names_of_packs, read_names
from .sources import COMPLETE, CUT_OUTS, SHARES, for_calibration


class Photo:
    """A photo with its masks. `names[i]` is the number of mask i's name, -1 for none; `parts[i]` whether it is a part of a thing."""

    def __init__(self, source, size, names, parts, areas, read_picture, read_mask, every_name=()):
        self.source, (self.height, self.width) = source, size
        self.names, self.parts, self.areas = names, parts, np.asarray(areas, np.float64)
        self.picture, self.mask = read_picture, read_mask
        self.every_name = every_name  # names of which this photo has every thing marked

    def everything_called(self, names):
        """Mask [h,w] of all that has one of some names."""
        union = np.zeros((self.height, self.width), np.uint8)
        for number, other in enumerate(self.names):
            if other in names:
                union |= self.mask(number)
        return union


class Lot:
    """Draws one of some names by their shares."""

    def __init__(self, shares):
        self.names = list(shares)
        self.shares = np.array(list(shares.values())) / sum(shares.values())

    def draw(self, rng):
        return self.names[rng.choice(len(self.names), p=self.shares)]


class Library:
    """Photos of a folder that pack_photos wrote, and scenes of a folder that scenes.pool wrote (None for none)."""

    def __init__(self, photos, scenes=None):
        with open(os.path.join(photos, 'index.json')) as file:
            content = json.load(file)
        self.names, self.rows = read_names(), content['photos']
        self.number = {name: number for number, name in enumerate(self.names)}
        self._rename(content['names'])
        self.pictures = np.memmap(os.path.join(photos, 'pictures.bin'), np.uint8, 'r')
        self.bits = np.memmap(os.path.join(photos, 'masks.bin'), np.uint8, 'r')
        self.scenes = load_pool(scenes) if scenes else None
        usable = [(at, row) for at, row in enumerate(self.rows) if not row['held'] and not row['twin_of_held'] and not for_calibration(row['id']) and row['masks']]
        self.of_source = {source: [at for at, row in usable if row['source'] == source] for source in SHARES}
        self.sources = Lot({source: share for source, share in SHARES.items() if self.of_source[source] or (source == 'scenes' and self.scenes)})
        self.cut_out = {source: [at for at in self.of_source[source] if self._has_whole(self.rows[at])] for source in CUT_OUTS}
        self.cut_out_sources = Lot({source: share for source, share in CUT_OUTS.items() if self.cut_out[source]})

    def _rename(self, raw):
        """Names as the sources have them -> numbers of the names of training; -1 where a name says nothing that is taught."""
        known = names_of_packs()

        def renamed(source, number):
            # what is made of the parts of a source, such as a whole person, is called by a name of training already
            return self.number.get(known.get((source, raw[number]), raw[number]), -1)
        for row in self.rows:
            for entry in row['masks']:
                entry[2] = renamed(row['source'], entry[2])
            for box in row['boxes']:
                box[0] = renamed(row['source'], box[0])
            if 'class' in row:
                row['class'] = renamed(row['source'], row['class'])

    def _has_whole(self, row):
        return any(area > 0.01 * row['height'] * row['width'] and not part for *_, part, area in row['masks'])

    def photo(self, at):
        row = self.rows[at]
        shape = (row['height'], row['width'])

        def picture():
            return np.array(self.pictures[row['at']:row['at'] + shape[0] * shape[1] * 3]).reshape(*shape, 3)

        def mask(number):
            start, size = row['masks'][number][:2]
            return np.unpackbits(self.bits[start:start + size], count=shape[0] * shape[1]).reshape(shape)
        masks = row['masks']
        return Photo(row['source'], shape, [m[2] for m in masks], [m[3] for m in masks], [m[4] for m in masks], picture, mask, self._every_name(row))

    def _every_name(self, row):
        names = {mask[2] for mask in row['masks']} - {-1}
        if row['source'] in COMPLETE or (row['source'] == 'coco' and row['all_names']):
            return names - {box[0] for box in row['boxes']}
        only_person = row['source'] == 'coco' and not row['boxes']
        return names if only_person else set()

    def scene(self, at):
        scene = self.scenes.get(at)
        seen = [(number, int((scene.ids == number).sum())) for number in np.unique(scene.ids) if number]
        return Photo('scenes', scene.ids.shape, [-1] * len(seen), [False] * len(seen), [area for _, area in seen],
                     lambda: scene.image, lambda number: (scene.ids == seen[number][0]).astype(np.uint8))

    def draw(self, rng):
        """A photo by lot."""
        source = self.sources.draw(rng)
        if source == 'scenes':
            return self.scene(int(rng.integers(len(self.scenes))))
        return self.photo(int(rng.choice(self.of_source[source])))

    def draw_cut_out(self, rng):
        """(photo, mask number) of a whole thing by lot."""
        source = self.cut_out_sources.draw(rng)
        photo = self.photo(int(rng.choice(self.cut_out[source])))
        whole = [n for n in range(len(photo.names)) if photo.areas[n] > 0.01 * photo.height * photo.width and not photo.parts[n]]
        return photo, int(rng.choice(whole))

