"""Edited twins: change the description, draw again. All noise has fixed places, so nothing but the edit changes.

A plan (`Turn.plan`) is the wanted change in full: kind, id of the object (0 = none), the attributes asked for (None =
stays), the ground, and for `generate` the new object of the description (`thing`).
"""
import copy
from dataclasses import dataclass

import numpy as np

from .render import paint, seen, well_seen
from .samples import make_turn
from .turn import Turn
from .world import RADIUS, WALL_OF

KINDS = ("remove", "recolour", "replace", "background", "generate")


@dataclass
class Twin:
    """source, target uint8 [128,128,3]; region bool [128,128]: every pixel that differs, shadows included;
    object bool [128,128]: what the edit is about (the object before it; the new one for generate; the background)."""
    source: np.ndarray
    target: np.ndarray
    region: np.ndarray
    object: np.ndarray
    turn: Turn


def edited(description, plan):
    """The description after the edit; the given one is left alone."""
    out = copy.deepcopy(description)
    kind, things = plan["kind"], out["objects"]
    if kind == "remove":
        del things[plan["id"] - 1]
    elif kind in ("recolour", "replace"):
        thing = things[plan["id"] - 1]
        if plan["size"] and plan["size"] != thing["size"]:
            thing["radius"] = round(thing["radius"] * RADIUS[out["level"]][plan["size"]] / RADIUS[out["level"]][thing["size"]], 2)
        for key in ("shape", "colour", "size", "material"):
            thing[key] = plan[key] or thing[key]
    elif kind == "background":
        out["ground"].update(kind=plan["ground"], colour=[0.62, 0.62, 0.62])
        out["wall"] = list(WALL_OF[plan["ground"]])
        if out["level"] == 3:
            out["clutter"] = []  # what lay about was part of the old background
    elif kind == "generate":
        things.append(plan["thing"])
    else:
        raise ValueError(f"unknown edit kind {kind!r}")
    return out


def twin(scene, turn):
    """Twin of a scene for a turn with a plan; None when the change would hide an object or hardly show."""
    plan = turn.plan
    after = edited(scene.description, plan)
    target, ids, whole = paint(after)
    if len(well_seen(seen(after, ids), whole, after["level"])) < len(after["objects"]):
        return None
    region = (target != scene.image).any(2)
    if plan["kind"] == "generate":
        what = ids == len(after["objects"])
    else:
        what = scene.ids == plan["id"]
    if region.sum() < 60:
        return None
    return Twin(scene.image, target, region, what, turn)


def sample_twin(scene, kind, rng, split="train", tries=4):
    """A random edit of one kind with its target: Twin, or None when the scene gives none."""
    for _ in range(tries):
        turn = make_turn(scene, "edit." + kind, rng, split)
        pair = turn and twin(scene, turn)
        if pair:
            return pair
    return None
