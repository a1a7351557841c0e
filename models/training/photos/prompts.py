"""Prompts drawn on the maps that the prompt predictor reads. The run time draws the same in server/focus/pointing/drawn-prompt.ts; a test holds both to each other."""
import numpy as np

CELL = 8  # pixels of the canvas a cell is wide
SIDE = 48
PLANES = 9  # clicks + narrow and wide, clicks - narrow and wide, box inside and edge, rough mask, earlier mask, where the photo is
FLAGS = 6  # click +, click -, box, rough mask, earlier mask, name

_down, _across = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) + 0.5


def _bump(x, y, sigma):
    return np.exp(-((_across - x) ** 2 + (_down - y) ** 2) / (2 * sigma * sigma))


def _cover(low, high, centre):
    """Share of each cell of width 1 round `centre` that lies between low and high."""
    return np.clip(np.minimum(centre + 0.5, high) - np.maximum(centre - 0.5, low), 0, 1)


class Prompt:
    """One prompt. Coordinates are pixels of the canvas."""

    def __init__(self):
        self.planes = np.zeros((PLANES, SIDE, SIDE), np.float32)
        self.support, self.opposed = np.zeros((SIDE, SIDE), np.float32), np.zeros((SIDE, SIDE), np.float32)
        self.flags = np.zeros(FLAGS, np.float32)
        self.name = -1

    def click(self, x, y, positive=True):
        x, y, first = x / CELL, y / CELL, 0 if positive else 2
        self.planes[first] = np.maximum(self.planes[first], _bump(x, y, 0.8))
        self.planes[first + 1] = np.maximum(self.planes[first + 1], _bump(x, y, 2.5))
        self.flags[0 if positive else 1] = 1
        near = _bump(x, y, 0.6)
        if positive:
            self.support += near
        else:
            self.opposed += near
        return self

    def box(self, left, top, right, bottom):
        left, top, right, bottom = left / CELL, top / CELL, right / CELL, bottom / CELL
        inside = _cover(left, right, _across) * _cover(top, bottom, _down)
        self.planes[4] = inside
        beside, below = _cover(left - 0.5, right + 0.5, _across), _cover(top - 0.5, bottom + 0.5, _down)
        upright = np.maximum(np.exp(-(_across - left) ** 2), np.exp(-(_across - right) ** 2)) * below
        level = np.maximum(np.exp(-(_down - top) ** 2), np.exp(-(_down - bottom) ** 2)) * beside
        self.planes[5] = np.maximum(upright, level)
        self.flags[2] = 1
        x, y, width, height = (left + right) / 2, (top + bottom) / 2, max(right - left, 0.5), max(bottom - top, 0.5)
        middle = np.exp(-(((_across - x) / (0.3 * width)) ** 2 + ((_down - y) / (0.3 * height)) ** 2) / 2)
        self.support += inside * (middle + 0.02) + 1e-6 * _bump(x, y, 0.6)
        return self

    def rough(self, cover):
        """cover [SIDE,SIDE]: how much of each cell is inside."""
        self.planes[6] = cover
        self.flags[3] = 1
        self.support += cover ** 2
        return self

    def earlier(self, likely):
        """likely [SIDE,SIDE]: the mask that the prompt corrects, 0 to 1."""
        self.planes[7] = likely
        self.flags[4] = 1
        return self

    def named(self, word):
        """word: its number (concepts.Words)."""
        self.name = word
        self.flags[5] = 1
        return self

    def arrays(self, photo):
        """photo [SIDE,SIDE]: where the canvas shows the photo. -> planes, support, opposed, flags."""
        self.planes[8] = photo

        def one(cover):
            total = cover.sum()
            return cover / total if total > 1e-6 else cover
        return self.planes, one(self.support), one(self.opposed), self.flags
