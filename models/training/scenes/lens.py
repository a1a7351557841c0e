"""What the camera adds to a level-3 picture: falling light, exposure, softness, sharpening, grain. Blur, chroma and sharpening reach one
pixel each and nothing hangs on the whole picture, so an edited description keeps every pixel that is farther from the change."""
import numpy as np

from .ground import COLUMNS, ROWS, SENSOR, unit
from .world import SIDE

_FAR = ((COLUMNS - 63.5) ** 2 + (ROWS - 63.5) ** 2) / (2 * 63.5 ** 2)
_LUMA = np.array((0.299, 0.587, 0.114), np.float32)


def _soft(plane, share):
    """Three-tap blur in both directions; `share` of each neighbour."""
    for axis in (0, 1):
        before, after = np.empty_like(plane), np.empty_like(plane)
        if axis == 0:
            before[1:], before[0], after[:-1], after[-1] = plane[:-1], plane[0], plane[1:], plane[-1]
        else:
            before[:, 1:], before[:, 0], after[:, :-1], after[:, -1] = plane[:, :-1], plane[:, 0], plane[:, 1:], plane[:, -1]
        plane = plane * np.float32(1 - 2 * share) + (before + after) * np.float32(share)
    return plane


def develop(canvas, description, offsets):
    """canvas float32 [128,128,3] (changed in place) -> uint8."""
    lens, (gx, gy), (px, py, more) = description["lens"], description["gradient"], description["pool"]
    x, y = COLUMNS[:1], ROWS[:, :1]
    light = ((1 + gx * (x - 64) / 64) + gy * (y - 64) / 64) * (lens["exposure"] - lens["exposure"] * lens["vignette"] * _FAR)
    if more:
        light *= 1 + more * np.maximum(1 - (x - px) ** 2 / 4900 - (y - py) ** 2 / 2178, -0.4)
    canvas *= light[..., None]
    if lens["contrast"] != 1:
        canvas = (canvas - np.float32(0.45)) * np.float32(lens["contrast"]) + np.float32(0.45)
    if lens["blur"]:
        canvas = _soft(canvas, lens["blur"])
    if lens["chroma"]:
        luma = (canvas @ _LUMA)[..., None]
        colour = canvas - luma
        canvas = luma + colour + (_soft(colour, 0.3) - colour) * np.float32(lens["chroma"])
    if lens["sharpen"]:
        canvas = canvas + (canvas - _soft(canvas, 0.25)) * np.float32(lens["sharpen"])
    grain = SENSOR[offsets[2]:offsets[2] + SIDE, offsets[3]:offsets[3] + SIDE]
    # Grain of one brightness for all channels, or coloured, or between.
    share = np.float32(lens["grain"])
    canvas = canvas + (grain * share + grain[..., :1] * (1 - share)) * np.float32(description["noise"])
    return (unit(canvas) * 255 + 0.5).astype(np.uint8)
