"""A training run that is killed, starts from another file, meets NaN, or has a peer. Trainers run for a few steps on tiny batches."""
import contextlib
import errno
import io
import os
import re
import signal
import subprocess
import sys
import time
import unittest
from argparse import Namespace
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402

from models.training import joint_saves, safetensors  # noqa: E402
from models.training.interpreter import Parameters, load_model  # noqa: E402
from models.training.held_out import held_count  # noqa: E402
from models.training.joint_arguments import read_arguments  # noqa: E402
from models.training.joint_saves import Saves, average_with  # noqa: E402
from models.training.joint_scores import Scores, overall  # noqa: E402
from models.training.speed import Speed  # noqa: E402
from models.training.whole_file import saying_when_full  # noqa: E402
from models.training.stage import Stage  # noqa: E402

NORM = 'model.norm.weight'
WITH_ARRAYS = {} if torch.__version__.startswith('1.') else {'weights_only': False}


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

    def test_a_killed_run_ends_with_the_very_weights_of_one_that_was_not_killed(self):
        """With batches prepared here before the kill and in two processes after it. Nothing falls together with a save by chance: every step saves."""
        whole, killed = self.out + '.whole', self.out
        uninterrupted = self.trainer(whole, '--steps', 4)
        uninterrupted.wait()
        first = self.trainer(killed, '--steps', 4)
        first.wait_for(lambda text: 'step 2 ' in text and os.path.exists(killed))
        first.kill()
        self.assertLess(step_of(killed), 4)
        self.trainer(killed, '--steps', 4, '--resume', killed, loaders=2).wait()
        self.assertEqual((step_of(whole), step_of(killed)), (4, 4))
        with open(whole, 'rb') as one, open(killed, 'rb') as other:
            self.assertTrue(one.read() == other.read())

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
        self.assertRegex(first, r'^step 1 [\d.]+ min [\d.]+ pictures/s \d+ questions/s lr 2\.0e-05 text \d+\.\d+ .*pixel \d+\.\d+ cell \d+\.\d+ offset \d+\.\d+')
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
        self.assertRegex(last, rf'^step 0: the loss is not a number \(text nan.*\); the weights of this step are in {re.escape(self.out)}\.nan, its batch in {re.escape(self.out)}\.nan\.batch\. Resume from {re.escape(self.out)}, ')
        self.assertNotIn('Traceback', text)
        with open(self.out, 'rb') as file:
            self.assertTrue(file.read() == before)
        self.assertEqual(step_of(self.out + '.nan'), 0)
        batch = torch.load(self.out + '.nan.batch', **WITH_ARRAYS)
        self.assertEqual((batch['inputs']['image'].shape, len(batch['kinds'])), ((1, 3, 128, 128), 4))

    def test_a_missing_file_or_an_empty_pool_is_said_in_a_line(self):
        empty = tiny.folder(self)
        with open(self.out, 'w') as there:
            there.write('kept')
        for options, words in ((('--pool', self.pool, '--resume', '/nowhere.safetensors'), 'there is no such file'), (('--pool', empty, '--resume', self.start), 'no finished chunk of scenes'),
                               (('--pool', '/nowhere', '--resume', self.start), 'there is no such folder; render scenes'), (('--pool', self.pool), 'is there already')):
            heard = io.StringIO()
            with mock.patch('sys.argv', ['joint_stage', '--graphs', self.graphs, '--out', self.out, *options]), contextlib.redirect_stderr(heard), self.assertRaises(SystemExit) as stopped:
                read_arguments("")
            self.assertEqual(stopped.exception.code, 2)
            self.assertIn(words, heard.getvalue())
        with open(self.out) as there:
            self.assertEqual(there.read(), 'kept')

    def test_a_checkpoint_of_another_size_and_what_is_none_are_refused_in_a_line(self):
        tensors = safetensors.read(self.start)
        other, text, cut = self.out + '.other', self.out + '.text', self.out + '.cut'
        safetensors.write(other, {name: array.repeat(2, 0) for name, array in tensors.items()})
        with open(text, 'w') as file:
            file.write('not weights at all')
        with open(self.start, 'rb') as file, open(cut, 'wb') as half:
            half.write(file.read()[:-1000])
        for path, words in ((other, 'is a checkpoint of another configuration'), (text, 'not a safetensors file'), (cut, 'the file is cut off')):
            with self.assertRaisesRegex(SystemExit, words):
                load_model(self.graphs, ['train_vae'], path)
        safetensors.write(other, {**tensors, 'model.embed_tokens.weight': np.ones((7, 128), np.float32)})
        load_model(self.graphs, ['train_vae'], other)  # some words more are no other size

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
                    stage.batch = {'picture': parameter.detach()}
                    value = value * np.nan if poison == 'loss' else torch.sqrt(value * 0) + value
                return {'total': value}, 1
            with self.assertRaises(SystemExit) as stopped:
                stage.run(losses)
            self.assertRegex(str(stopped.exception), rf'^step 2: the (loss|norm of the gradients) is nan; .*{re.escape(self.out)}\.nan')
            with open(self.out, 'rb') as file:
                self.assertTrue(file.read() == before)
            self.assertIn('model.other', safetensors.read(self.out))
            self.assertTrue(torch.equal(torch.load(self.out + '.nan.batch')['picture'], parameter.detach()))


