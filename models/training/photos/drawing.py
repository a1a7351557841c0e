"""A photo and its masks drawn on the square canvas that the network sees, cropped, zoomed and mirrored at will."""
import numpy as np
from PIL import Image

CANVAS = 384
GREY = (127, 127, 127)  # what the network reads as nothing


class Placement:
    """Where a photo lies on the canvas: photo x = right · canvas x + left, photo y = down · canvas y + top. `right` is negative where mirrored."""

    def __init__(self, right, left, down, top):
        self.right, self.left, self.down, self.top = right, left, down, top

    @classmethod
    def whole(cls, width, height):
        """The photo as large as it fits, in the middle."""
        scale = CANVAS / max(width, height)
        return cls.at(scale, scale, (CANVAS - width * scale) / 2, (CANVAS - height * scale) / 2)

    @classmethod
    def at(cls, across, down, left, top):
        """Scaled by (across, down), its corner at (left, top) of the canvas."""
        return cls(1 / across, -left / across, 1 / down, -top / down)

    @classmethod
    def random(cls, width, height, anchor, rng):
        """Zoomed, stretched and moved by chance; `anchor`, a place of the photo as shares of its sides, stays in sight. Half are mirrored."""
        if rng.random() < 0.3:
            placed = cls.whole(width, height)
        else:
            fit = CANVAS / max(width, height)
            zoom, aspect = np.exp(rng.uniform(np.log(0.65), np.log(2.2))), np.exp(rng.uniform(-0.15, 0.15))
            across, down = fit * zoom * aspect, fit * zoom / aspect

            def corner(size, centre):
                if size <= CANVAS:
                    return rng.uniform(0, CANVAS - size)
                return np.clip(rng.uniform(0.2, 0.8) * CANVAS - centre * size, CANVAS - size, 0)
            placed = cls.at(across, down, corner(width * across, anchor[0]), corner(height * down, anchor[1]))
        return placed.mirrored(width) if rng.random() < 0.5 else placed

    def mirrored(self, width):
        return Placement(-self.right, width - self.left, self.down, self.top)

    def picture(self, image, shrunk=1.0):
        """[h,w,3] uint8 -> [CANVAS,CANVAS,3] uint8; `shrunk` < 1 loses detail on the way, as small copies of photos have."""
        source, right, left, down, top = Image.fromarray(image), self.right, self.left, self.down, self.top
        if shrunk < 1:
            width, height = source.size
            source = source.resize((max(8, round(width * shrunk)), max(8, round(height * shrunk))), Image.LANCZOS)
            across, below = source.width / width, source.height / height
            right, left, down, top = right * across, left * across, down * below, top * below
        return np.asarray(source.transform((CANVAS, CANVAS), Image.AFFINE, (right, 0, left, 0, down, top), Image.BILINEAR, fillcolor=GREY))

    def mask(self, mask, side, sharp=False):
        """[h,w] 0 or 1 -> [side,side] float32, how much of each cell is inside."""
        step = CANVAS / side
        values = (self.right * step, 0, self.left, 0, self.down * step, self.top)
        drawn = Image.fromarray(mask * np.uint8(255)).transform((side, side), Image.AFFINE, values, Image.NEAREST if sharp else Image.BILINEAR)
        return np.asarray(drawn).astype(np.float32) / 255


def pool(values, factor):
    """Mean of each factor × factor square, [h,w] -> [h/factor, w/factor]."""
    height, width = values.shape
    return values.reshape(height // factor, factor, width // factor, factor).mean((1, 3))
