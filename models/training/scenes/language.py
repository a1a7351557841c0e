"""What can be said about a scene: facts as bit sets, descriptions that fit exactly, and noun phrases.

Object i (id i+1) is bit 1 << i. A description is (size, material, colour, shape) with None where nothing is said.
Wordings come in two lists, one for training and one that only the held-out split uses; both use the same words.
"""
from .world import COLOUR_NAMES, MATERIALS, SHAPES, SIZES, allowed_pair

ATTRIBUTES = ("size", "material", "colour", "shape")
NOUNS = {
    "cube": (("cube", "cubes"),) * 6 + (("block", "blocks"),) * 2 + (("cube-shaped thing", "cube-shaped things"),),
    "ball": (("ball", "balls"),) * 6 + (("sphere", "spheres"),) * 3 + (("orb", "orbs"),),
    "cylinder": (("cylinder", "cylinders"),) * 6 + (("drum", "drums"), ("tube", "tubes"), ("can", "cans"), ("cylinder-shaped object", "cylinder-shaped objects")),
    "cone": (("cone", "cones"),) * 7 + (("cone-shaped thing", "cone-shaped things"), ("cone-shaped object", "cone-shaped objects")),
    "pyramid": (("pyramid", "pyramids"),) * 8 + (("pyramid-shaped object", "pyramid-shaped objects"),),
    "ring": (("ring", "rings"),) * 5 + (("donut", "donuts"), ("doughnut", "doughnuts"), ("hoop", "hoops"), ("ring-shaped thing", "ring-shaped things")),
    "star": (("star", "stars"),) * 7 + (("star-shaped thing", "star-shaped things"), ("star-shaped object", "star-shaped objects")),
}
PLURAL = {"cube": "cubes", "ball": "balls", "cylinder": "cylinders", "cone": "cones", "pyramid": "pyramids", "ring": "rings", "star": "stars"}
THINGS = (("thing", "things"), ("thing", "things"), ("object", "objects"), ("object", "objects"), ("object", "objects"), ("item", "items"))
# What a shape is called where no other shape of the scene could be meant: (words, the shape that could).
NICKNAMES = {"ball": ("circle thing", "ring"), "ring": ("circle thing", "ball"), "cone": ("triangle thing", "pyramid"), "pyramid": ("triangle thing", "cone"), "cube": ("square thing", None)}
COLOUR_WORDS = {"purple": ("purple",) * 4 + ("violet",), "cyan": ("cyan",) * 4 + ("turquoise", "aqua")}
SIZE_WORDS = {"large": ("large", "large", "big", "big", "huge", "giant"), "small": ("small", "small", "tiny", "little")}
MATERIAL_WORDS = {"matte": ("matte", "dull"), "shiny": ("shiny", "shiny", "glossy"), "striped": ("striped", "striped", "stripy")}

# How likely a description says which attributes, as (size, material, colour, shape).
_SUBSETS = (
    ((0, 0, 1, 1), 5.0), ((0, 0, 0, 1), 3.0), ((0, 0, 1, 0), 2.2), ((1, 0, 0, 1), 1.8), ((1, 0, 1, 1), 1.5), ((0, 1, 0, 1), 1.0),
    ((1, 0, 1, 0), 0.8), ((0, 1, 1, 0), 0.6), ((0, 1, 1, 1), 0.7), ((1, 0, 0, 0), 0.6), ((0, 1, 0, 0), 0.6), ((1, 1, 0, 1), 0.3),
    ((1, 1, 1, 1), 0.15),
)
LISTED = 4  # objects that a mask of different ones names one by one
ANYTHING = (None, None, None, None)
LEFT, RIGHT, FRONT, BEHIND, NEAREST = "left", "right", "front", "behind", "nearest"
RELATIONS = (LEFT, RIGHT, FRONT, BEHIND, NEAREST)
SIDE_MARGIN, DEPTH_MARGIN, NEAR_RATIO = 9.0, 8.0, 1.3


def bits_of(ids):
    """Ids -> bit set; object i is bit i - 1."""
    out = 0
    for i in ids:
        out |= 1 << (i - 1)
    return out


def ids_of(bits):
    """Bit set -> ids in order."""
    return [i + 1 for i in range(bits.bit_length()) if bits >> i & 1]


def single(bits):
    """Whether a bit set has exactly one member."""
    return bits and not bits & (bits - 1)


