"""The camera of a level-3 scene: where a pixel looks at the wall and the ground. Objects stand at places of the picture itself."""
import math

import numpy as np

from .ground import COLUMNS, ROWS, unit
from .world import SIDE

MIDDLE = (SIDE - 1) / 2
STRETCH = 0.8


class Camera:
    """across, down [128,128]: the picture before it was rolled, in pixels (across 0 is its middle, `pan` moves it sideways);
    ground [128,128]: 1 on the ground, 0 on the wall, in between at their seam."""

    def __init__(self, description):
        camera, self.horizon, self.pitch = description["camera"], description["horizon"], description["pitch"]
        self.cos, self.sin, self.pan = math.cos(camera["roll"]), math.sin(camera["roll"]), camera["pan"]
        x, y = COLUMNS - MIDDLE, ROWS - MIDDLE
        self.across = x * self.cos + y * self.sin + self.pan
        self.down = y * self.cos - x * self.sin + MIDDLE
        self.ground = unit(self.down - self.horizon + 0.5)
        self.vanishing = self.horizon - camera["back"]
        # Rows above the first hold no ground, rows from the last on no wall.
        slant = abs(self.sin) * SIDE / 2 + 1
        self.first, self.last = max(0, int(self.horizon - slant)), min(SIDE, max(0, int(self.horizon + slant) + 2))

    def plane(self):
        """Ground coordinates u (right), v (away) and texels a pixel, for the rows from `first` on."""
        deep = SIDE - self.vanishing
        depth = deep / np.maximum(self.down[self.first:] - self.vanishing, 4)
        stretch = STRETCH / self.pitch
        return self.across[self.first:] * depth, deep * stretch * depth, depth * (0.5 + 0.5 * stretch * depth)

    def place(self, x, y):
        """Screen point of a place before rolling (x counted from the left edge without pan)."""
        a, d = x - MIDDLE - self.pan, y - MIDDLE
        return a * self.cos - d * self.sin + MIDDLE, d * self.cos + a * self.sin + MIDDLE

    def window(self, x, y, reach, tall=None):
        """Slices round a place before rolling and the offsets (right, down) from it there; None when it is out of the picture."""
        cx, cy = self.place(x, y)
        tall = reach if tall is None else tall
        x0, x1 = max(0, int(cx - reach) - 1), min(SIDE, int(cx + reach) + 3)
        y0, y1 = max(0, int(cy - tall) - 1), min(SIDE, int(cy + tall) + 3)
        if x1 <= x0 or y1 <= y0:
            return None
        at = (slice(y0, y1), slice(x0, x1))
        return at, self.across[at] - (x - MIDDLE), self.down[at] - y
