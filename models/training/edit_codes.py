"""What an edit should bring about, as a vector: the target on which the diffusion decoder and the language model agree.

The decoder is trained on these vectors before the language model can say anything; the language model is later taught to
bring its hidden state at <edit>, through one projection, to the same vector.
"""
import zlib
from functools import lru_cache

import numpy as np

WIDTH = 128
FIELDS = ("kind", "colour", "shape", "size", "material", "ground")


@lru_cache(maxsize=None)
def attribute_code(name, width=WIDTH):
    """The fixed vector of one attribute ("colour.red"): `width` draws of unit variance, seeded by its name."""
    return np.random.RandomState(zlib.crc32(name.encode())).standard_normal(width).astype(np.float32)


def edit_code(edit, width=WIDTH):
    """float32 [width], unit variance, of an edit such as {"kind": "recolour", "colour": "red"}; None and absent fields are not asked."""
    names = [f"{field}.{edit[field]}" for field in FIELDS if edit.get(field) is not None]
    if not names:
        raise ValueError("an edit needs at least its kind")
    return sum(attribute_code(name, width) for name in names) / np.float32(len(names) ** 0.5)
