"""The ablation: variants are what they say, take turns at equal steps, and their table compares like with like. Nothing is trained."""
import os
import sys
import unittest
from argparse import Namespace

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402

from models.training import safetensors  # noqa: E402
from models.training.ablation import Ablation  # noqa: E402
from models.training.ablation_scores import table  # noqa: E402
from models.training.ablation_variants import DIFFUSION, JOINT, Variant, changed  # noqa: E402

A, B = Variant('a', 'the first'), Variant('b', 'the second')


def row(inside):
    return {'minutes': 0.5, 'scores': {'inside': inside}}


class Ablations(unittest.TestCase):
    def test_a_variant_changes_what_it_names_and_leaves_the_config_it_comes_from(self):
        config = tiny.config()
        for variant in (*JOINT, *DIFFUSION):
            other = changed(config, variant.changes)
            parts = {part for part in config if other[part] != config[part]}
            self.assertEqual(parts, {path.split('.')[0] for path in variant.changes}, variant.name)
        self.assertEqual(config, tiny.config())

    def test_variants_take_turns_and_what_is_scored_is_not_trained_again(self):
        ablation = Ablation(Namespace(work=tiny.folder(self), pool='p', edits='e', round=50))
        ablation.known = {'joint': {'a': {'50': row(1)}}}
        done = []
        ablation.prepare = lambda kind, variant: None

        def train(kind, variant, steps):
            done.append((variant.name, steps))
            ablation.known.setdefault(kind, {}).setdefault(variant.name, {})[str(steps)] = row(1)
        ablation.train = train
        ablation.rounds('joint', (A, B), minutes=0)
        self.assertEqual(done, [('b', 50)])

    def test_a_variant_starts_from_nothing_but_for_what_its_stage_does_not_train(self):
        """In the file that the stage goes on from, for a stage saves only what it trains."""
        work = tiny.folder(self)
        ablation = Ablation(Namespace(work=work, pool='p', edits='e', round=50, config='nano'))
        ablation.prepare('diffusion', DIFFUSION[3])
        folder = os.path.join(work, 'diffusion', DIFFUSION[3].name)
        start, initial = (safetensors.read(os.path.join(folder, *path)) for path in (('weights.safetensors',), ('graphs', 'weights.safetensors')))
        shipped = safetensors.read(os.path.join(tiny.ROOT, 'models', 'checkpoints', 'nano', 'weights.safetensors'))
        self.assertEqual(set(start), set(initial))
        for name, array in start.items():
            from_where = shipped if name.startswith(('vae.', 'pixel_tokenizer.')) else initial
            self.assertTrue(np.array_equal(array, from_where[name]), name)

    def test_the_table_is_of_the_last_steps_that_all_have_and_tells_the_difference_to_the_first(self):
        text = table('diffusion', (A, B), {'a': {'50': row(10), '100': row(20), '150': row(30)}, 'b': {'50': row(11), '100': row(18.5)}})
        self.assertIn('diffusion, 100 steps', text)
        self.assertIn('| the first | 20.0 |', text)
        self.assertIn('| the second | 18.5 (-1.5) |', text)
        self.assertIn('no round has been ended', table('diffusion', (A, B), {'a': {'50': row(10)}}))


if __name__ == '__main__':
    unittest.main()
