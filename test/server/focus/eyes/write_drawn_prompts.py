"""Writes drawn-prompts.json: prompts and the maps that training draws of them, which drawn-prompt.test.ts compares with the run time.

    python3 test/server/focus/eyes/write_drawn_prompts.py
"""
import json
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', '..', '..', '..'))

from models.training.photos.prompts import SIDE, Prompt  # noqa: E402

PROMPTS = (
    {'clicks': [[100.5, 200.25, True]]},
    {'clicks': [[10, 380, True], [300.75, 12.5, False], [150, 150, True]]},
    {'box': [30.5, 40, 200, 310.25]},
    {'box': [100, 100, 101, 102]},
    {'rough': [10, 12, 20, 30], 'clicks': [[120, 90, False]]},
    {'earlier': [3, 4, 40, 44], 'clicks': [[200, 333, True]]},
    {'named': True},
)


def rectangle(left, top, right, bottom):
    cover = np.zeros((SIDE, SIDE), np.float32)
    cover[top:bottom, left:right] = 0.75
    return cover


def drawn(said):
    prompt = Prompt()
    if 'rough' in said:
        prompt.rough(rectangle(*said['rough']))
    if 'box' in said:
        prompt.box(*said['box'])
    for x, y, positive in said.get('clicks', ()):
        prompt.click(x, y, positive)
    if 'earlier' in said:
        prompt.earlier(rectangle(*said['earlier']))
    if said.get('named'):
        prompt.named(3)
    return prompt.arrays(rectangle(0, 6, SIDE, 42) / 0.75)


def sums(plane):
    """What tells one map from another: its sum, and its sums weighed by column, by row and by both."""
    across = np.arange(SIDE) / SIDE
    return [float(plane.sum()), float((plane * across).sum()), float((plane * across[:, None]).sum()), float((plane * across * across[:, None]).sum())]


def rows():
    for said in PROMPTS:
        planes, support, opposed, flags = drawn(said)
        yield {'said': said, 'planes': [sums(plane) for plane in planes], 'support': sums(support), 'opposed': sums(opposed), 'flags': flags.tolist()}


if __name__ == '__main__':
    with open(os.path.join(HERE, 'drawn-prompts.json'), 'w') as file:
        file.write('[\n' + ',\n'.join(json.dumps(row, separators=(',', ':')) for row in rows()) + '\n]\n')
