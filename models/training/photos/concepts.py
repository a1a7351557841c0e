"""Names as sets of concepts: the classes of the published classifier that a name means (concepts.json), and its own place among the names of training."""
import json
import os

import numpy as np

FOLDER = os.path.dirname(__file__)


def read_names():
    """The names of training in the order of their numbers. Names are only ever added behind: a number stands in every checkpoint."""
    with open(os.path.join(FOLDER, 'names.json')) as file:
        return json.load(file)


def concept_table(names, classes, places):
    """[len(names), classes + places] float32: a row is what a prompt says for a name."""
    with open(os.path.join(FOLDER, 'concepts.json')) as file:
        meant = json.load(file)
    table = np.zeros((len(names), classes + places), np.float32)
    for number, name in enumerate(names):
        table[number, meant.get(name, [])] = 1
        table[number, classes + number] = 1
    return table