class Stages(unittest.TestCase):
    """The generating half, on the autoencoder with random pictures."""

    def run_stage(self, graphs, out, resume=None, kill_at=None):
        arguments = Namespace(graphs=graphs, out=out, resume=resume, minutes=5, steps=6, device='cpu', batch=1, rate=1e-3, decay=0.3, seed=0)
        draws = np.random.RandomState(4)
        with contextlib.redirect_stdout(io.StringIO()):
            stage = Stage(arguments, ['train_vae'], ['vae.'])
            stage.go_on({'draws': draws})

        def losses():
            if stage.step == kill_at:
                raise KeyboardInterrupt
            picture = stage.tensor(draws.rand(1, 3, 64, 64).astype(np.float32)) + 0.1 * torch.randn(1, 3, 64, 64)
            mean = stage.graphs['train_vae']({'picture': picture}, ['mean'])['mean']
            stage.saved = 0  # every step saves
            return {'total': mean.square().mean()}, 1
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(KeyboardInterrupt):
            stage.run(losses)
        return safetensors.read(out)

    def test_a_stage_that_was_killed_ends_with_the_very_weights_of_one_that_was_not(self):
        folder = tiny.folder(self)
        graphs = tiny.emit(os.path.join(folder, 'graphs'))
        whole = self.run_stage(graphs, os.path.join(folder, 'whole'))
        killed = os.path.join(folder, 'killed')
        self.run_stage(graphs, killed, kill_at=3)
        self.assertEqual(step_of(killed), 3)
        after = self.run_stage(graphs, killed, resume=killed)
        self.assertEqual(step_of(killed), 6)
        for name, array in whole.items():
            self.assertTrue(np.array_equal(array, after[name]), name)


    def test_a_signal_saves_the_step_under_way_before_it_ends_a_stage(self):
        folder = tiny.folder(self)
        out = os.path.join(folder, 'out')
        arguments = Namespace(graphs=tiny.emit(os.path.join(folder, 'graphs')), out=out, resume=None, minutes=5, steps=6, device='cpu', batch=1, rate=1e-3, decay=0.3, seed=0)
        with contextlib.redirect_stdout(io.StringIO()):
            stage = Stage(arguments, ['train_vae'], ['vae.'])
        parameter = stage.parameters.by_name[stage.trained[0]]

        def losses():
            if stage.step == 2:
                os.kill(os.getpid(), signal.SIGTERM)
            return {'total': parameter.square().mean()}, 1
        for number in (signal.SIGINT, signal.SIGTERM):
            self.addCleanup(signal.signal, number, signal.getsignal(number))
        with self.assertRaisesRegex(SystemExit, f'step 3: stopped by a signal; saved to {re.escape(out)}'):
            stage.run(losses)
        self.assertEqual((step_of(out), torch.load(out + '.optimizer')['step']), (3, 3))


