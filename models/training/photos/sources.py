"""Where training photos come from, and what may be learnt from each source for weights that are shipped."""
import hashlib

# No source states a licence of its own for these, or its statement is doubtful (the packs' READMEs): never in shipped weights.
REFUSED = frozenset(('daquar', 'animals-web', 'animals-coco', 'cats', 'plates', 'fruit', 'eggplants', 'supermarket', 'dogs-cats'))

# Share of the photos drawn from each source.
SHARES = {
    'coco': 0.28, 'scenes': 0.10, 'ccp': 0.13, 'caltech101-contour': 0.11, 'animals-openimages': 0.09, 'oxford-pets': 0.08, 'facades': 0.07, 'taco': 0.05,
    'iotkits': 0.03, 'car-damage': 0.02, 'tools': 0.02, 'breadboard': 0.01, 'five-things': 0.005, 'strawberry': 0.005,
}

# Share of the things cut out and pasted, of sources whose masks are whole things with good outlines.
CUT_OUTS = {'coco': 0.45, 'animals-openimages': 0.12, 'oxford-pets': 0.13, 'caltech101-contour': 0.18, 'taco': 0.07, 'tools': 0.05}

# Sources whose photos have every thing of the names they mark marked, so that a name asks for all of its masks. On coco it is the photos with
# objects other than people (`all_names` of an index row).
COMPLETE = frozenset(('animals-openimages', 'oxford-pets', 'caltech101-contour', 'ccp', 'facades', 'tools'))


def held_out(identity):
    """Whether a photo is of the tenth that never trains and that scores are told of. Both sizes of a photo (id and id-384) fall on the same side."""
    return any(_number(name, 0) % 10 == 0 for name in (identity, identity.removesuffix('-384')))


def for_calibration(identity):
    """Whether a photo is of the sixteenth that never trains either: thresholds and chances are fitted there."""
    return not held_out(identity) and _number(identity.removesuffix('-384'), 4) % 16 == 0


def _number(name, start):
    """Four bytes of a name's sha256 as a big-endian number."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[start:start + 4], 'big')
