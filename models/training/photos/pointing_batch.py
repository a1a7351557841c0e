"""Samples as the tensors of a step, and the corrections that people make of what the predictor gave."""
import numpy as np
import torch
from scipy.ndimage import distance_transform_edt

from .drawing import CANVAS, pool
from .pointing_model import stacked
from .sampling import TARGET


def batch_of(samples, concepts):
    """Samples of K prompts each -> inputs and targets of N = B·K prompts."""
    prompts = [prompt for sample in samples for prompt in sample.prompts]
    shown = [sample.shown for sample in samples for _ in sample.prompts]
    kinds = [kind for sample in samples for kind in sample.kinds]
    others = [other for sample in samples for other in sample.others]
    targets = np.stack([target for sample in samples for target in sample.targets])
    nothing = np.zeros((TARGET, TARGET), np.float32)
    return {
        'prompts': stacked(prompts, [pool(where, 2) for where in shown], concepts),
        'target': torch.from_numpy(targets).float(),
        'shown': torch.from_numpy(np.stack(shown)),
        'other': torch.from_numpy(np.stack([nothing if other is None else other for other in others])).float(),
        'has_other': torch.tensor([other is not None for other in others]),
        'choice': torch.tensor([kind == 'click' for kind in kinds]),
        'absent': torch.tensor([kind == 'absent' for kind in kinds]),
        'by_name': torch.tensor([kind in ('name', 'absent') for kind in kinds]),
        'names': torch.tensor([name for sample in samples for name in sample.names]),
        'kinds': kinds,
    }


def correct(prompt, likely, target, shown, rng=None):
    """Adds the click that a person would make where likely [TARGET,TARGET] is wrong; False where there is nothing to correct. Without `rng` it is
    the deepest place of the largest error, with it half of the time another place deep inside."""
    wrong = ((likely >= 0.5) != (target >= 0.5)) & (shown > 0.5) & (np.abs(target - 0.5) > 0.2)
    if wrong.sum() < 4:
        return False
    depth = distance_transform_edt(np.pad(wrong, 1))[1:-1, 1:-1]
    y, x = np.unravel_index(depth.argmax(), depth.shape)
    if rng is not None and rng.random() < 0.5:
        down, across = np.nonzero(depth >= 0.5 * depth.max())
        at = rng.integers(len(across))
        y, x = down[at], across[at]
    cell = CANVAS / TARGET
    prompt.click((x + 0.5) * cell, (y + 0.5) * cell, target[y, x] >= 0.5)
    prompt.earlier(pool(likely, 2))
    return True


def play_corrections(model, seen, samples, concepts, rng):
    """The first prompt of each sample gets one to three corrections of what the predictor made of it so far."""
    rounds = rng.integers(1, 4, size=len(samples))
    fixed = {name: tensor.detach() for name, tensor in seen.items()}
    for number in range(rounds.max()):
        prompts = [sample.prompts[0] for sample in samples]
        predicted = model.point(fixed, stacked(prompts, [pool(sample.shown, 2) for sample in samples], concepts))
        likely, quality = predicted['masks'].float().sigmoid().numpy(), predicted['quality'].float().numpy()
        for at, sample in enumerate(samples):
            if number < rounds[at]:
                single = number == 0 and prompts[at].flags[0] and not prompts[at].flags[1:].any()
                chosen = int(quality[at].argmax()) if single else 0
                correct(prompts[at], likely[at, chosen], sample.targets[0], sample.shown, rng)