class Disk(unittest.TestCase):
    def test_a_full_disk_is_said_in_a_line_and_leaves_the_file_and_nothing_else(self):
        folder = tiny.folder(self)
        path = os.path.join(folder, 'weights')
        safetensors.write(path, {'a': np.ones(3, np.float32)})
        with mock.patch('os.replace', side_effect=OSError(errno.ENOSPC, 'No space left on device', path)), self.assertRaises(SystemExit) as stopped, saying_when_full('the last save'):
            safetensors.write(path, {'a': np.zeros(3, np.float32)})
        self.assertEqual(str(stopped.exception), f'the disk is full ({path}); the last save stays as it is. Make room and give the same command again.')
        self.assertEqual(os.listdir(folder), ['weights'])
        self.assertEqual(safetensors.read(path)['a'].tolist(), [1, 1, 1])
        with self.assertRaises(PermissionError), saying_when_full('the last save'):
            raise PermissionError(errno.EACCES, 'no')  # other trouble is told as it is

    @unittest.skipUnless(os.path.exists('/dev/full'), 'only Linux has a disk that is always full')
    def test_a_write_that_finds_no_room_is_a_full_disk(self):
        with open('/dev/full', 'wb', buffering=0) as full, self.assertRaisesRegex(SystemExit, 'the disk is full'), saying_when_full('the last save'):
            full.write(b'x')


class Parts(unittest.TestCase):
    """Pieces of the trainer, without one running."""

    def test_a_kill_between_the_two_files_of_a_save_loses_nothing(self):
        path = os.path.join(tiny.folder(self), 'joint.safetensors')
        parameters = Parameters({'a': np.ones(2, np.float32)})
        optimizer = torch.optim.AdamW(list(parameters.by_name.values()), lr=0.1)
        saves = Saves(path, parameters, parameters.by_name, optimizer)
        parameters.by_name['a'].square().sum().backward()
        optimizer.step()
        saves.save(1)
        optimizer.step()
        no_rename = mock.Mock(path=os.path, replace=mock.Mock(side_effect=KeyboardInterrupt))
        for kept, broken in ((1, mock.patch.object(safetensors, 'write', side_effect=KeyboardInterrupt)), (2, mock.patch.object(joint_saves, 'os', no_rename))):
            with broken:
                with self.assertRaises(KeyboardInterrupt):
                    saves.save(2)
            again = torch.optim.AdamW(list(parameters.by_name.values()), lr=0.1)
            self.assertEqual(Saves(path, parameters, parameters.by_name, again).restore_optimizer(), 1)
            self.assertEqual((step_of(path), float(again.state[parameters.by_name['a']]['step'])), (kept, kept))

    def test_the_best_weights_stay_when_later_ones_score_less_and_go_when_the_scenes_change(self):
        path = os.path.join(tiny.folder(self), 'joint.safetensors')
        parameters = Parameters({'a': np.zeros(1, np.float32)})
        saves = Saves(path, parameters, {}, None)
        args = Namespace(out=path, pool='scenes', batch=1, questions=1, score_batches=2, codes=None)
        for scenes, value, score, best in ((20, 1, 30.0, 1), (20, 2, 20.0, 1), (20, 3, 40.0, 3), (30, 4, 10.0, 4)):
            with torch.no_grad():
                parameters.by_name['a'].fill_(value)
            scores = Scores(None, range(scenes), None, tiny.config(), args, saves, mock.Mock(), True)
            scores.take = lambda batches, stopping: {'answers': {'a': score}, 'cIoU': {'b': score}}
            with contextlib.redirect_stdout(io.StringIO()):
                scores.report(value, [])
            self.assertEqual(float(safetensors.read(path + '.best')['a'][0]), best)

    def test_the_overall_score_weighs_answers_and_masks_alike_and_every_kind_in_them(self):
        self.assertEqual(overall({'answers': {'a': 100, 'b': 0}, 'cIoU': {'a': 80, 'b': 40, 'c': 30}}), 50)
        self.assertEqual(overall({'answers': {'a': 70}, 'cIoU': {}}), 70)

    def test_work_is_counted_as_the_table_of_components_counts_it(self):
        graphs = tiny.emit(os.path.join(tiny.folder(self), 'graphs'))
        see = load_model(graphs, ['see'])[1]['see']
        speed = Speed([see], 'cpu', 1e9)
        with torch.no_grad(), speed.step(1):
            see({'image': torch.zeros(1, 3, 128, 128)})
        code = ("import { readConfig } from './models/focus/config.ts'; import { buildGraphs } from './models/focus/graphs.ts';"
                "console.log(buildGraphs(readConfig('nano')).graphs.get('see').costs.reduce((n, c) => n + c.flops({ B: 1 }), 0))")
        table = float(subprocess.run([tiny.NODE, '--input-type=module-typescript', '-e', code], cwd=tiny.ROOT, check=True, capture_output=True, text=True).stdout)
        self.assertAlmostEqual(speed.counted / table, 1, delta=0.001)

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
