"""How fast a stage runs: samples a second, the share of time that waits for batches, floating-point work a second and its share of the peak.

Work is counted as models/graph does it (2 a multiply-add of matrix products, convolutions and attention), on the very batches of the run,
and taken three times for what is differentiated: the backward pass costs about twice the forward one."""
import contextlib
import time

import torch

from .operators import OPERATORS

COUNTED_EVERY = 20  # steps; batches differ in length


def operations(operator, inputs, result):
    """Floating-point operations of one node."""
    if operator is OPERATORS['MatMul']:
        return 2 * result.numel() * inputs[0].shape[-1]
    if operator is OPERATORS['Conv']:
        return 2 * result.numel() * inputs[1][0].numel()
    if operator is OPERATORS['com.microsoft.GroupQueryAttention']:
        return 4 * result[0].numel() * result[1].shape[2]
    return 0


def measured_peak(device, size=None, rounds=6):
    """FLOP/s of a large matrix product in the numbers that training uses: bfloat16 on a GPU, float32 in one thread on a CPU. The best of some rounds."""
    gpu = str(device).startswith('cuda')
    size = size or (8192 if gpu else 768)
    matrix = torch.randn(size, size, device=device, dtype=torch.bfloat16 if gpu else torch.float32)
    best = float('inf')
    for _ in range(rounds):
        began = time.perf_counter()
        matrix @ matrix
        if gpu:
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - began)
    return 2 * size ** 3 / best


class Speed:
    """Counts while a stage runs. peak: FLOP/s, or None where it is to be measured when first asked for."""

    def __init__(self, graphs, device, peak=None):
        self.graphs, self.device, self.peak = graphs, device, peak
        self.began = time.time()
        self.waited = self.counted = 0.0
        self.steps = self.samples = self.counted_steps = 0

    @contextlib.contextmanager
    def waiting(self):
        """Round whatever brings the next batch."""
        began = time.time()
        yield
        self.waited += time.time() - began

    @contextlib.contextmanager
    def step(self, samples):
        """Round the forward pass of a step."""
        if self.steps % COUNTED_EVERY == 0:
            for graph in self.graphs:
                graph.count = self.count
            self.counted_steps += 1
        try:
            yield
        finally:
            for graph in self.graphs:
                graph.count = None
        self.steps += 1
        self.samples += samples

    def count(self, operator, inputs, result):
        self.counted += operations(operator, inputs, result) * (3 if torch.is_grad_enabled() else 1)

    def figures(self):
        """samples_per_second, waiting (share), gflops (achieved), peak_gflops, share_of_peak."""
        seconds = max(1e-9, time.time() - self.began)
        if self.peak is None:
            self.peak = measured_peak(self.device)
            self.began += time.time() - self.began - seconds  # measuring is no training
        work = self.counted / max(1, self.counted_steps) * self.steps / seconds
        return {'samples_per_second': self.samples / seconds, 'waiting': self.waited / seconds, 'gflops': work / 1e9, 'peak_gflops': self.peak / 1e9, 'share_of_peak': work / self.peak}

    def line(self):
        f = self.figures()
        return (f'speed: {f["samples_per_second"]:.1f} samples/s, {100 * f["waiting"]:.1f} % of the time waiting for batches, {f["gflops"]:.1f} GFLOP/s, '
                f'{100 * f["share_of_peak"]:.1f} % of the {f["peak_gflops"]:.0f} that a large matrix product reaches here')
