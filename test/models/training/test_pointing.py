"""Pointing on photos: what is sampled, what is learnt, and that a stopped run goes on to the step."""
import argparse
import hashlib
import json
import os
import subprocess
import sys
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from made_photos import HELD, photo_folder  # noqa: E402

from models.training import safetensors  # noqa: E402
from models.training.photos import pack_photos, train_pointing  # noqa: E402
from models.training.photos.concepts import Words, read_names  # noqa: E402
from models.training.photos.convert_lite2 import EPSILON, folded  # noqa: E402
from models.training.photos.library import Library  # noqa: E402
from models.training.photos.near_duplicates import fingerprint, near  # noqa: E402
from models.training.photos.pointing_batch import correct  # noqa: E402
from models.training.photos.pointing_losses import mask_losses, true_iou  # noqa: E402
from models.training.photos.prompts import Prompt  # noqa: E402
from models.training.photos.rough_masks import rough_mask  # noqa: E402
from models.training.photos.sampling import FINE, TARGET, Sampler  # noqa: E402
from models.training.photos.sources import REFUSED, SHARES, for_calibration, held_out  # noqa: E402


def packed(case):
    """A folder that pack_photos wrote of 64 made photos, which are near-duplicates of each other."""
    folder = tiny.folder(case)
    photo_folder(folder)
    arguments = mock.patch.object(sys, 'argv', ['pack_photos', '--photos', folder, '--out', folder])
    with arguments, mock.patch('builtins.print'), mock.patch.object(pack_photos, 'near', return_value=False):
        pack_photos.main()
    return folder


class Sources(unittest.TestCase):
    def test_a_photo_and_its_larger_twin_fall_on_the_same_side(self):
        for number in range(500):
            name = f'coco-{number:06d}'
            if held_out(name):
                self.assertTrue(held_out(f'{name}-384'))
            if held_out(f'{name}-384'):
                first = hashlib.sha256(f'{name}-384'.encode()).digest()[:4]
                self.assertTrue(held_out(name) or int.from_bytes(first, 'big') % 10 == 0)

    def test_calibration_photos_are_not_those_that_scores_are_told_of(self):
        both = [name for name in map(str, range(2000)) if held_out(name) and for_calibration(name)]
        self.assertEqual(both, [])

    def test_nothing_is_drawn_from_a_refused_source(self):
        self.assertFalse(REFUSED & set(SHARES))


class Converting(unittest.TestCase):
    def test_a_folded_convolution_is_the_convolution_and_its_norm(self):
        torch.manual_seed(1)
        conv, norm = torch.nn.Conv2d(3, 5, 3, bias=False), torch.nn.BatchNorm2d(5, eps=EPSILON).eval()
        norm.running_mean, norm.running_var = torch.randn(5), torch.rand(5) + 0.1
        torch.nn.init.normal_(norm.weight)
        torch.nn.init.normal_(norm.bias)
        published = {'c.weight': conv.weight.detach(), **{f'n.{name}': value.detach() for name, value in norm.state_dict().items()}}
        parts = folded(published, 'c', 'n')
        x = torch.randn(2, 3, 8, 8)
        with torch.no_grad():
            self.assertLess((torch.nn.functional.conv2d(x, parts['weight'], parts['bias']) - norm(conv(x))).abs().max().item(), 1e-5)


class NearDuplicates(unittest.TestCase):
    def test_a_mirrored_and_darker_copy_is_the_same_photo_and_another_is_not(self):
        rng = np.random.default_rng(2)
        blocks = rng.integers(0, 255, (8, 8, 3)).astype(np.uint8)
        photo = np.kron(blocks, np.ones((16, 16, 1), np.uint8))
        copy = (photo[:, ::-1] * 0.8).astype(np.uint8)
        other = np.kron(rng.integers(0, 255, (8, 8, 3)).astype(np.uint8), np.ones((16, 16, 1), np.uint8))
        self.assertTrue(near(fingerprint(copy), [fingerprint(photo)]))
        self.assertFalse(near(fingerprint(other), [fingerprint(photo)]))