class Facts:
    """Attributes and relations of a scene's objects as bit sets. `sure[r][i]`: who certainly stands in relation r to object
    i (0-based); `open[r][i]`: where it is too close to call, so that no sentence may hang on it."""

    def __init__(self, things):
        self.things, n = things, len(things)
        self.all = (1 << n) - 1
        self.of = [{value: 0 for value in values} for values in (SIZES, MATERIALS, COLOUR_NAMES, SHAPES)]
        for i, t in enumerate(things):
            for table, value in zip(self.of, (t.size, t.material, t.colour, t.shape)):
                table[value] |= 1 << i
        self.values = [(t.size, t.material, t.colour, t.shape) for t in things]
        self.sure = {r: [0] * n for r in RELATIONS}
        self.open = {r: [0] * n for r in RELATIONS}
        for b, other in enumerate(things):
            near = []
            for a, thing in enumerate(things):
                if a == b:
                    continue
                dx, dy = thing.base[0] - other.base[0], thing.base[1] - other.base[1]
                for name, amount, margin in ((LEFT, -dx, SIDE_MARGIN), (RIGHT, dx, SIDE_MARGIN), (FRONT, dy, DEPTH_MARGIN), (BEHIND, -dy, DEPTH_MARGIN)):
                    if amount >= margin:
                        self.sure[name][b] |= 1 << a
                    elif amount > 0:
                        self.open[name][b] |= 1 << a
                near.append((dx * dx + dy * dy, dx * dx + 4 * dy * dy, a))
            if len(near) > 1:
                flat, deep = sorted(near), sorted((v[1], v[2]) for v in near)
                ratio = NEAR_RATIO * NEAR_RATIO
                if flat[0][2] == deep[0][1] and flat[1][0] > ratio * flat[0][0] and deep[1][0] > ratio * deep[0][0]:
                    self.sure[NEAREST][b] = 1 << flat[0][2]
                else:
                    self.open[NEAREST][b] = self.all & ~(1 << b)

    def match(self, description):
        """Bit set of the objects a description fits."""
        bits = self.all
        for table, value in zip(self.of, description):
            if value is not None:
                bits &= table[value]
        return bits

    def describe(self, bits, rng, avoid=(), within=None):
        """A description that fits exactly `bits` among `within` (all objects), by lot; None when there is none.

        avoid: attribute names that may not be said.
        """
        ids = ids_of(bits)
        first = self.values[ids[0] - 1]
        shared = [all(self.values[i - 1][k] == first[k] for i in ids) for k in range(4)]
        parts = [table[value] for table, value in zip(self.of, first)]
        within = self.all if within is None else within
        found, weights = [], []
        banned = [ATTRIBUTES[k] in avoid or not shared[k] for k in range(4)]
        for used, weight in _SUBSETS:
            fits = within
            for k in range(4):
                if used[k]:
                    if banned[k]:
                        break
                    fits &= parts[k]
            else:
                if fits == bits:
                    found.append(used)
                    weights.append(weight)
        if not found:
            return None
        used = rng.choices(found, weights)[0]
        return tuple(value if u else None for value, u in zip(first, used))

    def in_row(self, bits, axis, margin):
        """Ids of a set sorted by base x (axis 0) or y (axis 1); None when two of them are closer than `margin`."""
        ids = sorted(ids_of(bits), key=lambda i: self.things[i - 1].base[axis])
        places = [self.things[i - 1].base[axis] for i in ids]
        if any(b - a < margin for a, b in zip(places[:-1], places[1:])):
            return None
        return ids


def phrase(description, rng, plural=False, noun=None, plain=False):
    """Words of a description without an article: 'big red block'. plain: canonical words only."""
    size, material, colour, shape = description
    words = []
    if size:
        words.append(size if plain else rng.choice(SIZE_WORDS[size]))
    if material:
        words.append(material if plain else rng.choice(MATERIAL_WORDS[material]))
    if len(words) == 2 and not plain and rng.random() < 0.3:
        words.reverse()
    if colour:
        words.append(colour if plain or colour not in COLOUR_WORDS else rng.choice(COLOUR_WORDS[colour]))
    if shape:
        words.append((shape, PLURAL[shape])[plural] if plain else rng.choice(NOUNS[shape])[plural])
    else:
        words.append((noun or (("object", "objects") if plain else rng.choice(THINGS) if not words or rng.random() < 0.82 else ("one", "ones")))[plural])
    return " ".join(words)


def canonical(thing):
    """'red cube': what the model calls an object."""
    return f"{thing.colour} {thing.shape}"


def label(thing, extra=()):
    """'red cube', or with the size and material asked for in `extra`: 'small red cube'."""
    if not extra:
        return canonical(thing)
    return " ".join([*(getattr(thing, name) for name in ("size", "material") if name in extra), thing.colour, thing.shape])


def meant(things, ids, then=()):
    """names, named, targets and match of a mask of these objects. names: 'red cube' | 'red cubes' | 'red cube, blue cone' (left to
    right, up to four) | '5 objects'. named: the ids each comma-separated part stands for. then: ids that were added last, named last."""
    chosen = [t for part in (ids, then) for t in sorted((things[i - 1] for i in part), key=lambda t: t.base[0])]
    return listed([t.id for t in chosen], [canonical(t) for t in chosen], lambda: f"{chosen[0].colour} {PLURAL[chosen[0].shape]}")


def listed(ids, labels, plural):
    """The fields of `meant` for ids in the order in which they are named. labels: what each is called; plural(): all of them, where they are called the same."""
    if len(labels) > 1 and len(set(labels)) == 1:
        names, named = plural(), [list(ids)]
    elif len(labels) <= LISTED:
        names, named = ", ".join(labels), [[i] for i in ids]
    else:
        names, named = f"{len(labels)} objects", [list(ids)]
    return {"names": names, "named": named, "targets": sorted(ids), "match": sorted(ids)}


def names_of(things, ids):
    """The <p> text of a mask of these objects."""
    return meant(things, ids)["names"]


def article(words):
    """'a red cube', 'an orange ball'."""
    return ("an " if words[0] in "aeiou" else "a ") + words


def speakable(description, split):
    """False for a description that names a pair which training may not see."""
    return allowed_pair(description[2], description[3], split)


def said(description):
    """Which of size and material a description says: what its objects' names should repeat in an answer's evidence."""
    return tuple(name for name, value in zip(("size", "material"), description) if value)
