"""Draws a scene description: picture and visible-instance map.

Every object is analytic, drawn at twice the resolution on its own box and averaged down. Shading of a pixel is
`colour * D + W` (D diffuse incl. stripes, W white highlight), so two planes an object are enough. All noise comes from
fixed tables at offsets given by the description's seed: an edited description keeps every untouched pixel.
"""
import math
import random

import numpy as np

from .world import COLOURS, SIDE, WALL_OF, Scene, Thing, perspective, sample_description

BANK = 512
SUPER = 2


def _noise_bank(seed, low, high):
    """Tileable noise [512,512], about -1..1, with wavelengths between `low` and `high` pixels."""
    rng = np.random.default_rng(seed)
    spectrum = np.fft.rfft2(rng.standard_normal((BANK, BANK)))
    f = np.hypot(np.fft.fftfreq(BANK)[:, None], np.fft.rfftfreq(BANK)[None, :])
    band = np.exp(-(f * low / 2) ** 2) * (1 - np.exp(-(f * high) ** 2))
    out = np.fft.irfft2(spectrum * band, s=(BANK, BANK))
    return np.clip(out / (2.0 * out.std()), -1.5, 1.5).astype(np.float32)


FINE = _noise_bank(11, 1.5, 10)
MEDIUM = _noise_bank(12, 8, 40)
COARSE = _noise_bank(13, 40, 220)
SENSOR = np.random.default_rng(14).standard_normal((BANK, BANK, 3)).astype(np.float32)
_ROWS, _COLUMNS = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)


def _ground(description, offsets):
    """Ground and wall [128,128,3] float32 0..1, without shadows."""
    horizon, ground = description["horizon"], description["ground"]
    kind = ground["kind"]
    canvas = np.empty((SIDE, SIDE, 3), np.float32)
    ox, oy = offsets[0], offsets[1]
    wall = np.asarray(description["wall"], np.float32)
    grain = COARSE[oy:oy + horizon, ox:ox + SIDE] * 0.03 - (np.arange(horizon, dtype=np.float32)[:, None] / SIDE - 0.1) * 0.25
    canvas[:horizon] = wall * (1 + grain[..., None])
    rows = np.arange(horizon, SIDE, dtype=np.float32)
    t = (rows - horizon + 40) / (SIDE - horizon + 40)
    depth = (1 / t)[:, None]
    u0 = (_COLUMNS[0][None, :] - 64) * depth
    v0 = 170 * depth + np.zeros_like(u0)
    cos, sin = math.cos(ground["angle"]) * ground["scale"], math.sin(ground["angle"]) * ground["scale"]
    u, v = u0 * cos + v0 * sin, v0 * cos - u0 * sin
    ui = (u + 4096 + ox).astype(np.int32) & (BANK - 1)
    vi = (v + 4096 + oy).astype(np.int32) & (BANK - 1)
    coarse = COARSE[vi, ui]
    if kind == "plain":
        base, tone = np.asarray(ground["colour"], np.float32), coarse * 0.03 + FINE[vi, ui] * 0.015
    elif kind == "grass":
        blades = FINE[(v * 0.5 + 4096 + oy).astype(np.int32) & (BANK - 1), (u * 1.6 + 4096 + ox).astype(np.int32) & (BANK - 1)]
        base, tone = np.array((0.40, 0.47, 0.25), np.float32), blades * 0.16 + coarse * 0.1
    elif kind == "wood":
        plank = np.floor((u + 4096) / 22)
        shift = (plank * 97).astype(np.int32)
        grain = MEDIUM[((v * 0.35).astype(np.int32) + shift) & (BANK - 1), (u * 3 + 4096).astype(np.int32) & (BANK - 1)]
        seam = np.abs((u + 4096) / 22 - plank - 0.5) > 0.465
        base = np.array((0.58, 0.42, 0.28), np.float32)
        tone = grain * 0.11 + ((plank * 7) % 5 - 2) * 0.045 - seam * 0.3
    elif kind == "sand":
        base, tone = np.array((0.78, 0.70, 0.54), np.float32), FINE[vi, ui] * 0.055 + MEDIUM[vi, ui] * 0.045 + coarse * 0.03
    elif kind == "tiles":
        parity = (np.floor((u + 4096) / 30) + np.floor((v + 4096) / 30)) % 2
        base, tone = np.array((0.60, 0.60, 0.58), np.float32), parity * 0.34 - 0.17 + FINE[vi, ui] * 0.02
    elif kind == "stone":
        base, tone = np.array((0.46, 0.46, 0.48), np.float32), MEDIUM[vi, ui] * 0.16 + FINE[vi, ui] * 0.07
    else:
        raise ValueError(f"unknown ground kind {kind!r}")
    canvas[horizon:] = base * (1 + tone[..., None])
    return canvas


def _shadow(plane, thing, description):
    """Darkens `plane` [128,128] by the soft shadow of one object: an ellipse on the ground, away from the light."""
    light, horizon = description["light"], description["horizon"]
    r = thing["radius"] * perspective(thing["y"], horizon)
    lean = -light[0] / (0.35 + light[1]) * r
    cx, cy = thing["x"] + lean * 0.75, thing["y"] - light[2] * r * 0.12
    narrow = 0.85 if thing["shape"] in ("ring", "star") else 1.0
    a, b = r * 0.95 * narrow + abs(lean) * 0.75, r * 0.52 * narrow
    x0, x1 = max(0, int(cx - a * 1.35)), min(SIDE, int(cx + a * 1.35) + 2)
    y0, y1 = max(horizon, int(cy - b * 1.35)), min(SIDE, int(cy + b * 1.35) + 2)
    if x1 <= x0 or y1 <= y0:
        return
    dx = (_COLUMNS[0, x0:x1] - cx) / a
    dy = (_ROWS[y0:y1, 0] - cy) / b
    dark = np.clip((1.3 - np.sqrt(dx[None] ** 2 + dy[:, None] ** 2)) / 0.62, 0, 1) * description["shadow"]
    window = plane[y0:y1, x0:x1]
    np.maximum(window, dark, out=window)


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


