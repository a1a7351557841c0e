"""What is said after an edit. The scene is the picture that came out of it; what stood there before is made up so that the wish was clear."""
from . import change
from . import wishes
from . import wordings as w
from .ask import reply
from .language import article, ids_of, phrase, speakable
from .regions import PREVIOUS, Region, box_raster
from .turn import Turn
from .world import COLOUR_NAMES, SHAPES, SIDE, allowed_pair


def _ghost(c, colour=None, shape=None):
    """Colour and shape of an object that nothing in the scene has and training may say; None when none was found."""
    for _ in range(8):
        d = (None, None, colour or c.rng.choice(COLOUR_NAMES), shape or c.rng.choice(SHAPES))
        if not c.facts.match(d) and speakable(d, c.split):
            return d
    return None


def _done(c, text, action, names, answer, region):
    """Masks and history of a conversation whose last turn was this edit. The product ends a mask that was changed; others may keep its region."""
    masks = [(Region(PREVIOUS, region), names)] if c.rng.random() < 0.5 else []
    return {"masks": masks, "history": [(c.polish(text), action, names, answer)], "past": []}


def _ask(c, what, answer, earlier, evidence, **words):
    return reply(c, "dialogue", c.frame(w.ASK_AFTER[what]).format(**words), answer, **evidence, **earlier)


def _still_there(c, before, earlier):
    """Is what was changed still there (no), or something nobody touched (yes)?"""
    still = c.rng.random() < 0.5
    t = c.things[c.one() - 1]
    d = (None, None, t.colour, t.shape) if still else before
    ids = c.across(ids_of(c.facts.match(d)))
    return _ask(c, "gone", "yes" if still else "no", earlier, c.evidence(ids[:8], match=ids), a=article(phrase(d, c.rng)), x="the " + phrase(d, c.rng), d=phrase(d, c.rng))


def _edit_again(c, i, earlier, words="it"):
    """Another wish for the object that was just changed."""
    turn = c.rng.choice((change.remove, change.recolour, change.replace))(c, i, words)
    return turn and _told(turn, earlier)


def _told(turn, earlier):
    turn.kind, turn.masks, turn.history, turn.past = "dialogue", earlier["masks"], earlier["history"], earlier["past"]
    return turn


def _do_same(c, i, colour, earlier):
    """'do the same with the ball' after a recolouring."""
    k = c.one()
    t, x = c.things[k - 1], c.noun_phrase([k])
    if k == i or not x or t.colour == colour or not allowed_pair(colour, t.shape, c.split):
        return None
    edit = {**change.NOTHING, "kind": "recolour", "colour": colour}
    turn = Turn("dialogue", c.polish(c.frame(w.DO_SAME).format(x=x)), "recolour", colour, edit=edit, plan={**edit, "id": k}, **c.meant([k]))
    return _told(turn, earlier)


def after_change(c):
    """Something was recoloured or replaced."""
    i = c.one()
    t = c.things[i - 1]
    recoloured = c.rng.random() < 0.6
    before = _ghost(c, shape=t.shape) if recoloured else _ghost(c)
    if before is None or (not recoloured and before[3] == t.shape):
        return None
    words, names = "the " + phrase(before, c.rng), phrase(before, c.rng, plain=True)
    if recoloured:
        earlier = _done(c, c.frame(wishes.RECOLOUR).format(x=words, c=t.colour), "recolour", names, t.colour, c.raster([i]))
    else:
        now = (None, None, t.colour, t.shape)
        earlier = _done(c, c.frame(wishes.REPLACE).format(x=words, a=article(phrase(now, c.rng))), "replace", names, phrase(now, c.rng, plain=True), c.raster([i]))
    pick = c.rng.random()
    if pick < 0.3:
        what = c.rng.choice(("colour", "shape"))
        return _ask(c, what, getattr(t, what), earlier, c.evidence([i]))
    if pick < 0.5:
        return _still_there(c, before, earlier)
    if pick < 0.7 and recoloured:
        return _do_same(c, i, t.colour, earlier)
    return _edit_again(c, i, earlier)


def after_removal(c):
    """Something is gone; the mask of the removal lies where nothing stands now."""
    before, size = _ghost(c), c.rng.uniform(14, 26)
    x, y = c.rng.uniform(2, SIDE - size - 2), c.rng.uniform(40, SIDE - size - 2)
    region = box_raster((x, y, x + size, y + size))
    if before is None or (region & c.raster([t.id for t in c.things])).any():
        return None
    words = "the " + phrase(before, c.rng)
    earlier = _done(c, c.frame(wishes.REMOVE).format(x=words), "remove", phrase(before, c.rng, plain=True), "", region)
    pick = c.rng.random()
    if pick < 0.35:
        kind = (None, None, None, before[3]) if c.rng.random() < 0.6 else (None, None, before[2], None)
        ids = c.across(ids_of(c.facts.match(kind)))
        return _ask(c, "left", str(len(ids)), earlier, c.evidence(ids, numbered=True), p=phrase(kind, c.rng, plural=True)) if len(ids) < 9 else None
    if pick < 0.65:
        return _still_there(c, before, earlier)
    k = c.one()
    x = c.noun_phrase([k])
    if not x:
        return None
    return _told(change.remove(c, k, x) if c.rng.random() < 0.5 else Turn(
        "dialogue", c.polish(c.frame(w.DO_SAME).format(x=x)), "remove", "", edit={**change.NOTHING, "kind": "remove"}, plan={**change.NOTHING, "kind": "remove", "id": k}, **c.meant([k])), earlier)


def after_background(c):
    ground = c.scene.description["ground"]["kind"]
    text = c.frame(wishes.BACKGROUND).format(g=c.rng.choice(wishes.GROUND_WORDS[ground]))
    earlier = _done(c, text, "background", "background", wishes.GROUND_NAME[ground], c.raster([0]))
    i = c.one()
    x = c.noun_phrase([i])
    return x and _told(c.rng.choice((change.remove, change.recolour, change.replace))(c, i, x), earlier)


def after_edit(c):
    pick = c.rng.random()
    return after_change(c) if pick < 0.6 else after_removal(c) if pick < 0.9 else after_background(c)
