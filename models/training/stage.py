"""What the stages of the generating half share: arguments, learning rate by the clock, saving, the progress line."""
import argparse
import math
import os
import signal
import sys
import time
from contextlib import nullcontext

import numpy as np
import torch

from . import safetensors
from .interpreter import load_model
from .joint_saves import write_tensors
from .random_state import random_state, set_random_state
from .speed import Speed
from .whole_file import saying_when_full


def arguments(description, **defaults):
    """Common command line; `defaults` adds or changes options (name=default)."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--graphs", required=True, help="folder written by `npm run models -- emit`")
    parser.add_argument("--out", required=True, help="safetensors file; tensors of other components in it are kept")
    parser.add_argument("--resume", help="safetensors file to start from")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--steps", type=int, help="ends after so many steps, those before a kill included, in place of --minutes")
    parser.add_argument("--elapsed", type=float, default=0, help="minutes that this stage has trained before it was killed: the rate goes on from there")
    parser.add_argument("--peak-tflops", type=float, help="the machine's peak; measured by a matrix product otherwise")
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
    args = parser.parse_args()
    for option, hint in (("scenes", "render some with python3 -m models.training.scenes.pool"), ("edits", "render some with python3 -m models.training.scenes.edit_pool")):
        path = getattr(args, option, None)
        if path and not any(name.startswith("chunk-") and name.endswith(".json") for name in (os.listdir(path) if os.path.isdir(path) else ())):
            parser.error(f"--{option} {path}: no such folder, or no finished file in it; {hint}")
    if args.resume and not os.path.isfile(args.resume):
        parser.error(f"--resume {args.resume}: there is no such file")
    return args


class Stage:
    """Trains the parameters whose names start with one of `prefixes`. Frozen random codebook tables are left out."""

    def __init__(self, args, graph_names, prefixes, name=None):
        self.name = name or prefixes[0]  # a stage goes on only from the optimizer of its own
        torch.set_num_threads(1) if args.device == "cpu" else None
        torch.manual_seed(args.seed)
        self.args, self.device = args, torch.device(args.device)
        self.parameters, self.graphs = load_model(args.graphs, graph_names, args.resume)
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
        self.sums, self.randoms, self.batch, self.speed, self.stopping = {}, {}, None, None, []
        total = sum(self.parameters.by_name[name].numel() for name in self.trained)
        print(f"{len(self.trained)} parameters tensors, {total / 1e6:.3f} M numbers, {args.minutes:g} minutes on {args.device}", flush=True)

    def tensor(self, array):
        return torch.as_tensor(array).to(self.device)

    def autocast(self):
        return torch.autocast("cuda", dtype=torch.bfloat16) if self.device.type == "cuda" else nullcontext()

    def progress(self):
        steps, elapsed = getattr(self.args, "steps", None), getattr(self.args, "elapsed", 0)
        return self.step / steps if steps else (60 * elapsed + time.time() - self.started) / (60 * (elapsed + self.args.minutes))

    def preparing(self):
        """Round what brings a batch, for the share of time that waits for it."""
        return self.speed.waiting() if self.speed else nullcontext()

    def go_on(self, randoms):
        """Takes up the optimizer, the step and every source of random numbers where a killed run of this stage left them. randoms: RandomState by name."""
        self.randoms, path = randoms, self.args.out + ".optimizer"
        own = self.args.resume and os.path.exists(self.args.out) and os.path.samefile(self.args.resume, self.args.out)
        if not own or not (getattr(self.args, "steps", None) or getattr(self.args, "elapsed", 0)):
            return
        found = [torch.load(file, map_location="cpu") for file in (path + ".new", path) if os.path.exists(file)]
        saved = safetensors.read_metadata(self.args.out).get("step")
        state = next((state for state in found if state["stage"] == self.name and str(state["step"]) == saved), None)
        if state is None:
            return
        for name, moments in state["moments"].items():
            parameter = self.parameters.by_name[name]
            self.optimizer.state[parameter] = {key: value if key == "step" else value.to(parameter.device) for key, value in moments.items()}
        self.step = state["step"]
        set_random_state(state["random"], randoms)
        print(f"goes on at step {self.step}, moments of {len(state['moments'])} tensors and the random state restored", flush=True)

    def run(self, losses, report=None):
        """losses() -> ({name: tensor}, samples). The loss named "total" is minimised. `report()` adds to the progress line."""
        with saying_when_full(f"the last save, {self.args.out},"):
            self.train(losses, report)

    def train(self, losses, report):
        peak = getattr(self.args, "peak_tflops", None)
        self.speed = Speed(list(self.graphs.values()), self.args.device, 1e12 * peak if peak else None)
        self.started = self.saved = self.told = time.time()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stopping.append(True))
        while self.progress() < 1:
            rate = self.args.rate * min(1, (self.step + 1) / 60, max(0.02, (1 - self.progress()) / self.args.decay))
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            with self.autocast(), self.speed.step(getattr(self.args, "batch", 1)):
                values, count = losses()
            numbers = dict(zip(values, torch.stack([value.detach().float() for value in values.values()]).tolist()))  # one look at the device for all
            if not math.isfinite(numbers["total"]):
                self.stop(f"the loss is {numbers['total']}")
            self.optimizer.zero_grad(set_to_none=True)
            values["total"].backward()
            norm = float(torch.nn.utils.clip_grad_norm_([self.parameters.by_name[name] for name in self.trained if self.parameters.by_name[name].grad is not None], 1.0))
            if not math.isfinite(norm):
                self.stop(f"the norm of the gradients is {norm}")
            self.optimizer.step()
            self.step += 1
            self.samples += count
            for name, value in numbers.items():
                sum_, number = self.sums.get(name, (0.0, 0))
                self.sums[name] = (sum_ + value, number + 1)
            if time.time() - self.told > 15:
                self.tell(report)
            if time.time() - self.saved > 120:
                self.save()
            if self.stopping:
                self.save()
                sys.exit(f"step {self.step}: stopped by a signal; saved to {self.args.out}")
        self.tell(report)
        self.save()
        if self.speed.steps:
            print(self.speed.line(), flush=True)

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
        write_tensors(path + ".batch", self.batch)
        sys.exit(f"step {self.step}: {why}; the weights of this step are in {path}, its batch in {path}.batch. Resume from {self.args.out}, the last good save, with a lower --rate.")

    def save(self):
        """Replaces the file in one step; what other stages put into it stays."""
        kept = safetensors.read(self.args.out) if os.path.exists(self.args.out) else {}
        now = self.parameters.arrays()
        kept.update({name: now[name] for name in self.own})
        # as the joint stages do (joint_saves.py): whenever the run is killed, one of the two files fits the weights
        state = self.args.out + ".optimizer"
        moments = {name: self.optimizer.state[self.parameters.by_name[name]] for name in self.trained if self.parameters.by_name[name] in self.optimizer.state}
        write_tensors(state + ".new", {"stage": self.name, "moments": moments, "step": self.step, "random": random_state(self.randoms)})
        safetensors.write(self.args.out, kept, metadata={"step": self.step})
        os.replace(state + ".new", state)
        self.saved = time.time()


def psnr(a, b):
    """Decibels between two arrays of 0..1."""
    return float(-10 * np.log10(max(1e-12, np.mean((np.asarray(a, np.float64) - np.asarray(b, np.float64)) ** 2))))
