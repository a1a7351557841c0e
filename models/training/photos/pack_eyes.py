"""Makes the folder of a checkpoint that sees photos out of what training wrote: weights in 16 bits and their sums.

    python3 -m models.training.photos.pack_eyes --run FOLDER --out models/checkpoints/small
"""
import argparse
import hashlib
import json
import os

from .. import safetensors
from .pointing_model import GRAPHS

# Files beside the weights that the manifest vouches for, where they are there.
BESIDE = ('words.json', 'word-thresholds.json')


def sha256(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--run', required=True, help='folder of train_pointing')
    parser.add_argument('--out', required=True)
    args = parser.parse_args()
    weights = os.path.join(args.run, 'weights.safetensors')
    os.makedirs(args.out, exist_ok=True)
    path = os.path.join(args.out, 'weights.safetensors')
    safetensors.write(path, safetensors.read(weights), half=True, metadata=safetensors.read_metadata(weights))
    files = ['weights.safetensors', *(name for name in BESIDE if os.path.exists(os.path.join(args.out, name)))]
    manifest = {'name': 'small', 'graphs': GRAPHS, 'sha256': {name: sha256(os.path.join(args.out, name)) for name in files}}
    with open(os.path.join(args.out, 'checkpoint.json'), 'w') as file:
        json.dump(manifest, file, indent=2)
        file.write('\n')
    print(f'{path}: {os.path.getsize(path) / 2 ** 20:.1f} MiB')


if __name__ == '__main__':
    main()
