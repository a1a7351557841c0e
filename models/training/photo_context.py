"""What the makers of turns about photos share."""
from .photo_names import ABSENT, plural
from .scenes.casual import TYPOS, typed
from .scenes.language import listed
from .scenes.regions import inside_point
from .scenes.turn import Context, Turn
from .scenes.wordings import known_words
from .scenes.world import COLOUR_NAMES, SHAPES

ABSENT_WORDS = frozenset(word for name in (*ABSENT, *SHAPES, *COLOUR_NAMES) for word in name.split())  # spelt right: the answer repeats them


class PhotoContext(Context):
    """What the makers of turns about scenes have, for a view of a photo."""

    def __init__(self, view, rng, split="train", typos=TYPOS):
        self.scene, self.rng, self.split, self.typos, self.things = view, rng, split, typos, view.objects
        self.clear = view.clear

    def polish(self, text):
        return typed(text, self.rng, known_words(), self.typos, ABSENT_WORDS)

    def mask(self, i):
        return self.scene.pixels[i - 1]

    def union(self, ids):
        return self.scene.pixels[[i - 1 for i in ids]].any(0)

    def one(self):
        return self.rng.choice(self.clear)

    def own(self, i):
        """Pixels of thing i that a click would mean it by: not those of smaller things on it."""
        if i not in self.scene.cache:
            smaller = [t.id for t in self.things if t.id != i and t.area <= self.things[i - 1].area]
            self.scene.cache[i] = self.mask(i) & ~self.union(smaller) if smaller else self.mask(i)
        return self.scene.cache[i]

    def meant(self, ids):
        """names, named, targets and match of a mask of these things. names: 'dog' | 'dogs' | 'dog, cat' (left to right) | '5 objects'."""
        chosen = sorted(ids, key=lambda i: self.things[i - 1].box[0])
        labels = [self.things[i - 1].name for i in chosen]
        return listed(chosen, labels, lambda: plural(labels[0]))

    def present(self):
        """Every name that something in the photo has."""
        return {t.name for t in self.things} | {name for name in (self.scene.name, self.scene.breed) if name}

    def segment_things(self, kind, text, ids, regions=(), clicks=None):
        """A turn that asks for the mask of these things."""
        return Turn(kind, text, "segment", regions=list(regions), clicks=clicks, **self.meant(ids))

    def click(self, i):
        """A pixel (x, y) by which a person would mean thing i."""
        return inside_point(self.own(i), self.rng)
