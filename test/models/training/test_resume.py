"""A training run that is killed, starts from another file, meets NaN, or has a peer. Trainers run for a few steps on tiny batches."""
import contextlib
import io
import os
import re
import signal
import sys
import time
import unittest
from argparse import Namespace
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402

from models.training import safetensors  # noqa: E402
from models.training.interpreter import Parameters  # noqa: E402
from models.training.joint_stage import Saves, average_with, held_count, read_arguments  # noqa: E402
from models.training.stage import Stage  # noqa: E402

NORM = 'model.norm.weight'


def step_of(path):
    return int(safetensors.read_metadata(path)['step'])


def children(pid):
    """Process ids of the children of a process (Linux)."""
    with open(f'/proc/{pid}/task/{pid}/children') as file:
        return [int(child) for child in file.read().split()]


class Runs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tiny.folder(cls)
        cls.graphs, cls.pool = tiny.emit(os.path.join(folder, 'graphs')), os.path.join(folder, 'pool')
        tiny.scenes(cls.pool)
        cls.start = os.path.join(cls.graphs, 'weights.safetensors')

    def setUp(self):
        self.out = os.path.join(tiny.folder(self), 'joint.safetensors')

    def trainer(self, out, *options, **more):
        trainer = tiny.Trainer(self.graphs, self.pool, out, *options, **more)
        self.addCleanup(lambda: trainer.process.poll() is None and trainer.kill())
        return trainer

    def test_a_killed_run_goes_on_from_its_last_save(self):
        first = self.trainer(self.out, '--score-seconds', 0, loaders=1)
        first.wait_for(lambda text: os.path.exists(self.out + '.optimizer'))
        helpers = children(first.process.pid) if sys.platform == 'linux' else []
        first.kill()
        saved = step_of(self.out)
        self.assertGreaterEqual(saved, 1)
        with self.subTest('its loader ends with it'):
            end = time.time() + 120
            while any(os.path.exists(f'/proc/{helper}') for helper in helpers) and time.time() < end:
                time.sleep(0.2)
            self.assertEqual([helper for helper in helpers if os.path.exists(f'/proc/{helper}')], [])

        second = self.trainer(self.out, '--resume', self.out)
        second.wait_for(lambda text: f'step {saved + 1} ' in text)
        second.process.send_signal(signal.SIGTERM)
        text = second.wait()
        self.assertRegex(text, rf'step {saved}, moments of [1-9]\d* tensors restored')
        with self.subTest('a signal saves before it ends the run'):
            self.assertIn('stopped by a signal; saved to', text)
            self.assertGreaterEqual(step_of(self.out), saved + 1)
            self.assertEqual(torch.load(self.out + '.optimizer')['step'], step_of(self.out))

    def test_two_runs_from_16_bit_files_alone_meet(self):
        """Also what a progress line and a line of scores hold."""
        tensors = safetensors.read(self.start)
        packed = self.out + '.packed'
        safetensors.write(packed, tensors, half=True)
        tensors[NORM] = tensors[NORM] + 8
        safetensors.write(packed + '2', tensors, half=True)
        other = self.out + '2'
        runs = [self.trainer(self.out, '--resume', packed, '--peer', other, '--score-seconds', 0), self.trainer(other, '--resume', packed + '2', '--peer', self.out)]

        def met(_):
            return all(map(os.path.exists, (self.out, other))) and abs(safetensors.read(self.out)[NORM] - safetensors.read(other)[NORM]).mean() < 3
        runs[0].wait_for(met)
        runs[0].wait_for(lambda text: 'scores at step' in text)
        text = runs[0].kill()
        runs[1].kill()
        self.assertIn('step 0, fresh optimizer', text)
        first = next(line for line in text.splitlines() if line.startswith('step 1 '))
        self.assertRegex(first, r'^step 1 [\d.]+ min [\d.]+ pictures/s \d+ questions/s lr 2\.0e-05 text \d+\.\d+ .*pixel \d+\.\d+ offset \d+\.\d+ cell \d+\.\d+')
        self.assertRegex(text, r'scores at step \d+: cIoU \{.*\} answers \{.*\}')

    def test_not_a_number_stops_the_run_and_leaves_the_last_save_alone(self):
        tensors = safetensors.read(self.start)
        safetensors.write(self.out, tensors, metadata={'step': 7})
        tensors['model.embed_tokens.weight'][:] = np.nan
        poisoned = self.out + '.poisoned'
        safetensors.write(poisoned, tensors)
        with open(self.out, 'rb') as file:
            before = file.read()
        trainer = self.trainer(self.out, '--resume', poisoned)
        text = trainer.wait()
        self.assertEqual(trainer.process.returncode, 1)
        last = text.strip().splitlines()[-1]
        self.assertRegex(last, rf'^step 0: the loss is not a number \(text nan.*\); the weights of this step are in {re.escape(self.out)}\.nan\. Resume from {re.escape(self.out)}, ')
        self.assertNotIn('Traceback', text)
        with open(self.out, 'rb') as file:
            self.assertTrue(file.read() == before)
        self.assertEqual(step_of(self.out + '.nan'), 0)

    def test_a_missing_file_or_an_empty_pool_is_said_in_a_line(self):
        empty = tiny.folder(self)
        for options, words in ((('--pool', self.pool, '--resume', '/nowhere.safetensors'), 'there is no such file'), (('--pool', empty), 'no finished chunk of scenes')):
            heard = io.StringIO()
            with mock.patch('sys.argv', ['joint_stage', '--graphs', self.graphs, '--out', self.out, *options]), contextlib.redirect_stderr(heard), self.assertRaises(SystemExit) as stopped:
                read_arguments()
            self.assertEqual(stopped.exception.code, 2)
            self.assertIn(words, heard.getvalue())

    def test_a_stage_of_the_generating_half_keeps_its_last_good_save_too(self):
        safetensors.write(self.out, {'model.other': np.ones(2, np.float32)})
        arguments = Namespace(graphs=self.graphs, out=self.out, resume=None, minutes=5, device='cpu', rate=1e-3, decay=0.3, seed=0)
        for poison in ('loss', 'gradient'):
            with contextlib.redirect_stdout(io.StringIO()):
                stage = Stage(arguments, ['train_vae'], ['vae.'])
            parameter = stage.parameters.by_name[stage.trained[0]]
            stage.save()
            with open(self.out, 'rb') as file:
                before = file.read()

            def losses():
                value = parameter.square().mean()
                if stage.step == 2:
                    # the square root of nothing is nothing, its slope is infinite
                    value = value * np.nan if poison == 'loss' else torch.sqrt(value * 0) + value
                return {'total': value}, 1
            with self.assertRaises(SystemExit) as stopped:
                stage.run(losses)
            self.assertRegex(str(stopped.exception), rf'^step 2: the (loss|norm of the gradients) is nan; .*{re.escape(self.out)}\.nan')
            with open(self.out, 'rb') as file:
                self.assertTrue(file.read() == before)
            self.assertIn('model.other', safetensors.read(self.out))