class Sampling(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.library = Library(packed(cls))
        cls.words = Words(1000, 512)
        cls.sampler = Sampler(cls.library, cls.words, 6, np.random.default_rng(4))
        cls.samples = [cls.sampler.sample() for _ in range(24)]

    def test_held_out_photos_are_never_drawn(self):
        drawn = {self.library.rows[at]['id'] for rows in self.library.of_source.values() for at in rows}
        self.assertFalse(drawn & {f'made-{number}' for number in HELD})
        self.assertTrue(drawn)

    def test_prompts_have_targets_and_first_ones_are_corrected(self):
        for sample in self.samples:
            self.assertEqual([len(sample.prompts), len(sample.targets), sample.kinds[0]], [6, 6, 'corrected'])
            for kind, target, prompt in zip(sample.kinds, sample.targets, sample.prompts):
                self.assertEqual(target.shape, (TARGET, TARGET))
                self.assertEqual(kind == 'absent', target.max() < 0.5, kind)
                self.assertTrue(prompt.flags.any())

    def test_a_click_lies_in_what_it_means(self):
        clicks = [(sample.targets[at], sample.prompts[at]) for sample in self.samples for at in range(6) if sample.kinds[at] == 'click']
        self.assertGreater(len(clicks), 10)
        for target, prompt in clicks:
            y, x = np.unravel_index(prompt.planes[0].argmax(), prompt.planes[0].shape)
            self.assertGreater(target[max(0, 2 * y - 2):2 * y + 4, max(0, 2 * x - 2):2 * x + 4].max(), 0)

    def test_an_absent_word_means_nothing_that_the_photo_shows(self):
        self.assertIn('absent', [kind for sample in self.samples for kind in sample.kinds])

    def test_the_same_seed_gives_the_same_samples(self):
        again = Sampler(self.library, self.words, 6, np.random.default_rng(4)).sample()
        self.assertTrue(np.array_equal(again.picture, self.samples[0].picture))
        self.assertEqual(again.kinds, self.samples[0].kinds)


class WordConcepts(unittest.TestCase):
    def test_a_general_word_means_all_that_is_within_it(self):
        words = Words(1000, 512)
        at = {text: number for number, text in enumerate(words.texts)}
        dog, animal = words.concepts[at['dog']], words.concepts[at['animal']]
        self.assertTrue(np.all(animal >= dog))
        self.assertTrue(dog[207] == 1 and dog[281] == 0)  # golden retriever, tabby cat
        self.assertIn(read_names().index('dog'), words.names[at['dog']])


class Correcting(unittest.TestCase):
    def test_the_click_lies_in_the_largest_error_and_says_what_is_there(self):
        target, likely, shown = (np.zeros((TARGET, TARGET), np.float32) for _ in range(3))
        shown[:] = 1
        target[20:60, 20:60] = 1
        likely[20:60, 20:35] = 1
        likely[80:84, 80:84] = 1
        prompt = Prompt()
        self.assertTrue(correct(prompt, likely, target, shown))
        self.assertEqual(prompt.flags.tolist(), [1, 0, 0, 0, 1, 0])
        y, x = np.unravel_index(prompt.planes[0].argmax(), prompt.planes[0].shape)
        self.assertTrue(35 <= 2 * x + 1 < 60 and 20 <= 2 * y + 1 < 60)
        self.assertFalse(correct(prompt, target, target, shown))

    def test_rough_masks_overlap_as_much_as_is_asked(self):
        mask = np.zeros((TARGET, TARGET), np.float32)
        mask[30:70, 20:50] = 1
        rng = np.random.default_rng(0)
        for _ in range(10):
            rough = rough_mask(mask, rng, 0.5, 0.75)
            overlap = (rough * mask).sum() / np.maximum(rough, mask).sum()
            self.assertTrue(0.5 <= overlap <= 0.75)


class Losses(unittest.TestCase):
    def test_a_right_mask_costs_less_and_what_is_no_photo_does_not_count(self):
        target, shown = torch.zeros(1, 8, 8), torch.ones(1, 8, 8)
        target[0, 2:6, 2:6] = 1
        shown[0, :, 7] = 0
        right, wrong = 12 * target[:, None] - 6, 6 - 12 * target[:, None]
        self.assertLess(mask_losses(right, target, shown).item(), 0.05)
        self.assertGreater(mask_losses(wrong, target, shown).item(), 5)
        outside = right.clone()
        outside[..., 7] = 6
        self.assertAlmostEqual(mask_losses(outside, target, shown).item(), mask_losses(right, target, shown).item(), places=6)
        self.assertEqual(true_iou(right, target, shown).item(), 1)


class Running(unittest.TestCase):
    """Two steps of the whole network on made photos; another run of one step goes on with the second."""

    @classmethod
    def setUpClass(cls):
        if not os.path.exists(tiny.NODE):
            raise unittest.SkipTest('no Node.js that emits graphs')
        cls.photos, cls.work = packed(cls), tiny.folder(cls)
        cls.graphs = os.path.join(cls.work, 'graphs')
        emit = [tiny.NODE, os.path.join(tiny.ROOT, 'models', 'emit.ts'), 'small', cls.graphs, '--weights', 'initial', '--graphs', 'look,point,name']
        subprocess.run(emit, check=True, stdout=subprocess.DEVNULL)
        initial = safetensors.read(os.path.join(cls.graphs, 'weights.safetensors'))
        cls.published = os.path.join(cls.work, 'published.safetensors')
        safetensors.write(cls.published, {name: array for name, array in initial.items() if name.startswith(('backbone.', 'recogniser.classes.'))})

    def run_steps(self, out, steps):
        args = argparse.Namespace(graphs=self.graphs, published=self.published, photos=self.photos, scenes=None, out=out, minutes=1e9, decay=0, rate=1e-3,
                                  batch=1, prompts=2, processes=1, tune=0, validate=1e9, steps=steps)
        os.makedirs(out, exist_ok=True)
        with mock.patch('builtins.print'):
            train_pointing.train(0, args)
        return torch.load(os.path.join(out, 'state.pt'))

    def test_a_stopped_run_goes_on_as_one_that_was_not(self):
        whole = self.run_steps(os.path.join(self.work, 'whole'), 2)
        parts = os.path.join(self.work, 'parts')
        self.run_steps(parts, 1)
        resumed = self.run_steps(parts, 2)
        self.assertEqual([whole['step'], resumed['step']], [2, 2])
        for name, tensor in whole['weights'].items():
            self.assertTrue(torch.allclose(tensor, resumed['weights'][name], atol=1e-5), name)
        with open(os.path.join(parts, 'log.jsonl')) as file:
            last = json.loads(file.readlines()[-1])
        self.assertEqual(last['step'], 2)
        frozen = safetensors.read(os.path.join(parts, 'weights.safetensors'))
        self.assertTrue(np.array_equal(frozen['backbone.stem.weight'], safetensors.read(self.published)['backbone.stem.weight']))


if __name__ == '__main__':
    unittest.main()
