"""Scores of the joint stages on held-out scenes, under teacher forcing, and the one number by which the best weights are kept."""
import os
from collections import defaultdict

import torch

from . import safetensors
from .batches import TurnSource
from .held_out import Newest
from .joint_batches import to_device
from .scenes.samples import sample_turns

MOST_SCENES = 8  # in a batch: more small batches hold turns of every length, and a GPU's large ones would take minutes to prepare


def answer_hits(outputs, truth):
    """Which segments had every token of their answer right under teacher forcing: bool per segment."""
    right = outputs['logits'].argmax(-1) == truth['answer_ids']
    hits = torch.ones(truth['has_mask'].numel(), dtype=torch.bool, device=right.device)
    hits[truth['answer_owner'][~right]] = False
    return hits


def evaluate(graph, source, batches, device, stopping=()):
    """Scores by kind on held-out scenes: cIoU of mask turns, share of answers with every token right (both under teacher forcing)."""
    overlap, union, right, seen = defaultdict(float), defaultdict(float), defaultdict(int), defaultdict(int)
    wanted = ('logits', 'masks')
    with torch.no_grad():
        for _ in range(batches):
            if stopping:
                break
            batch = source.next()
            truth = to_device(batch, device)
            outputs = graph(truth['inputs'], wanted)
            hits = answer_hits(outputs, truth).tolist()
            predicted, target = outputs['masks'][:, :, 0] > 0, truth['target'] > 0.5
            inter = (predicted & target).sum((-1, -2)).reshape(-1).tolist()
            either = (predicted | target).sum((-1, -2)).reshape(-1).tolist()
            has = truth['has_mask'].reshape(-1).tolist()
            for i, kind in enumerate(batch['kinds']):
                seen[kind] += 1
                right[kind] += hits[i]
                if has[i]:
                    overlap[kind] += inter[i]
                    union[kind] += either[i]
    scores = {kind: round(100 * right[kind] / seen[kind], 1) for kind in sorted(seen)}
    ious = {kind: round(100 * overlap[kind] / union[kind], 1) for kind in sorted(union) if union[kind]}
    return {'answers': scores, 'cIoU': ious}


def overall(scores):
    """One number of the scores: half the mean over kinds of the share of right answers, half the mean over kinds of the cIoU."""
    means = [sum(part.values()) / len(part) for part in (scores['answers'], scores['cIoU']) if part]
    return round(sum(means) / len(means), 2)


class Scores:
    """Takes scores during a run, writes them into its log and keeps the weights with the best in FILE.best."""

    def __init__(self, graph, pool, tokenizer, config, args, saves, log, going_on):
        self.graph, self.pool, self.args, self.saves, self.log = graph, pool, args, saves, log
        self.batch = min(args.batch, MOST_SCENES)
        self.held = TurnSource(pool, tokenizer, config, self.batch, args.questions, 777, sample_turns)
        path = args.out + '.best'
        known = safetensors.read_metadata(path) if going_on and os.path.exists(path) else {}
        self.best, self.of = float(known.get('score', '-inf')), known.get('of')

    def take(self, batches, stopping):
        self.held.random.seed(777)
        self.held.pool = Newest(self.pool)
        return evaluate(self.graph, self.held, batches, self.args.device, stopping)

    def report(self, step, stopping, final=False):
        """Always over the same batches, so that the numbers can be compared; at the end once more over 2.5 times as many."""
        scores = self.take(self.args.score_batches, stopping)
        if stopping:
            return
        number = overall(scores)
        # scores of other scenes, or of the stage before, say nothing about these
        of = f'{os.path.abspath(self.args.pool)} {len(self.pool)} scenes {self.args.score_batches} batches of {self.batch}{" with drawing" if self.args.codes else ""}'
        if of != self.of or number > self.best:
            self.best, self.of = number, of
            self.saves.save_best(step, number, of)
        if final:
            scores = self.take(int(2.5 * self.args.score_batches), stopping)
            if stopping:
                return
        self.log.write({'step': step, 'scores': scores, 'overall': number, 'best': self.best})
        print(f'scores at step {step}: cIoU {scores["cIoU"]} answers {scores["answers"]} overall {number} best {self.best}', flush=True)
