"""Photos that are the same but for a crop, a mirror or a shade, found by a small grey thumbnail."""
import numpy as np
from PIL import Image

SIDE = 12
LIMIT = 0.985  # correlation of two thumbnails from which on photos count as the same


def fingerprint(picture):
    """[h,w,3] uint8 -> the thumbnail as a unit vector, and its mirror image: [2, SIDE²] float32."""
    small = np.asarray(Image.fromarray(picture).convert('L').resize((SIDE, SIDE), Image.BOX), np.float32)
    both = np.stack([small, small[:, ::-1]]).reshape(2, -1)
    both = both - both.mean(1, keepdims=True)
    return both / (np.linalg.norm(both, axis=1, keepdims=True) + 1e-6)


def near(one, others):
    """Whether a fingerprint, or its mirror image, is that of one of a list."""
    return len(others) > 0 and float((one @ np.stack([other[0] for other in others]).T).max()) > LIMIT
