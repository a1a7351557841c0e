"""The seven shapes, analytic: each fills a Painter's planes on the pixel grid of its own box. r is the radius in pixels."""
import math

import numpy as np


def _face(px, py, corners):
    """Inside test of a convex polygon (screen corners in order) on pixel grids."""
    inside = None
    n = len(corners)
    area = sum(corners[i][0] * corners[(i + 1) % n][1] - corners[(i + 1) % n][0] * corners[i][1] for i in range(n))
    sign = 1.0 if area > 0 else -1.0
    for i in range(n):
        ax, ay = corners[i]
        bx, by = corners[(i + 1) % n]
        side = ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) * sign >= 0
        inside = side if inside is None else inside & side
    return inside


class Painter:
    """Planes of one object: where (bool), diffuse and height along the object (for stripes), at the doubled resolution."""

    def __init__(self, px, py, light, ambient, pitch):
        self.px, self.py = px, py
        self.light, self.ambient = light, ambient
        self.k, self.c = pitch, math.sqrt(1 - pitch * pitch)
        shape = np.broadcast_shapes(px.shape, py.shape)
        self.where = np.zeros(shape, bool)
        self.diffuse = np.zeros(shape, np.float32)
        self.gloss = np.zeros(shape, np.float32)

    def project(self, x, y, z):
        """World (right, away, up) -> screen offset (right, down)."""
        return x, -(z * self.c + y * self.k)

    def screen_normal(self, nx, ny, nz):
        """World normal (right, away, up) -> screen normal (right, up, towards the camera)."""
        return nx, nz * self.c + ny * self.k, nz * self.k - ny * self.c

    def shade(self, nx, ny, nz):
        """Diffuse and highlight of a screen-space normal (arrays or numbers)."""
        lx, ly, lz = self.light
        dot = np.maximum(nx * lx + ny * ly + nz * lz, 0)
        half = (lx, ly, lz + 1)
        norm = math.sqrt(sum(v * v for v in half))
        spec = np.maximum((nx * half[0] + ny * half[1] + nz * half[2]) / norm, 0) ** 28
        return self.ambient + (1.12 - self.ambient) * dot, spec

    def put(self, inside, normal, glare=None):
        """Covers the pixels `inside` (bool) by a face: a flat one, whose normal is three numbers, or a round one of three arrays. glare: the highlight of a flat one."""
        d, g = self.shade(*normal)
        self.where |= inside
        if np.ndim(d) == 0:
            self.diffuse[inside] = d
            self.gloss[inside] = 0
            if glare is not None:
                np.copyto(self.gloss, glare, where=inside)
        else:
            np.copyto(self.diffuse, d, where=inside)
            np.copyto(self.gloss, g, where=inside)

    def flat(self, corners, normal, r):
        """A flat face; when polished it carries a slanting band of light."""
        sx = [self.project(*p) for p in corners]
        cx = sum(p[0] for p in sx) / len(sx)
        cy = sum(p[1] for p in sx) / len(sx)
        band = np.maximum(0, 1 - np.abs((self.px - cx) + (self.py - cy) * 0.8) / (r * 0.33)) * 0.5
        self.put(_face(self.px, self.py, sx), self.screen_normal(*normal), band)


def _ball(p, r, yaw):
    x, y = p.px / r, (p.py + r * 0.93) / r
    rest = 1 - x * x - y * y
    p.put(rest >= 0, (x + np.zeros_like(y), -y + np.zeros_like(x), np.sqrt(np.maximum(rest, 0))))


def _turned(points, yaw):
    c, s = math.cos(yaw), math.sin(yaw)
    return [(x * c - y * s, x * s + y * c) for x, y in points]


def _cube(p, r, yaw):
    a = 0.80 * r
    h = 1.6 * r
    square = _turned([(-a, -a), (a, -a), (a, a), (-a, a)], yaw + 0.5)
    for i in range(4):
        (x0, y0), (x1, y1) = square[i], square[(i + 1) % 4]
        nx, ny = (y1 - y0) / (2 * a), -(x1 - x0) / (2 * a)
        if ny < 0:
            p.flat([(x0, y0, 0), (x1, y1, 0), (x1, y1, h), (x0, y0, h)], (nx, ny, 0), r)
    p.flat([(x, y, h) for x, y in square], (0, 0, 1), r)


