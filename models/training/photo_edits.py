"""Edits of photos whose result is known, for the diffusion decoder, in the form in which edit_pool.py keeps rendered ones.

remove: a blob on texture, or on anything without a labelled edge, is hidden; the photo itself is the target.
recolour: a labelled thing takes the hue of a named colour and keeps its light and shade; only where the result comes near that colour.
"""
import numpy as np

from .scenes.change import NOTHING
from .scenes.edit_pool import CROP, resize
from .scenes.world import COLOURS

LUMINANCE = np.array([0.299, 0.587, 0.114], np.float32)
REMOVE_SHARE = 0.6
TEXTURED = 0.03  # standard deviation of the luminance under a blob
NEAR = 0.3  # distance of the mean colour from the named one, in a cube of side 1
SMALLEST = 48  # side of a crop, pixels of the photo


def blob(random, side=CROP):
    """bool [side,side]: a free form of two to four ovals, 2 to 20 % of the square."""
    rows, columns = np.mgrid[0:side, 0:side]
    while True:
        out = np.zeros((side, side), bool)
        x, y = random.uniform(0.15, 0.85, 2) * side
        for _ in range(random.randint(2, 5)):
            wide, high = random.uniform(0.04, 0.2, 2) * side
            turn = random.uniform(0, np.pi)
            along = (columns - x) * np.cos(turn) + (rows - y) * np.sin(turn)
            across = (rows - y) * np.cos(turn) - (columns - x) * np.sin(turn)
            out |= (along / wide) ** 2 + (across / high) ** 2 <= 1
            x, y = x + random.uniform(-0.12, 0.12) * side, y + random.uniform(-0.12, 0.12) * side
        if 0.02 <= out.mean() <= 0.2:
            return out


def without_edge(mask, things):
    """True when no labelled thing lies partly under the mask: all of the mask is on it, or none."""
    return all(not (thing & mask).any() or thing[mask].all() for thing in things)


def square(photo, random, focus=None):
    """A square part by lot as (picture uint8 [64,64,3], things uint8 [n,64,64] of 0..255), round the mask `focus` where one is given; mirrored half of the time."""
    picture, masks = np.asarray(photo.picture()), photo.masks()
    height, width = picture.shape[:2]
    most = min(height, width)
    side, x, y = random.randint(min(SMALLEST, most), most + 1), None, None
    if focus is not None:
        rows, columns = np.flatnonzero(masks[focus].any(1)), np.flatnonzero(masks[focus].any(0))
        extent = max(rows[-1] - rows[0], columns[-1] - columns[0]) + 1
        side = int(min(most, max(SMALLEST, extent * random.uniform(1.0, 1.8))))
        x, y = (int(np.clip((line[0] + line[-1] + 1 - side) / 2 + random.uniform(-0.15, 0.15) * side, 0, length - side)) for line, length in ((columns, width), (rows, height)))
    else:
        x, y = random.randint(width - side + 1), random.randint(height - side + 1)
    window = slice(y, y + side), slice(x, x + side)
    small = resize(np.ascontiguousarray(picture[window]))
    things = np.array([resize(np.ascontiguousarray(mask[window])) for mask in masks], np.uint8).reshape(-1, CROP, CROP)
    return (small[:, ::-1], things[:, :, ::-1]) if random.rand() < 0.5 else (small, things)


def hidden(photo, random, tries=8):
    """source, target, region, object and the edit of a removal; None where `tries` blobs find no place."""
    picture, things = square(photo, random)
    light = picture.astype(np.float32) @ LUMINANCE / 255
    for attempt in range(tries):
        mask = blob(random)
        # blobs on flat ground teach little; now and then one comes through
        if without_edge(mask, things > 127) and (light[mask].std() >= TEXTURED or attempt == tries - 1):
            plane = mask.astype(np.uint8) * 255
            return picture, picture, plane, plane, {**NOTHING, "kind": "remove"}
    return None


def tinted(picture, mask, colour):
    """The picture (float 0..1) with the chroma of a named colour under the mask (0..1); luminance stays but for what the gamut cuts off."""
    wanted = np.array(COLOURS[colour], np.float32)
    light = (picture @ LUMINANCE)[..., None]
    own = float(wanted @ LUMINANCE)
    # a darker pixel carries less colour, a lighter one as much as is left up to white
    room = np.minimum(light / own, (1 - light) / (1 - own))
    painted = np.clip(light + (wanted - own) * np.clip(room, 0, 1.3), 0, 1)
    return picture + mask[..., None] * (painted - picture)


def nearest_colour(rgb):
    """(name, distance) of the named colour next to a mean colour."""
    distances = {name: float(np.linalg.norm(np.asarray(rgb) - np.array(value))) for name, value in COLOURS.items()}
    name = min(distances, key=distances.get)
    return name, distances[name]


def recoloured(photo, random):
    """source, target, region, object and the edit of a new colour for a labelled thing; None where no colour comes out near its name."""
    if not photo.mask_names:
        return None
    focus = random.randint(len(photo.mask_names))
    source, things = square(photo, random, focus)
    plane = things[focus]
    inside = plane > 127
    if not 0.03 <= inside.mean() <= 0.8:
        return None
    picture, mask = source.astype(np.float32) / 255, plane.astype(np.float32) / 255
    under = picture[inside]
    now, full = nearest_colour(under.mean(0))[0], np.ones(len(under), np.float32)
    fitting = []
    for colour in COLOURS:
        name, distance = nearest_colour(tinted(under, full, colour).mean(0))
        if name == colour != now and distance <= NEAR:
            fitting.append(colour)
    if not fitting:
        return None
    colour = fitting[random.randint(len(fitting))]
    target = tinted(picture, mask, colour)
    target = (target * 255 + 0.5).astype(np.uint8)
    return source, target, (plane > 0).astype(np.uint8) * 255, plane, {**NOTHING, "kind": "recolour", "colour": colour}


def photo_edits(photos, count, seed):
    """`count` edits by lot as one chunk of an edit pool: source, target uint8 [n,64,64,3], region, object uint8 [n,64,64], rows."""
    random, made = np.random.RandomState(seed), []
    masked = [photo for photo in photos if photo.mask_names]
    while len(made) < count:
        some, make = (list(photos), hidden) if not masked or random.rand() < REMOVE_SHARE else (masked, recoloured)
        edit = make(some[random.randint(len(some))], random)
        if edit:
            made.append(edit)
    planes = [np.stack([edit[at] for edit in made]) for at in range(4)]
    return (*planes, [{"kind": edit[4]["kind"], "edit": edit[4]} for edit in made])
