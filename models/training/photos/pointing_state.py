"""What a run keeps: weights, their running mean, the optimizer and random state, so that it goes on to the step."""
import os
import time
from contextlib import contextmanager

import numpy as np
import torch

from .. import safetensors
from ..whole_file import write_whole

MEAN = 0.9985  # of the running mean of the weights, a step
BETAS, WEIGHT_DECAY = (0.9, 0.98), 0.02


class TrainingState:
    def __init__(self, folder, model, rate, rank):
        self.folder, self.model, self.rate, self.rank = folder, model, rate, rank
        names = list(model.trained)
        tuned = [name for name in names if name.startswith('backbone.')]
        fresh = [name for name in names if not name.startswith('backbone.')]
        groups = [{'params': [model.trained[name] for name in group], 'scale': scale} for group, scale in ((fresh, 1.0), (tuned, 0.1)) if group]
        self.optimizer = torch.optim.AdamW(groups, lr=rate, betas=BETAS, weight_decay=WEIGHT_DECAY)
        self.mean = {name: parameter.detach().clone() for name, parameter in model.trained.items()}
        self.rng = np.random.default_rng(1000 + rank)
        self.step = self.first = 0
        self.minutes_before, self.began = 0.0, time.time()

    def set_rate(self, share):
        for group in self.optimizer.param_groups:
            group['lr'] = self.rate * group['scale'] * share

    def advance(self):
        """A step of the optimizer and of the mean. At first the mean is short, so that it does not remember the start."""
        self.optimizer.step()
        self.step += 1
        keep = min(MEAN, (self.step + 1) / (self.step + 20))
        with torch.no_grad():
            means = list(self.mean.values())
            torch._foreach_mul_(means, keep)
            torch._foreach_add_(means, [parameter.detach() for parameter in self.model.trained.values()], alpha=1 - keep)

    def _path(self, name):
        return os.path.join(self.folder, name)

    def save(self):
        """Random state of this process; of the first one also all the rest."""
        write_whole(self._path(f'random-{self.rank}.pt'), lambda file: torch.save({'step': self.step, 'rng': self.rng.bit_generator.state}, file))
        if self.rank:
            return
        moments = {name: self.optimizer.state[parameter] for name, parameter in self.model.trained.items() if parameter in self.optimizer.state}
        kept = {'step': self.step, 'minutes': self.minutes_before + (time.time() - self.began) / 60, 'moments': moments, 'mean': self.mean,
                'weights': {name: parameter.detach() for name, parameter in self.model.trained.items()}}
        write_whole(self._path('state.pt'), lambda file: torch.save(kept, file))

    def resume(self):
        """Takes up what the folder holds; parameters that were not trained there start afresh."""
        if not os.path.exists(self._path('state.pt')):
            return
        kept = torch.load(self._path('state.pt'), map_location='cpu')
        with torch.no_grad():
            for name, parameter in self.model.trained.items():
                if name in kept['weights'] and kept['weights'][name].shape == parameter.shape:
                    parameter.copy_(kept['weights'][name])
                    self.mean[name].copy_(kept['mean'][name])
                    if name in kept['moments']:
                        self.optimizer.state[parameter] = kept['moments'][name]
                else:
                    self.mean[name].copy_(parameter)
        self.step = self.first = kept['step']
        self.minutes_before = kept['minutes']
        random = self._path(f'random-{self.rank}.pt')
        if os.path.exists(random):
            self.rng.bit_generator.state = torch.load(random, map_location='cpu', weights_only=False)['rng']

    @contextmanager
    def mean_weights(self):
        """The model with the running mean in place of its weights."""
        own = {name: parameter.detach().clone() for name, parameter in self.model.trained.items()}
        with torch.no_grad():
            for name, parameter in self.model.trained.items():
                parameter.copy_(self.mean[name])
        try:
            yield
        finally:
            with torch.no_grad():
                for name, parameter in self.model.trained.items():
                    parameter.copy_(own[name])

    def write_mean(self):
        """FOLDER/weights.safetensors: all parameters, the trained ones as their mean."""
        with self.mean_weights():
            safetensors.write(self._path('weights.safetensors'), self.model.parameters.arrays(), metadata={'step': self.step})
