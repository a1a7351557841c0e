"""What the joint stages write: weights, optimizer and random state, the best weights so far, and what led to a number that is none."""
import io
import os
import sys

import numpy as np
import torch

from . import safetensors
from .random_state import random_state, set_random_state
from .whole_file import write_whole


def write_tensors(path, value):
    """torch.save into a file that is replaced in one step."""
    buffer = io.BytesIO()  # torch says nothing of a full disk when it writes itself
    torch.save(value, buffer)
    write_whole(path, lambda file: file.write(buffer.getbuffer()))


class Saves:
    """The files of a run: FILE, the weights; FILE.optimizer, the optimizer's moments by parameter name and all random state; FILE.best."""

    def __init__(self, path, parameters, trained, optimizer):
        self.path, self.parameters, self.trained, self.optimizer = path, parameters, trained, optimizer
        self.state = {}

    def save(self, step, first=0):
        """first: the step at which the optimizer began, from which its warm-up counts."""
        moments = {name: self.optimizer.state[parameter] for name, parameter in self.trained.items() if parameter in self.optimizer.state}
        # the second file waits under another name until the first is there: whenever the run is killed, one of the two fits the weights
        state, new = self.path + '.optimizer', self.path + '.optimizer.new'
        write_tensors(new, {'moments': moments, 'step': step, 'first': first, 'random': random_state()})
        safetensors.write(self.path, self.parameters.arrays(), metadata={'step': step})
        os.replace(new, state)

    def restore_optimizer(self):
        """Takes moments over by name where shapes agree, and the random state; returns how many. A parameter without starts afresh."""
        path = self.path + '.optimizer'
        found = [torch.load(file, map_location='cpu') for file in (path + '.new', path) if os.path.exists(file)]
        if not found:
            return 0
        step = int(safetensors.read_metadata(self.path).get('step', 0))
        self.state = next((state for state in found if state.get('step') == step), found[-1])
        if self.state.get('step') != step:
            print(f'{path} is of step {self.state.get("step")}, the weights of step {step}: it goes on, but not exactly as a run that was not stopped', flush=True)
        taken = 0
        for name, moments in self.state.pop('moments', {}).items():
            parameter = self.trained.get(name)
            if parameter is not None and moments['exp_avg'].shape == parameter.shape:
                # the step count stays on the CPU, where AdamW wants it
                self.optimizer.state[parameter] = {key: value if key == 'step' else value.to(parameter.device) for key, value in moments.items()}
                taken += 1
        if 'random' in self.state:
            set_random_state(self.state.pop('random'))
        return taken

    def save_best(self, step, score, of):
        safetensors.write(self.path + '.best', self.parameters.arrays(), metadata={'step': step, 'score': score, 'of': of})

    def stop(self, step, why, batch):
        path = self.path + '.nan'
        safetensors.write(path, self.parameters.arrays(), metadata={'step': step})
        write_tensors(path + '.batch', batch)
        sys.exit(f'step {step}: {why}; the weights of this step are in {path}, its batch in {path}.batch. Resume from {self.path}, the last good save, with a lower --rate.')


def average_with(peer, parameters):
    """Two trainers that share no memory: each takes the mean of its weights and the other's newest file now and then (local SGD)."""
    if not os.path.exists(peer):
        return
    other = safetensors.read(peer)
    if not all(np.isfinite(array).all() for array in other.values()):
        print(f'{peer} holds numbers that are not finite and is left out', flush=True)
        return
    with torch.no_grad():
        for name, parameter in parameters.by_name.items():
            if name in other and other[name].shape == tuple(parameter.shape):
                parameter.lerp_(torch.from_numpy(other[name]).to(parameter.device), 0.5)
