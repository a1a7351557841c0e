"""Steps of a training run as processes, in lanes side by side, and the file that lets a killed run go on."""
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from .model_size import ROOT
from .whole_file import write_whole

TELL_SECONDS = 60


@dataclass
class Step:
    """A command; timed ones end by themselves after `minutes` in all, and `file` is what they save."""
    name: str
    command: list
    minutes: float = 0.0
    file: str = ''


class State:
    """What is done and how long each stage has trained, as JSON, replaced in one step."""

    def __init__(self, path, options):
        self.path, self.options, self.done, self.seconds, self.kept = path, options, [], {}, []
        self.fresh = not os.path.exists(path)
        if not self.fresh:
            with open(path) as file:
                known = json.load(file)
            if known['options'] != options:
                raise SystemExit(f'{path} is of a run with {known["options"]}, not {options}: give the same options, another --work, or remove that file')
            self.done, self.seconds, self.kept = known['done'], known['seconds'], known['saved']

    def save(self):
        text = json.dumps({'options': self.options, 'done': self.done, 'seconds': self.seconds, 'saved': self.kept}, indent=2)
        write_whole(self.path, lambda file: file.write(text.encode()))

    def minutes(self, name):
        return self.seconds.get(name, 0) / 60

    def saved(self, name):
        """Whether a stage has saved anything yet."""
        return name in self.kept

    def remove(self):
        os.remove(self.path)


class Running:
    """One step under way."""

    def __init__(self, step, work):
        self.step, self.path = step, os.path.join(work, f'{step.name}.log')
        self.began = self.noted = time.time()
        print(f'{time.strftime("%H:%M:%S")} {step.name}: python {" ".join(step.command[1:])}', flush=True)
        environment = {**os.environ, 'OMP_NUM_THREADS': '1', 'OPENBLAS_NUM_THREADS': '1', 'PYTHONUNBUFFERED': '1'}
        with open(self.path, 'a') as log:
            self.start = log.tell()  # what an earlier run wrote stays above
            self.process = subprocess.Popen(step.command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=environment, preexec_fn=end_with_parent if sys.platform == 'linux' else None)

    def last_line(self):
        with open(self.path, 'rb') as file:
            file.seek(max(self.start, os.path.getsize(self.path) - 4000))
            lines = file.read().decode(errors='replace').strip().splitlines()
        return lines[-1] if lines else ''


def end_with_parent():
    """A killed run takes its stages along (on Linux; elsewhere they end when their time is up)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


class Lanes:
    def __init__(self, work, state):
        self.work, self.state, self.running, self.starts = work, state, [], {}

    def run(self, lanes):
        """Runs lanes side by side, the steps of each one after another; returns when all are done. lanes: lists of functions -> Step."""
        waiting, told = [list(lane) for lane in lanes], time.time()
        active = [None] * len(waiting)
        while any(waiting) or any(active):
            for at, lane in enumerate(waiting):
                if active[at] and self.ended(active[at]):
                    active[at] = None
                while lane and not active[at]:
                    active[at] = self.start(lane.pop(0)())
            if time.time() - told > TELL_SECONDS:
                told = time.time()
                for running in self.running:
                    print(f'  {running.step.name}: {running.last_line()}', flush=True)
            time.sleep(0.2)

    def start(self, step):
        """The step under way, or None when there is nothing left to do of it."""
        if step.name in self.state.done:
            return None
        if step.minutes and step.minutes - self.state.minutes(step.name) <= 0 and self.state.saved(step.name):
            self.state.done.append(step.name)
            return None
        self.running.append(Running(step, self.work))
        self.starts[step.name] = self.running[-1].start
        return self.running[-1]

    def ended(self, running):
        step, code = running.step, running.process.poll()
        if step.file and not self.state.saved(step.name) and os.path.getmtime(step.file) > running.began:
            self.state.kept.append(step.name)
        if code is None and time.time() - running.noted < 5:
            return False
        self.state.seconds[step.name] = self.state.seconds.get(step.name, 0) + time.time() - running.noted
        running.noted = time.time()
        if code is not None:
            self.running.remove(running)
            if code:
                last = running.last_line()
                if shutil.disk_usage(self.work).free < 2 ** 20:
                    last = 'the disk is full'  # then the log, too, has no room for its reason
                self.stop(f'{step.name} failed: {last}\nAll of it is in {running.path}; what was saved is kept, and the same command goes on from there.')
            self.state.done.append(step.name)
            print(f'{time.strftime("%H:%M:%S")} {step.name} done: {running.last_line()}', flush=True)
        self.state.save()
        return code is not None

    def output(self, name):
        """What a step of this run has written; nothing where an earlier run did it."""
        if name not in self.starts:
            return ''
        with open(os.path.join(self.work, f'{name}.log'), 'rb') as file:
            file.seek(self.starts[name])
            return file.read().decode(errors='replace').strip()

    def stop(self, why):
        for running in self.running:
            running.process.terminate()
        for running in self.running:
            running.process.wait()
        self.state.save()
        raise SystemExit(why)
