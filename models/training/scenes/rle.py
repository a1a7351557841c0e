"""COCO compressed run lengths (column-major). Source: cocodataset/cocoapi, common/maskApi.c (rleToString, rleFrString)."""
import numpy as np


def encode(mask):
    """bool [h,w] -> {'size': [h, w], 'counts': str}."""
    flat = np.asarray(mask, bool).T.reshape(-1)
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    bounds = np.concatenate(([0], edges, [flat.size]))
    runs = np.diff(bounds).tolist()
    if flat.size and flat[0]:
        runs.insert(0, 0)
    out = []
    for index, run in enumerate(runs):
        value = run - runs[index - 2] if index > 2 else run
        more = True
        while more:
            group = value & 31
            value >>= 5
            more = value != (-1 if group & 16 else 0)
            out.append(chr((group | 32 if more else group) + 48))
    return {"size": list(np.shape(mask)), "counts": "".join(out)}


def decode(rle):
    """{'size', 'counts'} -> bool [h,w]. Raises ValueError when the runs do not fill the size."""
    height, width = rle["size"]
    runs, value, shift = [], 0, 0
    for character in rle["counts"]:
        group = ord(character) - 48
        value |= (group & 31) << shift
        shift += 5
        if not group & 32:
            if group & 16:
                value |= -1 << shift
            runs.append(value + runs[-2] if len(runs) > 2 else value)
            value, shift = 0, 0
    if sum(runs) != height * width or min(runs, default=0) < 0:
        raise ValueError(f"run lengths cover {sum(runs)} of {height * width} pixels")
    flat = np.repeat(np.arange(len(runs)) % 2 == 1, runs)
    return flat.reshape(width, height).T.copy()
