"""Walls of level 3 and what hangs on them."""
import numpy as np

from .ground import COARSE, FINE, MEDIUM, look_up, unit
from .world import SIDE


def wall_colour(description, camera, offsets):
    """Colour [rows,128,3] of the wall for the rows above camera.last, unlit."""
    last, style, horizon = camera.last, description["wall_style"], camera.horizon
    x, y = camera.across[:last] + offsets[0], camera.down[:last] - horizon  # y < 0: above the seam
    base = np.asarray(description["wall"], np.float32)
    tone = look_up(COARSE, x, y + offsets[1]) * 0.04 + y * -0.0015
    if style == "plaster":
        tone = tone + look_up(MEDIUM, x, y + offsets[1]) * 0.03 + look_up(FINE, x, y) * 0.025
    elif style == "stripes":
        tone = tone + np.clip(np.sin(x * 0.55) * 2.5, -1, 1) * 0.05
    elif style == "bricks":
        course = np.floor(y / 6)
        place = x / 14 + course % 2 * 0.5
        joint = np.maximum(np.abs(place - np.rint(place)) < 0.045, np.abs(y / 6 - np.rint(y / 6)) < 0.09)
        tone = tone + joint * 0.14 + look_up(COARSE, np.floor(place) * 53, course * 91) * 0.09
    elif style == "boards":
        board = np.floor(x / 13)
        tone = tone - (np.abs(x / 13 - board - 0.5) > 0.45) * 0.16 + look_up(MEDIUM, x * 2, y * 0.4 + board * 71) * 0.05
    colour = base * (1 + tone[..., None])
    if style == "blurred":  # a room far behind, out of focus
        shapes = look_up(COARSE, x * 1.7, y * 1.3 + offsets[0])
        for channel in range(3):
            colour[..., channel] *= 1 + 0.3 * shapes + 0.1 * look_up(COARSE, x + 31 * channel, y + offsets[1])
    if description["skirting"]:
        board = (y > -description["skirting"])[..., None]
        colour = np.where(board, base * 0.55 + 0.38 - (y > -0.9)[..., None] * 0.25, colour)
    return colour.astype(np.float32)


def _frame(canvas, piece, camera):
    wide, high = 7 + 16 * piece["size"], 5 + 11 * piece["size"] * (1 + piece["seed"] % 3 * 0.3)
    found = camera.window(piece["x"], piece["y"], wide + 2, high + 2)
    if found:
        at, dx, dy = found
        inside, border = (np.abs(dx) < wide) & (np.abs(dy) < high), (np.abs(dx) < wide - 1.6) & (np.abs(dy) < high - 1.6)
        first, second = np.asarray(piece["colour"], np.float32), np.asarray(piece["second"], np.float32)
        share = unit(0.5 + dy / (2 * high) + look_up(MEDIUM, dx + piece["seed"] % 997, dy) * 0.5)[..., None]
        view = canvas[at]
        view[inside] = second * (0.4 if piece["seed"] % 2 else 0.85)
        np.copyto(view, first + (second - first) * share, where=border[..., None])


def _shelf(canvas, piece, camera):
    y = camera.down - piece["y"] - 3
    wide = np.abs(camera.across - (piece["x"] - SIDE / 2)) < 20 + 80 * piece["size"]
    board, shade = wide & (np.abs(y) < 1.2), wide & (y >= 1.2) & (y < 4.5)
    canvas[shade] *= 0.8
    canvas[board] = np.asarray(piece["colour"], np.float32)


def _window(canvas, piece, camera):
    """A slanting patch of sunlight with the shadow of the bars."""
    x, y = camera.across - (piece["x"] - SIDE / 2), camera.down - piece["y"]
    wide = 10 + 14 * piece["size"]
    x = x + y * (0.5 if piece["seed"] % 2 else -0.5)
    edge = unit((wide - np.abs(x)) / 2) * unit((12 - np.abs(y)) / 2) * unit(np.abs(x) - 0.8) * unit(np.abs(y) - 0.8)
    canvas *= 1 + 0.28 * edge[..., None] * np.array((1.0, 0.95, 0.8), np.float32)


HANG = {"frame": _frame, "shelf": _shelf, "window": _window}
