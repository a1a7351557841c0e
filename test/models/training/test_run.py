"""The one command that trains all stages: its commands, what it skips after a kill, and how lanes end. No stage is really run."""
import argparse
import contextlib
import importlib
import io
import json
import os
import signal
import subprocess
import sys
import time
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402

import torch  # noqa: E402

from models.training import run, safetensors, score_table  # noqa: E402
from models.training.lanes import Lanes, State, Step  # noqa: E402

PHASES = run.read_phases('nano')
STAGES = [name for phase in PHASES for name, _ in phase]


class Parsed(Exception):
    """Raised with what a stage read from its command line, before it does anything."""


def parsed(command):
    """The options as the stage's own argparse reads them; SystemExit where it does not know one."""
    module = importlib.import_module(command[2])
    original = argparse.ArgumentParser.parse_args

    def parse(self, *args, **more):
        raise Parsed(original(self, *args, **more))
    with mock.patch.object(argparse.ArgumentParser, 'parse_args', parse), mock.patch('sys.argv', command[2:]):
        try:
            module.main()
        except Parsed as result:
            return result.args[0]
    raise AssertionError(f'{command[2]} reads no options')


class Commands(unittest.TestCase):
    def setUp(self):
        self.work = tiny.folder(self)

    def made(self, *options):
        with mock.patch('sys.argv', ['run', '--work', self.work, '--out', os.path.join(self.work, 'out'), *options]):
            whole = []
            with mock.patch.object(run.Run, 'train', lambda self: whole.append(self)):
                run.main()
        for name in ('joint', 'generating', 'pixel'):
            safetensors.write(os.path.join(self.work, f'{name}.safetensors'), {'model.a': np.full(1, 1, np.float32), 'pixel_tokenizer.b': np.full(1, len(name), np.float32)}, metadata={'step': 9})
        return whole[0]

    def steps(self, whole):
        timed = [step for phase in whole.phases() for lane in phase for step in (make() for make in lane)]
        return {step.name: step for step in (*timed, *whole.finish())}

    def test_every_stage_knows_the_options_it_is_given(self):
        for options in ((), ('--device', 'cuda'), ('--resume', '--photos', '/photos', '--scenes', '60')):
            steps = self.steps(self.made(*options))
            for step in steps.values():
                with contextlib.redirect_stderr(io.StringIO()) as heard:
                    try:
                        parsed(step.command)
                    except SystemExit:
                        self.fail(f'{step.name} {step.command}: {heard.getvalue()}')
            self.assertLessEqual({*STAGES, 'write-codes', 'pack', 'calibrate', 'scores'}, set(steps))

    def test_the_times_of_the_phases_add_up_to_the_minutes(self):
        self.assertAlmostEqual(sum(max(share for _, share in phase) for phase in PHASES), 1)
        steps = self.steps(self.made('--minutes', '100', '--device', 'cuda'))
        self.assertAlmostEqual(sum(step.minutes for step in steps.values()), 100)

    def test_the_split_of_the_time_is_the_configs(self):
        path = os.path.join(self.work, 'own.json')
        for phases, words in (([{'vae': 0.25}, {'joint': 0.75, 'diffusion': 0.5}], None), ([{'vae': 0.5}], 'add up to 0.5, not 1'), ([{'polish': 1}], 'there is no stage polish'), ([], 'has no "training"')):
            with open(path, 'w') as file:
                json.dump({**tiny.config(), 'training': {'phases': phases}}, file)
            if words:
                with self.assertRaisesRegex(SystemExit, words):
                    run.read_phases(path)
            else:
                steps = self.steps(self.made('--config', path, '--minutes', '100'))
                self.assertEqual({name: step.minutes for name, step in steps.items() if step.minutes}, {'vae': 25, 'joint': 75, 'diffusion': 50})

    def test_a_stage_that_goes_on_is_told_how_long_it_has_trained(self):
        whole = self.made('--minutes', '100')
        whole.state.seconds = {'joint': 600, 'vae': 300}
        steps = self.steps(whole)
        for name, elapsed, left in (('joint', 10, 32), ('vae', 5, 5), ('draw', 0, 42)):
            options = parsed(steps[name].command)
            self.assertEqual((options.elapsed, options.minutes), (elapsed, left))

    def test_the_best_weights_are_packed_where_there_are_any(self):
        whole = self.made()
        self.assertIn(whole.joint, whole.finish()[0].command)
        with open(whole.joint + '.best', 'w'):
            pass
        self.assertIn(whole.joint + '.best', whole.finish()[0].command)

    def test_what_cannot_be_is_said_in_a_line_before_anything_is_written(self):
        out = os.path.join(self.work, 'other')
        os.mkdir(out)
        with open(os.path.join(out, 'checkpoint.json'), 'w') as file:
            json.dump({'name': 'tiny'}, file)
        cases = [(('--out', out), 'holds a checkpoint of tiny, not of nano; nothing was written'), (('--photos', out), 'there is no photos.jsonl in it'), (('--photos', out + '.npz'), 'there is no such file; write it with'), (('--graphs', out), 'there are no weights.safetensors in it')]
        if not torch.cuda.is_available():
            cases.append((('--device', 'cuda'), 'finds no such GPU'))
        for options, words in cases:
            before = sorted(os.listdir(self.work))
            with mock.patch('sys.argv', ['run', '--work', os.path.join(self.work, 'new'), *options]), self.assertRaisesRegex(SystemExit, words):
                run.main()
            self.assertEqual((sorted(os.listdir(self.work)), os.listdir(out)), (before, ['checkpoint.json']))

    def test_the_table_at_the_end_holds_the_newest_scores_and_every_stages_speed(self):
        with open(os.path.join(self.work, 'joint.safetensors.jsonl'), 'w') as log:
            for step, right in ((5, 10.0), (9, 20.0)):
                log.write(json.dumps({'step': step, 'scores': {'answers': {'qa.colour': right, 'prompt.box': 1.0}, 'cIoU': {'prompt.box': right + 1}}, 'overall': right, 'best': 20.0}) + '\n')
        with open(os.path.join(self.work, 'vae.log'), 'w') as log:
            log.write('speed: 1 samples/s\nspeed: 2 samples/s\n')
        with mock.patch('sys.argv', ['score_table', '--work', self.work]), contextlib.redirect_stdout(io.StringIO()) as said:
            score_table.main()
        for line in ('held-out scenes, step 9, under teacher forcing: overall 20.0, best 20.0', '| prompt.box | 1.0 | 21.0 |', '| qa.colour | 20.0 | – |', 'vae        2 samples/s'):
            self.assertIn(line, said.getvalue().splitlines())

    def test_photos_that_are_packed_already_are_taken_as_they_are(self):
        steps = self.steps(self.made('--photos', os.path.join(self.work, 'mine.npz')))
        self.assertNotIn('photos', steps)
        self.assertEqual({parsed(steps[name].command).photos for name in STAGES}, {os.path.join(self.work, 'mine.npz')})

    def test_codes_are_trained_on_with_the_codes_option_on(self):
        self.assertGreater(parsed(self.steps(self.made())['codes'].command).codes, 0)

    def test_the_linear_start_is_used_from_nothing_and_not_from_a_checkpoint(self):
        def starts(*options):
            steps = self.steps(self.made(*options))
            return parsed(steps['vae'].command).resume is None, parsed(steps['pixel'].command).restart
        self.assertEqual(starts(), (True, True))
        self.assertEqual(starts('--resume'), (False, False))

    def test_the_joint_stages_see_through_the_trained_pixel_encoder(self):
        self.steps(self.made())
        for name in ('joint', 'generating'):
            path = os.path.join(self.work, f'{name}.safetensors')
            self.assertEqual({key: float(value[0]) for key, value in safetensors.read(path).items()}, {'model.a': 1, 'pixel_tokenizer.b': len('pixel')})
            self.assertEqual(safetensors.read_metadata(path), {'step': '9'})

    def test_the_stages_of_a_cpu_run_side_by_side_and_those_of_a_gpu_in_turn(self):
        widths = [len(phase) for phase in self.made().phases()[1:]]
        self.assertEqual(widths, [2, 2, 1, 1, 2])
        self.assertEqual({len(phase) for phase in self.made('--device', 'cuda').phases()[1:]}, {1})

    def test_a_fresh_run_starts_from_the_emitted_or_the_shipped_weights(self):
        emitted, shipped = os.path.join(self.work, 'graphs'), os.path.join(self.work, 'shipped')
        for path, value in ((emitted, 1), (shipped, 2)):
            os.mkdir(path)
            safetensors.write(os.path.join(path, 'weights.safetensors'), {'model.a': np.full(1, value, np.float32)}, half=True)
        for options, value in ((('--graphs', emitted), 1), (('--graphs', emitted, '--resume'), 2)):
            whole = self.made(*options)
            whole.shipped = shipped
            with open(whole.joint + '.optimizer', 'w'):
                pass  # an earlier run's
            whole.prepare()
            self.assertEqual(float(safetensors.read(whole.joint)['model.a'][0]), value)
            self.assertFalse(os.path.exists(whole.joint + '.optimizer'))
            whole.state.remove()


