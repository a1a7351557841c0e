"""What the tests of training share: the repository on the path, a pool of a few scenes, emitted graphs, and a trainer to start and kill."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3))
sys.path.insert(0, ROOT)

try:
    import onnx  # noqa: F401
    import torch
except ImportError as missing:
    raise unittest.SkipTest(f'{missing}. On Debian: apt-get install python3-torch python3-onnx; elsewhere: pip install torch onnx')

torch.set_num_threads(1)

from models.training.scenes.pool import load_pool, write_pool  # noqa: E402

NODE = os.path.join(ROOT, 'node_modules', '.bin', 'node')


def config():
    with open(os.path.join(ROOT, 'models', 'configs', 'nano.json')) as file:
        return json.load(file)


def folder(case):
    """A temporary folder that goes when the test class (or test) has ended."""
    path = tempfile.mkdtemp(prefix='focus-training-')
    (case.addClassCleanup if isinstance(case, type) else case.addCleanup)(shutil.rmtree, path, ignore_errors=True)
    return path


def scenes(path, count=20):
    write_pool(path, 3, count, say=lambda line: None)
    return load_pool(path)


def emit(path):
    """Graphs of nano with starting values."""
    subprocess.run([NODE, os.path.join(ROOT, 'models', 'emit.ts'), 'nano', path, '--weights', 'initial'], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return path


class Trainer:
    """joint_stage with tiny batches, its output in OUT.log."""

    def __init__(self, graphs, pool, out, *options, minutes=5, loaders=0):
        self.out = out
        self.log = open(out + '.log', 'w')
        command = [sys.executable, '-m', 'models.training.joint_stage', '--graphs', graphs, '--pool', pool, '--out', out, '--minutes', minutes, '--batch', 1, '--questions', 4,
                   '--tell-steps', 1, '--save-seconds', 0, '--score-batches', 1, '--loaders', loaders, *options]
        self.process = subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=self.log, stderr=subprocess.STDOUT)

    def text(self):
        with open(self.log.name) as file:
            return file.read()

    def wait_for(self, found, seconds=480):
        """Until found(output) is true; fails when the trainer ends or takes too long."""
        end = time.time() + seconds
        while not found(self.text()):
            if self.process.poll() is not None and not found(self.text()):
                raise AssertionError(f'the trainer ended with {self.process.returncode}:\n{self.text()}')
            if time.time() > end:
                self.process.kill()
                raise AssertionError(f'nothing after {seconds} s:\n{self.text()}')
            time.sleep(0.05)

    def wait(self):
        self.process.wait(300)
        self.log.close()
        return self.text()

    def kill(self):
        self.process.kill()
        return self.wait()
