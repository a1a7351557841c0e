"""Ground and wall of a scene, and the fixed tables all noise is cut from."""
import math

import numpy as np

from .world import SIDE

BANK = 512


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
ROWS, COLUMNS = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)


def unit(x):
    """x cut to 0..1 (three times as fast as np.clip on small arrays)."""
    return np.minimum(np.maximum(x, 0), 1)


def look_up(table, u, v):
    """Table [512,512] at whole u (column) and v (row), wrapped; u, v arrays or numbers above -8192."""
    at = (np.asarray(v + 8192).astype(np.int32) & (BANK - 1)) * BANK + (np.asarray(u + 8192).astype(np.int32) & (BANK - 1))
    return table.reshape(-1).take(at)


def ground_and_wall(description, offsets):
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
    u0 = (COLUMNS[0][None, :] - 64) * depth
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