class Parts(unittest.TestCase):
    """Pieces of the trainer, without one running."""

    def test_moments_are_restored_by_name_where_the_shape_is_the_same(self):
        path = os.path.join(tiny.folder(self), 'joint.safetensors')

        def made(shapes):
            parameters = Parameters({name: np.ones(shape, np.float32) for name, shape in shapes.items()})
            return parameters, torch.optim.AdamW(list(parameters.by_name.values()), lr=0.1)
        parameters, optimizer = made({'a': (2,), 'b': (3,), 'gone': (1,)})
        sum(parameter.square().sum() for parameter in parameters.by_name.values()).backward()
        optimizer.step()
        Saves(path, parameters, parameters.by_name, optimizer).save(5)
        again, other = made({'new': (4,), 'b': (3,), 'a': (7,)})
        self.assertEqual(Saves(path, again, again.by_name, other).restore_optimizer(), 1)
        self.assertEqual(list(other.state), [again.by_name['b']])
        restored, original = other.state[again.by_name['b']], optimizer.state[parameters.by_name['b']]
        self.assertTrue(torch.equal(restored['exp_avg'], original['exp_avg']) and torch.equal(restored['exp_avg_sq'], original['exp_avg_sq']))
        self.assertEqual(float(restored['step']), 1)

    def test_the_mean_with_a_peer_takes_what_fits_and_no_nan(self):
        path = os.path.join(tiny.folder(self), 'peer.safetensors')
        parameters = Parameters({'a': np.zeros(2, np.float32), 'b': np.zeros(3, np.float32)})
        average_with(path, parameters)  # not there yet
        safetensors.write(path, {'a': np.full(2, 4, np.float32), 'b': np.full(5, 4, np.float32), 'c': np.ones(1, np.float32)})
        average_with(path, parameters)
        self.assertEqual((parameters.by_name['a'].tolist(), parameters.by_name['b'].tolist()), ([2, 2], [0, 0, 0]))
        safetensors.write(path, {'a': np.full(2, np.nan, np.float32)})
        with contextlib.redirect_stdout(io.StringIO()):
            average_with(path, parameters)
        self.assertEqual(parameters.by_name['a'].tolist(), [2, 2])

    def test_training_leaves_out_400_scenes_of_a_big_pool_and_a_tenth_of_a_small_one(self):
        self.assertEqual([held_count(range(count)) for count in (5, 60, 20000)], [1, 6, 400])


if __name__ == '__main__':
    unittest.main()
