"""Masks as people draw them roughly, made from true ones."""
import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter


def rough_mask(mask, rng, low=0.42, high=0.88):
    """A mask [n,n] of 0 and 1 eroded, dilated, moved, cut or made wavy until its IoU with the true one lies between low and high; None where
    twelve tries do not find one."""
    side = len(mask)
    down, across = np.nonzero(mask)
    extent = max(np.ptp(across), np.ptp(down)) + 1
    for _ in range(12):
        kind, strength, angle = rng.integers(6), 0.05 + 0.35 * rng.random(), rng.random() * 2 * np.pi
        if kind == 0:
            rough = distance_transform_edt(mask) > max(0.5, strength * extent * 0.35)
        elif kind == 1:
            rough = distance_transform_edt(1 - mask) <= max(0.5, strength * extent * 0.5)
        elif kind == 2:
            rough = np.zeros_like(mask)
            x, y = across + round(np.cos(angle) * strength * extent), down + round(np.sin(angle) * strength * extent)
            inside = (x >= 0) & (y >= 0) & (x < side) & (y < side)
            rough[y[inside], x[inside]] = 1
        elif kind == 3:
            along = across * np.cos(angle) + down * np.sin(angle)
            keep = along <= np.quantile(along, 1 - min(0.6, strength * 1.3))
            rough = np.zeros_like(mask)
            rough[down[keep], across[keep]] = 1
        else:
            waves = gaussian_filter(rng.standard_normal((side, side)), max(1.5, extent * 0.12))
            waves /= waves.std() + 1e-6
            depth = distance_transform_edt(mask) - distance_transform_edt(1 - mask)
            rough = depth + waves * extent * 0.25 * strength > rng.normal() * 0.03 * extent
        rough = rough.astype(np.float32)
        union = np.maximum(rough, mask).sum()
        if low <= (rough * mask).sum() / union <= high:
            return rough
    return None
