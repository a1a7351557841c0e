"""The files of a set for evaluation: pictures, and a .jsonl with a line an entry."""
import json

from PIL import Image


def save_picture(path, image, quality):
    """uint8 [h,w,3] as WebP; quality 0 to 100."""
    Image.fromarray(image).save(path, "WEBP", quality=quality, method=6)


def write_lines(path, entries):
    """JSON without spaces, a line an entry."""
    with open(path, "w") as file:
        for entry in entries:
            file.write(json.dumps(entry, separators=(",", ":")) + "\n")
