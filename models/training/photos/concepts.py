"""Words as sets of concepts: classes of the published classifier and names of training that a word means (words.json of the checkpoint)."""
import json
import os

import numpy as np

from ..model_size import ROOT

WORDS = os.path.join(ROOT, 'models', 'checkpoints', 'small', 'words.json')
PACKS = os.path.join(ROOT, 'models', 'words', 'packs.json')


def read_names():
    """The names of training in the order of their numbers. Names are only ever added behind: a number stands in every checkpoint."""
    with open(os.path.join(os.path.dirname(__file__), 'names.json')) as file:
        return json.load(file)


def names_of_packs():
    """{(source, name in the source): name of training}."""
    with open(PACKS) as file:
        packs = json.load(file)
    return {(source, raw): name for name, sources in packs['names'].items() for source, raws in sources.items() for raw in raws}


class Words:
    """`concepts[w]`: what word w means, as [classes + places] of 0 and 1; `names[w]`: the numbers of the names of training within it; `of_name[n]`: the
    word that is called like name n; `broader[w]`: more general words, nearest first."""

    def __init__(self, classes, places):
        with open(WORDS) as file:
            content = json.load(file)
        self.texts = [concept['name'] for concept in content['concepts']]
        self.concepts = np.zeros((len(self.texts), classes + places), np.float32)
        own = read_names()
        place = {content['imagenet'] + number: classes + own.index(name) for number, name in enumerate(content['names'])}
        for word, concept in enumerate(content['concepts']):
            for part in concept['leaves'].split(','):
                first, _, last = part.partition('-')
                for leaf in range(int(first), int(last or first) + 1):
                    self.concepts[word, place.get(leaf, leaf)] = 1
        self.names = [set((np.flatnonzero(row[classes:])).tolist()) for row in self.concepts]
        at = {text: word for word, text in enumerate(self.texts)}
        self.of_name = {number: at[name] for number, name in enumerate(own) if name in at}
        self.broader = [concept.get('broader', []) for concept in content['concepts']]
