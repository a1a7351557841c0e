"""What the stages of the generating half share: arguments, learning rate by the clock, saving, the progress line."""
import argparse
import math
import os
import sys
import time
from contextlib import nullcontext

import numpy as np
import torch

from . import safetensors
from .interpreter import load_model


def arguments(description, **defaults):
    """Common command line; `defaults` adds or changes options (name=default)."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--graphs", required=True, help="folder written by `npm run models -- emit`")
    parser.add_argument("--out", required=True, help="safetensors file; tensors of other components in it are kept")
    parser.add_argument("--resume", help="safetensors file to start from")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.35, help="part of the time over which the rate falls to zero")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scenes", help="folder of rendered scenes")
    parser.add_argument("--photos", help="folder with photos.jsonl; for diffusion_stage the file that photo_pool writes")
    for name, value in defaults.items():
        if parser.get_default(name) is not None:
            parser.set_defaults(**{name: value})
            continue
        flags = dict.fromkeys((f"--{name}", f"--{name.replace('_', '-')}"))
        if isinstance(value, bool):
            parser.add_argument(*flags, action="store_true")
        else:
            parser.add_argument(*flags, type=type(value) if value is not None else str, default=value)
    return parser.parse_args()


class Stage:
    """Trains the parameters whose names start with one of `prefixes`. Frozen random codebook tables are left out."""

    def __init__(self, args, graph_names, prefixes):
        torch.set_num_threads(1) if args.device == "cpu" else None
        torch.manual_seed(args.seed)
        self.args, self.device = args, torch.device(args.device)
        self.parameters, self.graphs = load_model(args.graphs, graph_names)
        if args.resume:
            self.parameters.load(safetensors.read(args.resume))
        self.parameters.to(self.device)
        for graph in self.graphs.values():
            graph.to(self.device)
        self.own = [name for name in self.parameters.by_name if name.startswith(tuple(prefixes))]
        self.trained = [name for name in self.own if not name.endswith("quantize.embedding.weight") and not name.startswith(("vae.shift", "vae.scaling"))]
        for name, parameter in self.parameters.by_name.items():
            parameter.requires_grad_(name in self.trained)
        # numbers that are not differentiated by a graph (buffers) have no gradient and are skipped by the optimizer
        self.optimizer = torch.optim.AdamW([self.parameters.by_name[name] for name in self.trained], lr=args.rate, betas=(0.9, 0.99), weight_decay=0.01)
        self.started = self.saved = self.told = time.time()
        self.step = self.samples = 0
        self.sums = {}
        total = sum(self.parameters.by_name[name].numel() for name in self.trained)
        print(f"{len(self.trained)} parameters tensors, {total / 1e6:.3f} M numbers, {args.minutes:g} minutes on {args.device}", flush=True)

    def tensor(self, array):
        return torch.as_tensor(array).to(self.device)

    def autocast(self):
        return torch.autocast("cuda", dtype=torch.bfloat16) if self.device.type == "cuda" else nullcontext()

    def progress(self):
        return (time.time() - self.started) / (60 * self.args.minutes)

    def run(self, losses, report=None):
        """losses() -> ({name: tensor}, samples). The loss named "total" is minimised. `report()` adds to the progress line."""
        self.started = self.saved = self.told = time.time()
        while self.progress() < 1:
            rate = self.args.rate * min(1, (self.step + 1) / 60, max(0.02, (1 - self.progress()) / self.args.decay))
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            with self.autocast():
                values, count = losses()
            total = float(values["total"])
            if not math.isfinite(total):
                self.stop(f"the loss is {total}")
            self.optimizer.zero_grad(set_to_none=True)
            values["total"].backward()
            norm = float(torch.nn.utils.clip_grad_norm_([self.parameters.by_name[name] for name in self.trained if self.parameters.by_name[name].grad is not None], 1.0))
            if not math.isfinite(norm):
                self.stop(f"the norm of the gradients is {norm}")
            self.optimizer.step()
            self.step += 1
            self.samples += count
            for name, value in values.items():
                sum_, number = self.sums.get(name, (0.0, 0))
                self.sums[name] = (sum_ + float(value), number + 1)
            if time.time() - self.told > 15:
                self.tell(report)
            if time.time() - self.saved > 120:
                self.save()
        self.tell(report)
        self.save()

    def tell(self, report=None):
        spent = time.time() - self.told
        means = "  ".join(f"{name} {sum_ / number:.4f}" for name, (sum_, number) in self.sums.items())
        more = ""
        if report:
            with torch.no_grad():
                more = "  " + report()
        print(f"{(time.time() - self.started) / 60:6.1f} min  step {self.step}  {self.samples / spent:.1f} samples/s  {means}{more}", flush=True)
        self.told, self.samples, self.sums = time.time(), 0, {}

    def stop(self, why):
        """A loss or a gradient is not a number: the last save stays as it is, what led here goes into a file beside it."""
        path = self.args.out + ".nan"
        safetensors.write(path, self.parameters.arrays(), metadata={"step": self.step})
        sys.exit(f"step {self.step}: {why}; the weights of this step are in {path}. Resume from {self.args.out}, the last good save, with a lower --rate.")

    def save(self):
        """Replaces the file in one step; what other stages put into it stays."""
        kept = safetensors.read(self.args.out) if os.path.exists(self.args.out) else {}
        now = self.parameters.arrays()
        kept.update({name: now[name] for name in self.own})
        safetensors.write(self.args.out, kept)
        self.saved = time.time()


def psnr(a, b):
    """Decibels between two arrays of 0..1."""
    return float(-10 * np.log10(max(1e-12, np.mean((np.asarray(a, np.float64) - np.asarray(b, np.float64)) ** 2))))
