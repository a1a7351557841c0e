"""Trains pointing and naming on photos and scenes, one single-threaded process a core with averaged gradients.

    python3 -m models.training.photos.train_pointing --graphs FOLDER --published lite2.safetensors --photos FOLDER --scenes FOLDER --out FOLDER

goes on from what FOLDER holds, to the step: weights, their running mean, the optimizer's moments and random state. --minutes ends it, --decay lets
the rate fall over as many minutes at the end (in a copy of the folder where training is to go on later). Curves are in FOLDER/log.jsonl.
"""
import argparse
import json
import os
import time

import numpy as np
import torch
import torch.distributed
import torch.multiprocessing

from .. import safetensors
from .concepts import Words
from .library import Library
from .pointing_batch import batch_of, play_corrections
from .pointing_losses import naming_loss, pointing_loss
from .pointing_model import PointingModel
from .pointing_state import TrainingState
from .sampling import Sampler
from .score_pointing import scores

WARM_UP = 100
SAVE = 5  # minutes between saves


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--graphs', required=True, help='folder of emitted graphs: npm run models -- emit small FOLDER --weights initial --graphs look,point,name')
    parser.add_argument('--published', required=True, help='what convert_lite2 wrote')
    parser.add_argument('--photos', required=True, help='what pack_photos wrote')
    parser.add_argument('--scenes', help='a pool of rendered scenes')
    parser.add_argument('--out', required=True)
    parser.add_argument('--minutes', type=float, default=1e9)
    parser.add_argument('--steps', type=int, default=10 ** 9, help='of all runs of the folder together')
    parser.add_argument('--decay', type=float, default=0, help='minutes at the end over which the rate falls to a thirtieth')
    parser.add_argument('--rate', type=float, default=1e-3)
    parser.add_argument('--batch', type=int, default=4, help='photos a process')
    parser.add_argument('--prompts', type=int, default=6, help='prompts a photo')
    parser.add_argument('--processes', type=int, default=2)
    parser.add_argument('--tune', type=int, default=0, help='last blocks of the encoder that learn too, at a tenth of the rate')
    parser.add_argument('--validate', type=float, default=15, help='minutes between validations')
    return parser.parse_args()


def rate_at(args, step, minutes):
    """Share of the rate: warmed up, then constant, then falling over the last --decay minutes."""
    warm = min(1, (step + 1) / WARM_UP)
    left = args.minutes - minutes
    return warm * (max(1 / 30, left / args.decay) if args.decay and left < args.decay else 1)


def decided(args, *wishes):
    """What the first process wants, on all of them."""
    orders = torch.tensor([float(wish) for wish in wishes])
    if args.processes > 1:
        torch.distributed.broadcast(orders, 0)
    return [bool(order) for order in orders]


def averaged(gradients, processes):
    """Gradients of all processes averaged in place."""
    flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
    torch.distributed.all_reduce(flat)
    flat /= processes
    start = 0
    for gradient in gradients:
        gradient.copy_(flat[start:start + gradient.numel()].view_as(gradient))
        start += gradient.numel()


def train(rank, args):
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    if args.processes > 1:
        torch.distributed.init_process_group('gloo', init_method=f'file://{os.path.abspath(args.out)}/meeting', rank=rank, world_size=args.processes)
    library = Library(args.photos, args.scenes)
    model = PointingModel(args.graphs, args.published, args.tune)
    places = model.parameters.by_name['recogniser.names.weight'].shape[0]
    words = Words(model.parameters.by_name['recogniser.classes.weight'].shape[0], places)
    concepts = words.concepts
    state = TrainingState(args.out, model, args.rate, rank)
    state.resume()
    sampler = Sampler(library, words, args.prompts, state.rng)
    parameters = list(model.trained.values())
    for parameter in parameters:  # a batch without names, or without clicks, has no gradient of some
        parameter.grad = torch.zeros_like(parameter)
    began = saved = validated = time.time()
    sums = {}
    while True:
        minutes = (time.time() - began) / 60
        over, save, validate = decided(args, minutes > args.minutes or state.step >= args.steps, time.time() - saved > 60 * SAVE, time.time() - validated > 60 * args.validate)
        if over or save or validate:
            state.save()
            saved = time.time()
        if (over or validate) and rank == 0:
            state.write_mean()
            report(args, state, model, library, words, minutes)
        if validate:
            validated = time.time()
        if over:
            return
        state.set_rate(rate_at(args, state.step, minutes))
        samples = [sampler.sample() for _ in range(args.batch)]
        with torch.autocast('cpu', dtype=torch.bfloat16):
            seen = model.look(torch.from_numpy(np.stack([sample.picture for sample in samples])))
            with torch.no_grad():
                play_corrections(model, seen, samples, concepts, state.rng)
            batch = batch_of(samples, concepts)
            predicted = model.point(seen, batch['prompts'])
            names = model.name(seen, torch.nn.functional.avg_pool2d(batch['target'], 2))
        loss, first, choice, iou = pointing_loss(predicted, batch)
        loss = loss + 0.1 * naming_loss(names, batch['names'])
        state.optimizer.zero_grad(set_to_none=False)
        loss.backward()
        gradients = [parameter.grad for parameter in parameters]
        if args.processes > 1:
            averaged(gradients, args.processes)
        if not all(torch.isfinite(gradient).all() for gradient in gradients):
            print(f'step {state.step}: a gradient that is no number; the step is left out', flush=True)
            continue
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        state.advance()
        count(sums, batch['kinds'], first, iou)
        if rank == 0 and state.step % 50 == 0:
            print(f'{minutes:7.2f} min  step {state.step}  {1000 * (time.time() - began) / max(1, state.step - state.first):.0f} ms a step  ' + told(sums), flush=True)
            sums = {}


def count(sums, kinds, losses, iou):
    for number, kind in enumerate(kinds):
        entry = sums.setdefault(kind, [0, 0.0, 0.0, 0.0])
        entry[0] += 1
        entry[1] += losses[number].item()
        entry[2] += iou[number, 0].item()
        entry[3] += iou[number, 1:].max().item()


def told(sums):
    return '  '.join(f'{kind} {loss / n:.3f}/{100 * one / n:.0f}' + (f' best {100 * best / n:.0f}' if kind == 'click' else '') for kind, (n, loss, one, best) in sorted(sums.items()))


def report(args, state, model, library, words, minutes):
    """Validates the mean of the weights, prints a line and adds one to the log."""
    with state.mean_weights():
        found = scores(model, library, words)
    line = {'minutes': round(state.minutes_before + minutes, 1), 'step': state.step, **found}
    with open(os.path.join(args.out, 'log.jsonl'), 'a') as file:
        file.write(json.dumps(line) + '\n')
    print(json.dumps(line), flush=True)


def main():
    args = arguments()
    os.makedirs(args.out, exist_ok=True)
    meeting = os.path.join(args.out, 'meeting')
    if os.path.exists(meeting):
        os.remove(meeting)
    if args.processes == 1:
        train(0, args)
    else:
        torch.multiprocessing.spawn(train, (args,), nprocs=args.processes)


if __name__ == '__main__':
    main()
