"""Training samples: a photo on the canvas, with prompts about its things and what they mean."""
from dataclasses import dataclass, field

import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter

from .drawing import CANVAS, Placement, pool
from .prompts import Prompt
from .rough_masks import rough_mask

TARGET = 96  # side of the masks that the predictor gives
FINE = 192  # side at which clicks are placed
START = {'click': 0.45, 'stroke': 0.08, 'box': 0.19, 'rough': 0.15, 'name': 0.13}
ABSENT = 0.3  # of the prompts by name ask for what is not there
GENERAL = 0.25  # of them ask by a more general word


@dataclass
class Thing:
    """A mask on the canvas, [FINE,FINE] share of each cell, and the number of its name."""
    cover: np.ndarray
    name: int

    def __post_init__(self):
        self.inside = self.cover >= 0.5
        self.target = pool(self.cover, FINE // TARGET)


@dataclass
class Sample:
    picture: np.ndarray  # [3,CANVAS,CANVAS] float32, 0 to 1 but for what colour changes do
    shown: np.ndarray  # [TARGET,TARGET], 1 where the canvas shows a photo
    prompts: list = field(default_factory=list)
    kinds: list = field(default_factory=list)
    targets: list = field(default_factory=list)  # [TARGET,TARGET]
    others: list = field(default_factory=list)  # another mask that the same click may mean, or None
    names: list = field(default_factory=list)  # of the thing that a prompt means, -1 where that says nothing


class Sampler:
    def __init__(self, library, words, prompts, rng):
        self.library, self.words, self.count, self.rng = library, words, prompts, rng
        named = np.zeros(len(library.names))
        for row in library.rows:
            for *_, name, _part, _area in row['masks']:
                named[name] += name >= 0
        self.absent_shares = np.sqrt(named) / np.sqrt(named).sum()
        self.classless = [word for word, names in enumerate(words.names) if not names]  # words that only the classifier knows

    def sample(self):
        while True:
            sample = self._try()
            if sample is not None:
                return sample

    def _try(self):
        rng, photo = self.rng, self.library.draw(self.rng)
        shares = photo.areas / (photo.height * photo.width)
        weight = np.where(shares > 0.0008, shares ** 0.3, 0)
        if not weight.any():
            return None
        chosen = rng.choice(len(weight), size=min(5, int((weight > 0).sum())), replace=False, p=weight / weight.sum())
        first = photo.mask(chosen[0])
        down, across = np.nonzero(first)
        place = Placement.random(photo.width, photo.height, (across.mean() / photo.width, down.mean() / photo.height), rng)
        large = max(photo.width, photo.height) > 300
        canvas = place.picture(photo.picture(), 256 / max(photo.width, photo.height) if large and rng.random() < 0.35 else 1)
        shown = place.mask(np.ones((photo.height, photo.width), np.uint8), TARGET, sharp=True)
        covers = [(place.mask(first if number == chosen[0] else photo.mask(number), FINE), photo.names[number]) for number in chosen]
        if photo.source == 'coco' and len(covers) > 1 and rng.random() < 0.2:
            covers += joined(covers[0][0], covers[1][0])
        pasted = []
        for _ in range(rng.choice(3, p=(0.6, 0.3, 0.1)) if photo.source != 'scenes' else 0):
            canvas, shown, covers, pasted = self._paste(canvas, shown, covers, pasted)
        things = [thing for thing in (Thing(cover, name) for cover, name in covers) if thing.inside.sum() >= 30]
        if not things:
            return None
        sample = Sample(changed_colours(canvas, rng), shown)
        asked = {word: self.words.names[word] for word in self._asked_words(photo)}
        every_name = {word: pool(self._shown_cover(place.mask(photo.everything_called(names), FINE), pasted, names), FINE // TARGET) for word, names in asked.items()}
        for number in range(self.count):
            thing = things[number % len(things)] if number else things[rng.integers(len(things))]
            self._ask(sample, number, thing, things, every_name, photo)
        return sample

    def _asked_words(self, photo):
        """Up to two words for what the photo has every thing marked of; one in four is more general than the thing's own name."""
        names = sorted(name for name in photo.every_name if name in self.words.of_name)
        words = [self.words.of_name[int(name)] for name in self.rng.choice(names, size=min(2, len(names)), replace=False)] if names else []
        general = [self.words.broader[word] for word in words]
        return [int(self.rng.choice(more[:2])) if more[:-1] and self.rng.random() < GENERAL else word for word, more in zip(words, general)]

    def _shown_cover(self, cover, pasted, names):
        """What of a mask is left under pasted things, with those of the same names."""
        for over, other in pasted:
            cover = np.maximum(cover, over) if other in names else cover * (1 - over)
        return cover

    def _paste(self, canvas, shown, covers, pasted):
        """A whole thing of another photo over what is there."""
        rng = self.rng
        photo, number = self.library.draw_cut_out(rng)
        mask = photo.mask(number)
        down, across = np.nonzero(mask)
        zoom = rng.uniform(0.2, 0.8) * CANVAS / max(np.ptp(across) + 1, np.ptp(down) + 1)
        x, y = rng.uniform(0.12, 0.88, 2) * CANVAS
        turn = -1 if rng.random() < 0.5 else 1
        place = Placement(turn / zoom, across.mean() - turn * x / zoom, 1 / zoom, down.mean() - y / zoom)
        over = place.mask(mask, CANVAS)
        cover = pool(over, CANVAS // FINE)
        soft = gaussian_filter(over, rng.uniform(0.4, 1.0))[..., None]
        canvas = (canvas * (1 - soft) + place.picture(photo.picture()) * soft).astype(np.uint8)
        covers = [(below * (1 - cover), name) for below, name in covers] + [(cover, photo.names[number])]
        pasted = [(below * (1 - cover), name) for below, name in pasted] + [(cover, photo.names[number])]
        return canvas, np.maximum(shown, pool(cover, FINE // TARGET) > 0.5), covers, pasted

    def _ask(self, sample, number, thing, things, every_name, photo):
        """Adds a prompt about a thing. The first prompt of a sample is corrected in several rounds (kind `corrected`)."""
        rng, prompt = self.rng, Prompt()
        start = ('click', 'box', 'rough')[rng.choice(3, p=(0.7, 0.15, 0.15))] if number == 0 else list(START)[rng.choice(len(START), p=list(START.values()))]
        target, name, other, kind = thing.target, thing.name, None, 'corrected' if number == 0 else start
        if start == 'name' and not every_name:
            start = kind = 'click'
        if start == 'name':
            word, target = self._called(every_name, photo)
            kind, name = 'name' if target.max() >= 0.5 else 'absent', -1
            prompt.named(word)
        if start == 'rough':
            rough = rough_mask((target >= 0.5).astype(np.float32), rng) if (target >= 0.5).sum() > 12 else None
            if rough is None:
                start, kind = 'box', 'box' if number else kind
            else:
                prompt.rough(pool(rough, 2))
        if start in ('click', 'stroke'):
            places = self._places(thing.inside, 1 if start == 'click' else int(rng.integers(3, 9)), deep=start == 'click' and rng.random() < 0.35)
            for x, y in places:
                prompt.click((x + 0.5) * CANVAS / FINE, (y + 0.5) * CANVAS / FINE)
            if kind == 'click':
                x, y = places[0]
                others = [one for one in things if one is not thing and one.inside[y, x]]
                other = others[rng.integers(len(others))].target if others else None
        if start == 'box':
            prompt.box(*jittered_box(thing.inside, rng))
        sample.prompts.append(prompt)
        sample.kinds.append(kind)
        sample.targets.append(target)
        sample.others.append(other)
        sample.names.append(name if kind != 'absent' else -1)

    def _called(self, every_name, photo):
        if self.rng.random() < ABSENT:
            word = self._absent_word(photo)
            if word is not None:
                return word, np.zeros((TARGET, TARGET), np.float32)
        word = list(every_name)[self.rng.integers(len(every_name))]
        return word, every_name[word]

    def _absent_word(self, photo):
        """A word for what is not there. People are in photos of every source, marked or not."""
        if self.classless and self.rng.random() < 0.2:
            return int(self.rng.choice(self.classless))
        word = self.words.of_name.get(int(self.rng.choice(len(self.absent_shares), p=self.absent_shares)))
        if word is None or self.library.number['person'] in self.words.names[word] or self.words.names[word] & set(photo.names):
            return None
        return word

    def _places(self, inside, count, deep):
        down, across = np.nonzero(inside)
        if deep:
            depth = distance_transform_edt(inside)[down, across]
            far = depth >= 0.5 * depth.max()
            down, across = down[far], across[far]
        return [(across[at], down[at]) for at in self.rng.integers(len(across), size=count)]


def joined(one, other):
    """The union of two touching masks, such as rider and horse: what somebody means who clicks on the one. As a list, empty where they are apart."""
    touch = (gaussian_filter(one, 2) * gaussian_filter(other, 2)).max() > 0.1
    return [(np.maximum(one, other), -1)] if touch else []


def jittered_box(inside, rng):
    """The box round a mask in pixels of the canvas, four in five with every side moved by up to 8 % of its length."""
    down, across = np.nonzero(inside)
    step = CANVAS / FINE
    left, right, top, bottom = across.min() * step, (across.max() + 1) * step, down.min() * step, (down.max() + 1) * step
    moved = rng.uniform(-0.08, 0.08, 4) * (rng.random() < 0.8)
    width, height = right - left, bottom - top
    return (max(0, left + moved[0] * width), max(0, top + moved[1] * height), min(CANVAS, right + moved[2] * width), min(CANVAS, bottom + moved[3] * height))


def changed_colours(canvas, rng):
    """[s,s,3] uint8 -> [3,s,s] float32: brightness, contrast, tint, saturation and noise changed in four of five samples."""
    x = canvas.astype(np.float32) / 255
    if rng.random() < 0.8:
        x = (x - 0.5) * rng.uniform(0.75, 1.25) + 0.5 + rng.uniform(-0.08, 0.08)
        x = x + rng.uniform(-0.04, 0.04, 3).astype(np.float32)
        grey = x.mean(2, keepdims=True)
        x = grey + (x - grey) * (0 if rng.random() < 0.06 else rng.uniform(0.6, 1.4))
        if rng.random() < 0.1:
            x = x + rng.standard_normal(x.shape).astype(np.float32) * 0.025
    return np.ascontiguousarray(x.transpose(2, 0, 1).astype(np.float32))
