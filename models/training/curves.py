"""Curves of a training run as PNG, from the .jsonl that joint_stage writes beside its weights.

    python3 -m models.training.curves --log FILE.jsonl --out curves.png
"""
import argparse
import json
from collections import defaultdict

import matplotlib

matplotlib.use('Agg')
import matplotlib.pyplot as plt

GROUPS = {
    'cIoU: prompts': ('cIoU', 'prompt.'), 'cIoU: referring': ('cIoU', 'refer.'), 'cIoU: refinement, dialogue': ('cIoU', ('refine.', 'dialogue')),
    'answers: questions': ('answers', 'qa.'), 'answers: names of referred objects': ('answers', 'refer.'), 'answers: edits, none': ('answers', ('edit.', 'none')),
}


def read(path):
    """The log of a joint stage (JSON lines) -> losses by name and scores by (measure, kind), each a list of (step, value)."""
    losses, scores = defaultdict(list), defaultdict(list)
    with open(path) as file:
        for line in file:
            row = json.loads(line)
            if 'speed' in row:
                continue
            if 'scores' in row:
                for measure, kinds in row['scores'].items():
                    for kind, value in kinds.items():
                        scores[measure, kind].append((row['step'], value))
            else:
                for name, value in row.items():
                    if name not in ('step', 'minutes', 'pictures'):
                        losses[name].append((row['step'], value))
    return losses, scores


def draw(losses, scores, out):
    """Writes both as a PNG: losses in the first panels, then scores by group."""
    figure, axes = plt.subplots(2, 4, figsize=(20, 9))
    panels = axes.reshape(-1)
    for name, points in losses.items():
        panels[0 if name in ('text', 'edit', 'query', 'draw') else 1].plot(*zip(*points), label=name)
    panels[0].set_title('losses: language')
    panels[1].set_title('losses: masks and heads; iou = mean IoU of training masks')
    panels[1].set_yscale('log')
    for panel, (title, (measure, prefix)) in zip(panels[2:], GROUPS.items()):
        for (kept, kind), points in sorted(scores.items()):
            if kept == measure and kind.startswith(prefix):
                panel.plot(*zip(*points), marker='.', label=kind)
        panel.set_title(title + ' (held-out training-split scenes)')
        panel.set_ylim(0, 100)
    for panel in panels:
        panel.set_xlabel('step')
        panel.legend(fontsize=7)
        panel.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(out, dpi=70)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--log', required=True)
    parser.add_argument('--out', required=True)
    args = parser.parse_args()
    draw(*read(args.log), args.out)


if __name__ == '__main__':
    main()
