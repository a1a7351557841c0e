"""Clips: 8 to 16 frames of a scene in which some objects slide over the ground, pass and hide each other, and the camera may pan.

A frame is a description of its own, rendered like any other, so its instance map is exact; an object keeps its id through the clip and
may be hidden, or out of the picture, in frames after the first. Lengths are pixels of the 128 x 128 picture.
"""
import copy
import math
import random
from dataclasses import dataclass

from .boxes import cover
from .camera import MIDDLE, STRETCH
from .render import make_scene, render
from .world import SIDE, footprint

SHORTEST, LONGEST = 8, 16
FASTEST = 9.0  # pixels a frame
DEPTH_GAP = 5.0  # objects closer in depth than this must not touch, as in world.place
BACK = 40  # levels 1 and 2: rows from the horizon up to where the ground vanishes (ground.py)


@dataclass
class Clip:
    """scenes: one a frame, ids alike; movers: ids of the objects that move."""
    scenes: list
    movers: list


class _Ground:
    """Between points of the picture and of the ground, where a steady slide is a straight line at one speed."""

    def __init__(self, description):
        camera = description.get("camera", {"back": BACK, "roll": 0.0})
        self.vanishing = description["horizon"] - camera["back"]
        self.cos, self.sin = math.cos(camera["roll"]), math.sin(camera["roll"])
        self.unit = (SIDE - self.vanishing) * STRETCH / description["pitch"]  # as far away as to the side (camera.plane)

    def to(self, x, y):
        a, d = x - MIDDLE, y - MIDDLE
        a, d = a * self.cos + d * self.sin, d * self.cos - a * self.sin
        near = d + MIDDLE - self.vanishing
        return a / near, self.unit / near

    def back(self, u, away):
        near = self.unit / away
        a, d = u * near, near + self.vanishing - MIDDLE
        return a * self.cos - d * self.sin + MIDDLE, d * self.cos + a * self.sin + MIDDLE


def _ease(t, soft):
    """0..1 -> 0..1; soft 0 is steady, 1 starts and ends at rest."""
    return t + soft * (t * t * (3 - 2 * t) - t)


def _goal(rng, thing, others):
    """Where a mover ends: often beyond a point closely behind or before another object, so that it passes there."""
    if others and rng.random() < 0.8:
        other, beyond = rng.choice(others), 1 + rng.uniform(0, 1.2)
        y = other["y"] + rng.choice((-1, -1, 1)) * rng.uniform(DEPTH_GAP + 0.5, DEPTH_GAP + 6)
        return thing["x"] + (other["x"] - thing["x"]) * beyond, thing["y"] + (y - thing["y"]) * beyond
    return rng.uniform(4, SIDE - 4), thing["y"] + rng.uniform(-34, 34)


def _path(rng, thing, others, frames, ground, low):
    """Places [(x, y), …] of a mover, one a frame, or None when the drawn way leaves the picture, is short or too fast."""
    gx, gy = _goal(rng, thing, others)
    if not (0 <= gx <= SIDE and low <= gy <= SIDE - 2):
        return None
    (u0, a0), (u1, a1) = ground.to(thing["x"], thing["y"]), ground.to(gx, gy)
    soft, bend = rng.uniform(0, 1), rng.uniform(-0.08, 0.08)
    places = []
    for k in range(frames):
        t = k / (frames - 1)
        s, arc = _ease(t, soft), bend * math.sin(math.pi * t)
        places.append(ground.back(u0 + (u1 - u0) * s - (a1 - a0) * arc, a0 + (a1 - a0) * s + (u1 - u0) * arc))
    steps = [math.dist(a, b) for a, b in zip(places[:-1], places[1:])]
    inside = all(-2 <= x <= SIDE + 2 and low <= y <= SIDE - 2 for x, y in places)
    return places if inside and max(steps) <= FASTEST and sum(steps) >= 12 else None


def _clear(thing, places, others, ways, horizon):
    """True when in no frame an object at nearly the same depth is touched."""
    for k, (x, y) in enumerate(places):
        box = footprint({**thing, "x": x, "y": y}, horizon)
        for other, way in zip(others, ways):
            ox, oy = way[k]
            if abs(oy - y) <= DEPTH_GAP and cover(box, footprint({**other, "x": ox, "y": oy}, horizon)) > 0.04:
                return False
    return True


def _hiding(thing, places, others, ways, horizon):
    """The largest share of a box that is covered on the way, the mover's or that of one it passes."""
    most = 0.0
    for k, (x, y) in enumerate(places):
        box = footprint({**thing, "x": x, "y": y}, horizon)
        most = max([most, *(cover(box, footprint({**o, "x": way[k][0], "y": way[k][1]}, horizon)) for o, way in zip(others, ways))])
    return most


def _ways(rng, description, frames):
    """Places of every object in every frame, and the indices of those that move."""
    things, horizon, ground = description["objects"], description["horizon"], _Ground(description)
    ways, movers = [[(o["x"], o["y"])] * frames for o in things], []
    low = max(horizon + 13, 8)
    wanted = max(1, round(len(things) * rng.uniform(0.3, 0.8)))
    for index in rng.sample(range(len(things)), len(things)):
        if len(movers) == wanted:
            break
        others, found = [o for i, o in enumerate(things) if i != index], []
        theirs = [way for i, way in enumerate(ways) if i != index]
        for _ in range(24):
            places = _path(rng, things[index], others, frames, ground, low)
            if places and _clear(things[index], places, others, theirs, horizon):
                found.append((_hiding(things[index], places, others, theirs, horizon), places))
        if found:  # mostly the way on which most is hidden
            ways[index] = max(found)[1] if rng.random() < 0.75 else found[0][1]
            movers.append(index)
    return ways, movers


def _frame(description, ways, turns, k, t, pan):
    """Description of frame k."""
    out = copy.deepcopy(description)
    shift = (0.0, 0.0)
    if out["level"] == 3:
        out["frame"] = k
        out["camera"]["pan"] = round(pan * t, 3)
        shift = (pan * t * math.cos(out["camera"]["roll"]), pan * t * math.sin(out["camera"]["roll"]))
    for thing, way, turn in zip(out["objects"], ways, turns):
        thing["x"], thing["y"] = round(way[k][0] - shift[0], 2), round(way[k][1] - shift[1], 2)
        thing["yaw"] = round(thing["yaw"] + turn * t, 3)
    return out


def make_clip(seed, level=3, split="train", frames=None):
    """Clip by seed. Its first frame is a scene of `make_scene`: every object is well seen there. frames: 8 to 16, by lot when left out."""
    for attempt in range(50):
        first = make_scene(f"clip/{seed}/{attempt}", level, split)
        rng = random.Random(f"clip/{split}/{level}/{seed}/{attempt}")
        count = frames or rng.randint(SHORTEST, LONGEST)
        ways, movers = _ways(rng, first.description, count)
        if not movers:
            continue
        pan = rng.uniform(-1.2, 1.2) * count if rng.random() < 0.5 else 0.0
        # Rings and stars would jump where they turn over; round things look alike from all sides.
        turns = [rng.uniform(-0.6, 0.6) if i in movers and o["shape"] in ("cube", "pyramid") else 0.0 for i, o in enumerate(first.description["objects"])]
        soft = rng.uniform(0, 1)
        scenes = [first] + [render(_frame(first.description, ways, turns, k, _ease(k / (count - 1), soft), pan)) for k in range(1, count)]
        return Clip(scenes, sorted(i + 1 for i in movers))
    raise RuntimeError(f"no clip for seed {seed!r}, level {level}, split {split!r}")