class _Painter:
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


_DRAW = {"ball": _ball, "cube": _cube, "cylinder": _cylinder, "cone": _cone, "pyramid": _pyramid, "ring": _ring, "star": _star}
_DARK = {"black", "blue", "purple"}


def _draw(canvas, ids, number, thing, description):
    """Draws one object in place; returns the number of pixels it would show if nothing stood before it."""
    r = thing["radius"] * perspective(thing["y"], description["horizon"])
    x0, x1 = max(0, int(thing["x"] - r * 1.32)), min(SIDE, int(thing["x"] + r * 1.32) + 2)
    y0, y1 = max(0, int(thing["y"] - r * 2.35)), min(SIDE, int(thing["y"] + r * 0.8) + 2)
    step = 1 / SUPER
    px = (np.arange(x0, x1, step, dtype=np.float32) + step / 2 - 0.5 - thing["x"])[None]
    py = (np.arange(y0, y1, step, dtype=np.float32) + step / 2 - 0.5 - thing["y"])[:, None]
    p = _Painter(px, py, description["light"], description["ambient"], description["pitch"])
    _DRAW[thing["shape"]](p, r, thing["yaw"])
    diffuse, white = p.diffuse, None
    if thing["material"] == "shiny":
        white = p.gloss * 0.75
    elif thing["material"] == "striped":
        phase = (py * 0.82 + px * 0.36) / max(4.6, r * 0.42)
        stripe = (phase - np.floor(phase)) < 0.45
        if thing["colour"] in _DARK:
            white = np.where(stripe & p.where, diffuse * 0.42, 0)
        else:
            diffuse = np.where(stripe, diffuse * (0.62 if thing["colour"] == "white" else 0.52), diffuse)

    def pool(plane):
        return plane[0::2, 0::2] + plane[1::2, 0::2] + plane[0::2, 1::2] + plane[1::2, 1::2]

    alpha = pool(p.where.astype(np.float32)) * 0.25
    colour = np.asarray(COLOURS[thing["colour"]], np.float32) + np.asarray(thing["tint"], np.float32)
    layer = (pool(diffuse * p.where) * 0.25)[..., None] * colour
    if white is not None:
        layer += (pool(white * p.where) * 0.25)[..., None]
    window = canvas[y0:y1, x0:x1]
    window *= 1 - alpha[..., None]
    window += layer
    solid = alpha > 0.5
    ids[y0:y1, x0:x1][solid] = number
    return int(solid.sum())


def paint(description):
    """description -> image uint8 [128,128,3], ids uint8 [128,128], whole areas (pixels without occlusion) of the objects."""
    rng = random.Random(description["seed"])
    offsets = [rng.randrange(BANK - SIDE) for _ in range(4)]
    canvas = _ground(description, offsets)
    dark = np.zeros((SIDE, SIDE), np.float32)
    for thing in description["objects"]:
        _shadow(dark, thing, description)
    canvas *= 1 - dark[..., None]
    ids = np.zeros((SIDE, SIDE), np.uint8)
    whole = [0] * len(description["objects"])
    for index in sorted(range(len(whole)), key=lambda i: description["objects"][i]["y"]):
        whole[index] = _draw(canvas, ids, index + 1, description["objects"][index], description)
    gx, gy = description["gradient"]
    if gx or gy:
        canvas *= (1 + gx * (_COLUMNS[:1] - 64) / 64 + gy * (_ROWS[:, :1] - 64) / 64)[..., None]
    canvas += SENSOR[offsets[2]:offsets[2] + SIDE, offsets[3]:offsets[3] + SIDE] * description["noise"]
    np.clip(canvas, 0, 1, out=canvas)
    return (canvas * 255 + 0.5).astype(np.uint8), ids, whole


def seen(description, ids):
    """The objects of a description as seen in the instance map, list[Thing] in id order."""
    out = []
    for index, thing in enumerate(description["objects"]):
        rows, columns = np.nonzero(ids == index + 1)
        area = len(rows)
        box = (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1) if area else (0, 0, 0, 0)
        centre = (float(columns.mean()), float(rows.mean())) if area else (0.0, 0.0)
        out.append(Thing(index + 1, thing["shape"], thing["colour"], thing["size"], thing["material"], box,
                         (round(centre[0], 2), round(centre[1], 2)), (thing["x"], thing["y"]), area))
    return out


def render(description):
    """description -> Scene as it stands (nothing dropped)."""
    image, ids, _ = paint(description)
    return Scene(image, ids, seen(description, ids), description)


def well_seen(things, whole):
    """Indices of objects that show at least 30 % of themselves and 40 pixels."""
    return [i for i, thing in enumerate(things) if thing.area >= 40 and thing.area >= 0.3 * whole[i]]


def make_scene(seed, level=1, split="train"):
    """A rendered scene by seed in which every object is well seen and there are at least two."""
    for attempt in range(50):
        description = sample_description(seed if attempt == 0 else f"{seed}+{attempt}", level, split)
        for _ in range(3):
            if len(description["objects"]) < 2:
                break
            image, ids, whole = paint(description)
            things = seen(description, ids)
            good = well_seen(things, whole)
            if len(good) == len(things):
                return Scene(image, ids, things, description)
            description["objects"] = [description["objects"][i] for i in good]
    raise RuntimeError(f"no scene for seed {seed!r}, level {level}, split {split!r}")
