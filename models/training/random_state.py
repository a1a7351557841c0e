"""The state of every source of random numbers, as plain numbers and tensors that torch.save keeps and torch.load reads back without code."""
import random

import numpy as np
import torch


def of_numpy(source):
    """source: np.random or a RandomState."""
    kind, keys, *rest = source.get_state()
    return [kind, keys.tolist(), *rest]


def set_numpy(source, state):
    """The reverse of `of_numpy`."""
    kind, keys, *rest = state
    source.set_state((kind, np.array(keys, np.uint32), *rest))


def random_state(sources=None):
    """Of Python, numpy, torch and its GPUs, and of the RandomStates in `sources` by name."""
    return {
        'python': list(random.getstate()), 'numpy': of_numpy(np.random), 'torch': torch.get_rng_state(),
        'cuda': torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        'sources': {name: of_numpy(source) for name, source in (sources or {}).items()},
    }


def set_random_state(state, sources=None):
    """The reverse of `random_state`. GPUs keep their own where there are now more or fewer of them, and so does a source that the state does not name."""
    version, numbers, following = state['python']
    random.setstate((version, tuple(numbers), following))
    set_numpy(np.random, state['numpy'])
    torch.set_rng_state(state['torch'])
    if len(state['cuda']) == torch.cuda.device_count():
        torch.cuda.set_rng_state_all(state['cuda'])
    for name, source in (sources or {}).items():
        if name in state['sources']:
            set_numpy(source, state['sources'][name])