class GoingOn(unittest.TestCase):
    def setUp(self):
        self.work = tiny.folder(self)
        self.path = os.path.join(self.work, 'state.json')
        self.said = self.enterContext(contextlib.redirect_stdout(io.StringIO())) if hasattr(self, 'enterContext') else None

    def lanes(self):
        return Lanes(self.work, State(self.path, {'config': 'nano'}))

    def step(self, name, code, minutes=0.0, file=''):
        return lambda: Step(name, [sys.executable, '-c', code], minutes, file)

    def test_what_is_done_is_not_done_again(self):
        mark = os.path.join(self.work, 'mark')
        for _ in range(2):
            self.lanes().run([[self.step('once', f'open({mark!r}, "a").write("x")')]])
        with open(mark) as file:
            self.assertEqual(file.read(), 'x')

    def test_steps_of_a_lane_wait_for_each_other_and_lanes_do_not(self):
        def path(name):
            return os.path.join(self.work, name)
        waits = f'import os, time\nwhile not os.path.exists({path("first")!r}): time.sleep(0.01)\nopen({path("other")!r}, "w")'
        self.lanes().run([[self.step('other', waits)], [self.step('first', f'open({path("first")!r}, "w")'),
                                                       self.step('second', f'import os; assert os.path.exists({path("first")!r})')]])
        self.assertTrue(os.path.exists(path('other')))

    def test_a_failed_step_stops_the_others_and_says_why_in_its_own_words(self):
        began = self.step('long', 'import time; time.sleep(600)')
        with self.assertRaises(SystemExit) as stopped:
            self.lanes().run([[began], [self.step('wrong', 'raise SystemExit("step 3: the loss is nan")')]])
        self.assertIn('wrong failed: step 3: the loss is nan', str(stopped.exception))
        self.assertEqual(State(self.path, {'config': 'nano'}).done, [])

    def test_the_time_a_stage_has_had_and_whether_it_saved_survive(self):
        file = os.path.join(self.work, 'weights')
        with open(file, 'w'):
            os.utime(file, (0, 0))
        with self.assertRaises(SystemExit):
            self.lanes().run([[self.step('vae', f'open({file!r}, "w").write("x"); import time; time.sleep(0.6); raise SystemExit("killed")', 10, file)]])
        state = State(self.path, {'config': 'nano'})
        self.assertTrue(state.saved('vae'))
        self.assertGreater(state.minutes('vae') * 60, 0.5)
        self.assertFalse(state.fresh)

    def test_options_of_another_run_are_refused(self):
        self.lanes().state.save()
        with self.assertRaisesRegex(SystemExit, 'is of a run with'):
            State(self.path, {'config': 'tiny'})

    @unittest.skipUnless(sys.platform == 'linux', 'only Linux ends children with their parent')
    def test_a_killed_run_takes_its_stages_along(self):
        code = ('import os, sys\nfrom models.training.lanes import Lanes, State, Step\n'
                f'Lanes({self.work!r}, State({self.path!r}, {{}})).run([[lambda: Step("long", [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(600)"])]])')
        process = subprocess.Popen([sys.executable, '-c', code], cwd=tiny.ROOT, stdout=subprocess.DEVNULL)
        log, end, pid = os.path.join(self.work, 'long.log'), time.time() + 120, ''
        while not pid and time.time() < end:
            time.sleep(0.05)
            if os.path.exists(log):
                with open(log) as file:
                    pid = file.read().strip()
        process.send_signal(signal.SIGKILL)
        process.wait()
        while os.path.exists(f'/proc/{pid}') and time.time() < end:
            time.sleep(0.05)
        self.assertTrue(pid)
        self.assertFalse(os.path.exists(f'/proc/{pid}'))


if __name__ == '__main__':
    unittest.main()
