"""Packing: parts by prefix, sums, 16 bits, refusal of what does not fit."""
import hashlib
import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402

from models.training import safetensors  # noqa: E402
from models.training.pack import merge  # noqa: E402


def filled(value):
    return {name: np.full(shape, value, np.float32) for name, shape in {'language.a': (2, 3), 'vae.b': (4,), 'unet.c': (1, 5)}.items()}


class Packing(unittest.TestCase):
    def setUp(self):
        self.folder = tiny.folder(self)
        self.joint, self.generating = (os.path.join(self.folder, name) for name in ('joint.safetensors', 'generating.safetensors'))
        safetensors.write(os.path.join(self.folder, 'weights.safetensors'), filled(0))
        safetensors.write(self.joint, filled(1))
        safetensors.write(self.generating, filled(2))
        self.out = os.path.join(self.folder, 'out')
        os.mkdir(self.out)
        with open(os.path.join(self.out, 'tokenizer.json'), 'w') as file:
            file.write('{}')

    def pack(self, *parts):
        command = [sys.executable, '-m', 'models.training.pack', '--graphs', self.folder, '--parts', *parts, '--out', self.out, '--name', 'small']
        return subprocess.run(command, cwd=tiny.ROOT, capture_output=True, text=True)

    def test_a_part_with_prefixes_gives_only_those(self):
        tensors, untouched = merge(self.folder, [self.joint, f'{self.generating}:vae.,unet.'])
        self.assertEqual({name: float(array.flat[0]) for name, array in tensors.items()}, {'language.a': 1, 'vae.b': 2, 'unet.c': 2})
        self.assertEqual(untouched, [])

    def test_what_no_part_holds_keeps_its_starting_value_and_is_named(self):
        tensors, untouched = merge(self.folder, [f'{self.generating}:vae.'])
        self.assertEqual(float(tensors['unet.c'].flat[0]), 0)
        self.assertEqual(untouched, ['language.a', 'unet.c'])

    def test_tensors_of_another_shape_or_name_are_left_out(self):
        safetensors.write(self.joint, {'language.a': np.ones((3, 2), np.float32), 'gone.d': np.ones(1, np.float32)})
        tensors, untouched = merge(self.folder, [self.joint])
        self.assertEqual(sorted(tensors), ['language.a', 'unet.c', 'vae.b'])
        self.assertIn('language.a', untouched)

    def test_the_sums_are_those_of_the_files_and_other_entries_stay(self):
        with open(os.path.join(self.out, 'checkpoint.json'), 'w') as file:
            json.dump({'calibration': {'scale': 2}, 'sha256': {'weights.safetensors': 'old'}}, file)
        self.assertEqual(self.pack(self.joint).returncode, 0)
        with open(os.path.join(self.out, 'checkpoint.json')) as file:
            manifest = json.load(file)
        for name in ('weights.safetensors', 'tokenizer.json'):
            with open(os.path.join(self.out, name), 'rb') as file:
                self.assertEqual(manifest['sha256'][name], hashlib.sha256(file.read()).hexdigest())
        self.assertEqual((manifest['name'], manifest['calibration']), ('small', {'scale': 2}))

    def test_the_packed_file_is_16_bit_and_reads_back(self):
        array = np.random.RandomState(0).randn(2, 3).astype(np.float32)
        safetensors.write(self.joint, {**filled(1), 'language.a': array})
        self.assertEqual(self.pack(self.joint).returncode, 0)
        path = os.path.join(self.out, 'weights.safetensors')
        with open(path, 'rb') as file:
            self.assertIn(b'"F16"', file.read())
        self.assertLess(np.abs(safetensors.read(path)['language.a'] - array).max(), 2e-3)

    def test_a_number_that_is_none_is_refused_and_nothing_is_written(self):
        for poison in (np.nan, np.inf, 70000):
            safetensors.write(self.joint, {**filled(1), 'vae.b': np.array([1, poison, 1, 1], np.float32)})
            result = self.pack(self.joint)
            self.assertEqual(result.returncode, 1)
            self.assertIn('does not fit into 16 bits', result.stderr)
        self.assertFalse(os.path.exists(os.path.join(self.out, 'weights.safetensors')))


if __name__ == '__main__':
    unittest.main()