def _cylinder(p, r, yaw):
    a, h = 0.78 * r, 1.75 * r * p.c
    b = a * p.k
    x = p.px / a
    rest = np.maximum(1 - x * x, 0)
    arc = np.sqrt(rest) * b
    body = (np.abs(x) <= 1) & (p.py <= arc) & (p.py >= -h - arc)
    nz = np.sqrt(rest)
    p.put(body, p.screen_normal(x + np.zeros_like(p.py), -nz + np.zeros_like(p.py), 0.0))
    top = x * x + ((p.py + h) / b) ** 2 <= 1
    band = np.maximum(0, 1 - np.abs(p.px + p.py + h) / (r * 0.3)) * 0.5
    p.put(top, p.screen_normal(0.0, 0.0, 1.0), band)


def _cone(p, r, yaw):
    a, h = 0.98 * r, 2.05 * r * p.c
    b = a * p.k
    up = np.clip(1 + p.py / h, 1e-3, 1)  # 1 at the base, 0 at the tip
    x = p.px / (a * up)
    inside = ((np.abs(x) <= 1) & (p.py <= 0) & (p.py >= -h)) | ((p.px / a) ** 2 + (p.py / b) ** 2 <= 1)
    x = np.clip(x, -1, 1)
    p.put(inside, p.screen_normal(x * 0.9, -np.sqrt(1 - x * x) * 0.9, 0.436))


def _pyramid(p, r, yaw):
    a, h = 0.92 * r, 1.9 * r
    square = _turned([(-a, -a), (a, -a), (a, a), (-a, a)], yaw * 0.6 + 0.45)
    for i in range(4):
        (x0, y0), (x1, y1) = square[i], square[(i + 1) % 4]
        nx, ny = (y1 - y0) / (2 * a), -(x1 - x0) / (2 * a)
        slope = math.hypot(h, a)
        n = (nx * h / slope, ny * h / slope, a / slope)
        if p.screen_normal(*n)[2] > 0:
            p.flat([(x0, y0, 0), (x1, y1, 0), (0, 0, h)], n, r)


def _ring(p, r, yaw):
    squash = math.cos(yaw * 0.75)
    x, y = p.px / squash, p.py + r * 0.98
    tube = 0.30 * r
    rho = np.sqrt(x * x + y * y)
    u = (rho - (r - tube)) / tube
    rest = 1 - u * u
    nx, ny = x / np.maximum(rho, 1e-3) * u, -y / np.maximum(rho, 1e-3) * u
    p.put(rest >= 0, (nx, ny, np.sqrt(np.maximum(rest, 0))))


def _star(p, r, yaw):
    """A five-pointed prism that stands on two tips; a point is inside when it lies below the edge of its own tenth."""
    depth = 0.34 * r
    shift = (depth * (0.5 if yaw >= 0 else -0.5), -depth * 0.55)
    outer, inner = 1.12 * r, 0.50 * r
    tip = math.pi / 5
    # Edge from tip (outer, 0) to notch (inner at 36 degrees): the line q . m = e in the folded tenth.
    ex, ey = outer - inner * math.cos(tip), -inner * math.sin(tip)
    mx, my = -ey, ex
    e = outer * mx

    def inside(px, py):
        angle = np.arctan2(px, -(py + r * 0.92))
        folded = np.abs((angle + tip) % (2 * tip) - tip)
        rho = np.hypot(px, py + r * 0.92)
        return rho * (np.cos(folded) * mx + np.sin(folded) * my) <= e, angle

    for step in (1.0, 0.66, 0.33):
        back, _ = inside(p.px - shift[0] * step, p.py - shift[1] * step)
        p.put(back, p.screen_normal(0.35 * (1 if yaw >= 0 else -1), 0.25, 0.9))
        p.diffuse[back] *= 0.62
    front, angle = inside(p.px, p.py)
    wave = np.sign((angle + math.pi) % (2 * tip) - tip) * 0.22  # ridges from the centre to the tips
    d = wave * 0.9
    norm = np.sqrt(1 + d * d)
    p.put(front, (d * np.cos(angle) / norm, 0.12 + d * np.sin(angle) / norm, 0.97 / norm))


DRAW = {"ball": _ball, "cube": _cube, "cylinder": _cylinder, "cone": _cone, "pyramid": _pyramid, "ring": _ring, "star": _star}
