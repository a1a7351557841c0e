"""What surrounds the objects of a level-3 scene, by lot: camera, lights, ground, wall, clutter and lens; and how an object looks.

Everything is a plain dict of numbers and words that goes into the description. Clutter is what lies about and is no object:
its places are those of the picture before it is rolled.
"""
import math

CLUTTER = ("pebble", "leaf", "crack", "stain", "scribble", "cloth")
ON_WALL = ("frame", "shelf", "window")
WALL_STYLES = ("plaster", "stripes", "bricks", "boards", "blurred")


def _colour(rng, low, high, spread):
    tone = rng.uniform(low, high)
    return [round(min(1.0, max(0.0, tone + rng.uniform(-spread, spread))), 3) for _ in range(3)]


def _lamp(rng, strength):
    """Colour of a light from warm to cool; `strength` 0..1 says how far from white. Its brightness stays about 1."""
    warm = rng.uniform(-1, 1) * strength
    return [round(1 + 0.16 * warm, 3), round(1 + rng.uniform(-0.03, 0.03) * strength, 3), round(1 - 0.2 * warm, 3)]


def _direction(x, y, z):
    norm = math.sqrt(x * x + y * y + z * z)
    return [round(x / norm, 3), round(y / norm, 3), round(z / norm, 3)]


def _clutter(rng, side, horizon):
    out = []
    number = rng.choices((0, 1, 2, 3), (30, 35, 25, 10))[0]
    top = max(horizon + 6, 6)
    for kind in rng.choices(CLUTTER, (24, 22, 14, 16, 10, 18), k=number):
        if kind == "cloth" and any(o["kind"] == "cloth" for o in out):
            continue
        for _ in range(rng.randint(2, 9) if kind in ("pebble", "leaf") else 1):
            out.append({
                "kind": kind, "x": round(rng.uniform(4, side - 4), 2), "y": round(rng.uniform(top, side - 3), 2),
                "size": round(rng.uniform(0, 1), 3), "angle": round(rng.uniform(-math.pi, math.pi), 3),
                "colour": _colour(rng, 0.25, 0.75, 0.12), "second": _colour(rng, 0.35, 0.9, 0.12), "seed": rng.getrandbits(20),
            })
    if horizon > 14:
        for kind in rng.choices(ON_WALL, (45, 30, 25), k=rng.choices((0, 1, 2), (50, 35, 15))[0]):
            out.append({
                "kind": kind, "x": round(rng.uniform(0, side), 2), "y": round(rng.uniform(2, horizon - 10), 2), "size": round(rng.uniform(0, 1), 3),
                "angle": 0.0, "colour": _colour(rng, 0.2, 0.8, 0.15), "second": _colour(rng, 0.2, 0.9, 0.15), "seed": rng.getrandbits(20),
            })
    return out


def _lens(rng):
    pick = rng.random()
    return {
        "exposure": round(rng.uniform(0.84, 1.16), 3), "vignette": round(max(0.0, rng.uniform(-0.1, 0.32)), 3),
        "blur": round(rng.uniform(0.05, 0.19) if pick < 0.55 else 0.0, 3), "sharpen": round(rng.uniform(0.2, 0.6) if pick > 0.8 else 0.0, 3),
        "chroma": round(rng.uniform(0.2, 0.9) if rng.random() < 0.4 else 0.0, 3),
        "contrast": round(rng.uniform(0.9, 1.1), 3), "grain": round(rng.uniform(0, 1), 3),
    }


def surroundings(rng, side, kinds):
    """Description without objects, and their wanted number and zoom. kinds: names of the grounds."""
    pitch = rng.uniform(0.26, 0.66)
    horizon = int(round(min(46.0, max(-12.0, 56 - 88 * pitch + rng.gauss(0, 6)))))
    count = rng.randint(2, 12)
    zoom = rng.uniform(0.86, 1.42 - 0.04 * (count - 2))
    light = _direction(rng.uniform(-1.0, 1.0), rng.uniform(0.45, 1.0), rng.uniform(0.15, 0.75))
    second = _direction(-light[0] * rng.uniform(0.3, 1.0) + rng.uniform(-0.3, 0.3), rng.uniform(0.3, 0.9), rng.uniform(0.2, 0.8))
    description = {
        "level": 3, "seed": rng.getrandbits(31), "horizon": horizon, "pitch": round(pitch, 3),
        "camera": {"roll": round(max(-0.07, min(0.07, rng.gauss(0, 0.03))), 4), "pan": 0.0, "back": round(18 + 150 * (pitch - 0.2) + rng.uniform(0, 20), 1)},
        "ground": {
            "kind": rng.choice(kinds), "colour": _colour(rng, 0.36, 0.84, 0.06), "angle": round(rng.uniform(-math.pi, math.pi), 3),
            "scale": round(rng.uniform(0.7, 1.5), 3), "variant": rng.randrange(4), "shade": round(rng.uniform(0, 1), 3),
            "tint": [round(rng.uniform(0.94, 1.06), 3) for _ in range(3)],
        },
        "wall": _colour(rng, 0.34, 0.86, 0.13), "wall_style": rng.choice(WALL_STYLES), "skirting": round(rng.uniform(1.5, 4), 2) if rng.random() < 0.4 else 0.0,
        "light": light, "lamp": _lamp(rng, rng.choice((0.2, 0.5, 1.0))), "ambient": round(rng.uniform(0.34, 0.52), 3),
        "shadow": round(rng.uniform(0.25, 0.62), 3), "softness": round(rng.uniform(0.25, 1.3), 3),
        "second": {"light": second, "lamp": _lamp(rng, 1.0), "strength": round(max(0.0, rng.uniform(-0.12, 0.4)), 3)},
        "pool": [round(rng.uniform(0, side), 1), round(rng.uniform(20, side), 1), round(max(0.0, rng.uniform(-0.1, 0.28)), 3)],
        "gradient": [round(rng.uniform(-0.2, 0.2), 3), round(rng.uniform(-0.12, 0.12), 3)],
        "noise": round(rng.uniform(0.004, 0.024), 4), "lens": _lens(rng),
    }
    description["clutter"] = _clutter(rng, side, horizon)
    return description, count, zoom


def look(rng):
    """Surface of one object, whatever its material is or becomes."""
    return {
        "bright": round(rng.uniform(0.9, 1.1), 3), "texture": round(rng.uniform(0, 0.09), 3), "at": [rng.randrange(400), rng.randrange(400)],
        "gloss": round(rng.uniform(0.55, 0.95), 3), "hard": round(rng.uniform(14, 60), 1), "sky": round(rng.uniform(0.05, 0.22), 3),
        "stripe": {"angle": round(rng.uniform(-1.5, 1.5), 3), "period": round(rng.uniform(0.34, 0.62), 3), "share": round(rng.uniform(0.34, 0.5), 3),
                   "depth": round(rng.uniform(0.45, 0.6), 3), "pale": rng.random() < 0.3},
    }
