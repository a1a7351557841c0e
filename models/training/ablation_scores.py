"""Scores of the ablation's variants on what training leaves out, and their table."""
import json
from collections import defaultdict

import numpy as np
import torch

from .diffusion_stage import Edits, conditions, paint_masks
from .interpreter import load_model
from .painting import sample
from .scenes.edit_pool import load_edit_pool
from .stage import psnr

COLUMNS = {
    'joint': {'answers': 'answers right', 'qa': 'of these, questions', 'refer': 'referring cIoU', 'prompt': 'click, box, scribble, mask cIoU'},
    'diffusion': {'inside': 'PSNR inside', 'outside': 'PSNR outside', 'recolour': 'recolour', 'remove': 'remove', 'replace': 'replace', 'generate': 'put in', 'background': 'background'},
}


def mean(numbers):
    """To one decimal; None of nothing."""
    return round(sum(numbers) / len(numbers), 1) if numbers else None


def joint_scores(log):
    """Means over kinds of the last scores in a log of joint_stage."""
    with open(log) as lines:
        scores = [row['scores'] for row in map(json.loads, lines) if 'scores' in row][-1]

    def of(part, prefix=''):
        return mean([value for kind, value in scores[part].items() if kind.startswith(prefix)])
    return {'answers': of('answers'), 'qa': of('answers', 'qa.'), 'refer': of('cIoU', 'refer'), 'prompt': of('cIoU', 'prompt')}


def diffusion_scores(graphs, weights, pool, count=200):
    """dB of what one step paints, before it is composed into the source: inside the region that the edit changes, by kind and in all; and
    outside of it within the mask's surroundings, where a decoder that does not know the place changes what should stay."""
    torch.set_num_threads(1)
    _, graphs = load_model(graphs, ['paint', 'encode', 'develop'], weights)
    chunk = load_edit_pool(pool)[-1]  # training leaves it out
    edits = Edits([chunk], 1)
    noise, found = torch.Generator().manual_seed(5), defaultdict(list)
    with torch.no_grad():
        for start in range(0, min(count, len(chunk[4])), 20):
            rows = [(chunk, at) for at in range(start, min(start + 20, count, len(chunk[4])))]
            batch = edits.batch(rows, [False] * len(rows))
            inputs, _ = conditions(batch, paint_masks(batch, 'cpu'), graphs['encode'], 'cpu')
            clean = sample(graphs['paint'], inputs, torch.randn(inputs['source_latents'].shape, generator=noise), 1)
            painted = graphs['develop']({'latents': clean})['picture'].clamp(0, 1).numpy()
            for at, kind in enumerate(batch['kinds']):
                region = batch['region'][at, 0] > 0.5
                inside = psnr(painted[at][:, region], batch['target'][at][:, region])
                found['inside'].append(inside)
                found[kind].append(inside)
                if not region.all():
                    found['outside'].append(psnr(painted[at][:, ~region], batch['target'][at][:, ~region]))
    return {name: round(float(np.mean(found[name])), 2) for name in COLUMNS['diffusion'] if found[name]}


def table(kind, variants, known):
    """Markdown, at the last number of steps that every variant has; the first variant's scores, and for the others the difference to it."""
    steps = sorted(set.intersection(*({int(step) for step in known.get(variant.name, {})} for variant in variants)))
    if not steps:
        return f'{kind}: no round has been ended by all variants'
    step, columns = str(steps[-1]), COLUMNS[kind]
    lines = [f'{kind}, {step} steps', '', f'| variant | {" | ".join(columns.values())} | minutes of the last {steps[-1] - (steps[-2] if len(steps) > 1 else 0)} steps |', f'|---|{"--:|" * (len(columns) + 1)}']
    first = known[variants[0].name][step]['scores']
    for variant in variants:
        row = known[variant.name][step]
        cells = []
        for name in columns:
            value = row['scores'].get(name)
            cells.append('–' if value is None else f'{value:.1f}' if variant is variants[0] else f'{value:.1f} ({value - first[name]:+.1f})')
        lines.append(f'| {variant.what} | {" | ".join(cells)} | {row["minutes"]:.1f} |')
    return '\n'.join(lines)
