"""Scores of pointing on photos that never train: cIoU on the predictor's own grid, for curves. What is claimed is measured by `npm run eval -- photos`."""
import numpy as np
import torch
from scipy.special import expit

from .drawing import CANVAS, Placement, pool
from .pointing_batch import correct
from .pointing_model import stacked
from .prompts import Prompt
from .rough_masks import rough_mask
from .sampling import FINE, TARGET, jittered_box

GROUPS = {
    'coco': ('coco',), 'whole': ('animals-openimages', 'oxford-pets', 'caltech101-contour'), 'ccp': ('ccp',),
    'parts': ('facades', 'car-damage'), 'other': ('taco', 'tools', 'breadboard', 'strawberry', 'five-things', 'iotkits'),
}
SMALLEST = 0.0008  # share of the photo


class Overlaps:
    """Intersections and unions by kind of prompt."""

    def __init__(self):
        self.sums = {}

    def add(self, kind, found, truth, shown):
        found, truth = (found >= 0.5) & (shown > 0.5), (truth >= 0.5) & (shown > 0.5)
        entry = self.sums.setdefault(kind, [0, 0])
        entry[0] += int((found & truth).sum())
        entry[1] += int((found | truth).sum())

    def table(self):
        return {kind: round(100 * inside / max(1, union), 1) for kind, (inside, union) in self.sums.items()}


def held_out_masks(library, sources, count, rng):
    """[(photo, mask number)] by lot, at most two of a photo, a photo's masks together."""
    rows = [at for at, row in enumerate(library.rows) if row['held'] and row['source'] in sources and row['masks']]
    chosen = []
    for at in rng.permutation(rows):
        photo = library.photo(int(at))
        usable = np.flatnonzero(photo.areas > SMALLEST * photo.width * photo.height)
        chosen += [(photo, int(number)) for number in rng.permutation(usable)[:2]]
        if len(chosen) >= count:
            break
    return chosen[:count]


@torch.no_grad()
def scores(model, library, words, count=40):
    """{group: {prompt: cIoU}}: click as chosen and the best of three, third click, box, rough mask, name; and the error of the predicted IoU."""
    table, errors, presence = {}, [], []
    for group, sources in GROUPS.items():
        rng, overlaps, seen = np.random.default_rng(7), Overlaps(), (None, None)
        for photo, number in held_out_masks(library, sources, count, rng):
            place = Placement.whole(photo.width, photo.height)
            if seen[0] is not photo:
                picture = place.picture(photo.picture()).transpose(2, 0, 1).astype(np.float32) / 255
                with torch.autocast('cpu', dtype=torch.bfloat16):
                    seen = (photo, model.look(torch.from_numpy(picture)[None]))
            ask_all(model, seen[1], photo, number, place, words, overlaps, errors, presence, rng)
        if overlaps.sums:
            table[group] = overlaps.table()
    table['quality'] = round(100 * float(np.mean(np.abs(errors))), 1) if errors else None
    there, absent = (np.array([chance for chance, was in presence if was == wanted]) for wanted in (True, False))
    table['presence'] = round(100 * float((there[:, None] > absent[None]).mean()), 1) if len(there) and len(absent) else None
    return table


def ask_all(model, seen, photo, number, place, words, overlaps, errors, presence, rng):
    cover = place.mask(photo.mask(number), FINE)
    inside, target = cover >= 0.5, pool(cover, FINE // TARGET)
    shown = place.mask(np.ones((photo.height, photo.width), np.uint8), TARGET, sharp=True)
    if not inside.any():
        return

    def ask(*prompts):
        with torch.autocast('cpu', dtype=torch.bfloat16):
            predicted = model.point(seen, stacked(prompts, [pool(shown, 2)] * len(prompts), words.concepts))
        return {name: tensor.float().numpy() for name, tensor in predicted.items()}
    down, across = np.nonzero(inside)
    at = rng.integers(len(across))
    click = Prompt().click((across[at] + 0.5) * CANVAS / FINE, (down[at] + 0.5) * CANVAS / FINE)
    box = Prompt().box(*jittered_box(inside, rng))
    rough = rough_mask((target >= 0.5).astype(np.float32), rng, 0.5, 0.75)
    asked = [click, box] + ([Prompt().rough(pool(rough, 2))] if rough is not None else [])
    name = photo.names[number]
    word = words.of_name.get(name) if name in photo.every_name else None
    if word is not None:
        there = set(photo.names)
        absent = rng.choice([other for other in words.of_name.values() if not words.names[other] & there])
        asked += [Prompt().named(word), Prompt().named(int(absent))]
    found = ask(*asked)
    likely, quality = expit(found['masks']), expit(found['quality'])
    chosen = 1 + int(quality[0, 1:].argmax())
    overlaps.add('click', likely[0, chosen], target, shown)
    best = max(range(1, likely.shape[1]), key=lambda choice: iou(likely[0, choice], target))
    overlaps.add('best', likely[0, best], target, shown)
    errors.append(quality[0, chosen] - iou(likely[0, chosen], target))
    overlaps.add('box', likely[1, 0], target, shown)
    if rough is not None:
        overlaps.add('rough', likely[2, 0], target, shown)
    if word is not None:
        overlaps.add('name', likely[-2, 0], pool(place.mask(photo.everything_called(words.names[word]), FINE), FINE // TARGET), shown)
        presence += [(float(found['presence'][-2, 0]), True), (float(found['presence'][-1, 0]), False)]
    last = likely[0, chosen]
    for _ in range(2):
        if correct(click, last, target, shown):
            last = expit(ask(click)['masks'][0, 0])
    overlaps.add('third', last, target, shown)


def iou(found, truth):
    found, truth = found >= 0.5, truth >= 0.5
    return (found & truth).sum() / max(1, (found | truth).sum())
