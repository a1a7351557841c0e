"""Sentences through the emitted graph of the sentence encoder, in PyTorch."""
import json
import os
import subprocess
import tempfile
import unicodedata

import numpy as np
import torch

from .interpreter import load_model
from .model_size import ROOT


class WordPieces:
    """The tokenizer of BERT (lower case, no accents), as tokenizer.json has it."""

    def __init__(self, path, most):
        with open(path, encoding='utf8') as file:
            self.ids = json.load(file)['model']['vocab']
        self.most = most

    def __call__(self, text):
        """[CLS], pieces, [SEP]: at most `most`."""
        pieces = [piece for word in _words(text) for piece in self._pieces(word)]
        return [self.ids['[CLS]'], *pieces[:self.most - 2], self.ids['[SEP]']]

    def _pieces(self, word):
        found, start = [], 0
        while start < len(word):
            end = next((end for end in range(len(word), start, -1) if ('##' if start else '') + word[start:end] in self.ids), None)
            if end is None:
                return [self.ids['[UNK]']]
            found.append(self.ids[('##' if start else '') + word[start:end]])
            start = end
        return found


def _words(text):
    spaced = []
    for letter in unicodedata.normalize('NFD', text.lower()):
        kind = unicodedata.category(letter)
        if kind == 'Mn' or (kind.startswith('C') and letter not in '\t\n'):
            continue
        alone = kind.startswith('P') or letter in '$+<=>^`|~' or 0x4E00 <= ord(letter) <= 0x9FFF or 0x3400 <= ord(letter) <= 0x4DBF
        spaced.append(f' {letter} ' if alone else letter)
    return ''.join(spaced).split()


def pooled_states(checkpoint, sentences):
    """[sentences, layers + 1, width]: the mean over the tokens behind every layer of a checkpoint folder's encoder."""
    with open(os.path.join(ROOT, 'models/configs/minilm.json')) as file:
        config = json.load(file)
    tokens = WordPieces(os.path.join(checkpoint, 'tokenizer.json'), config['positions'])
    with tempfile.TemporaryDirectory() as folder:
        weights = os.path.join(checkpoint, 'weights.safetensors')
        subprocess.run(['npm', 'run', '-s', 'models', '--', 'emit', 'minilm', folder, '--weights', weights], check=True, cwd=ROOT)
        _, graphs = load_model(folder, ['sentence'])
    by_length = {}
    for index, sentence in enumerate(sentences):
        ids = tokens(sentence)
        by_length.setdefault(len(ids), []).append((index, ids))
    out = np.zeros((len(sentences), config['layers'] + 1, config['width']), np.float32)
    with torch.no_grad():
        for length, rows in by_length.items():
            for at in range(0, len(rows), 128):
                indices, ids = zip(*rows[at:at + 128])
                result = graphs['sentence']({'input_ids': torch.tensor(ids), 'positions': torch.arange(length)}, ['pooled'])
                out[list(indices)] = result['pooled'].numpy()
    return out
