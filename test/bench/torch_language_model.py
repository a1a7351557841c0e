"""A hand-written PyTorch module of the language model, the peer of `npm run bench`: milliseconds a decoding step behind a picture.

    python3 test/bench/torch_language_model.py --config models/configs/nano.json --weights models/checkpoints/nano/weights.safetensors --past 96 --steps 60

Prints a JSON line with the median at one and at two threads.
"""
import argparse
import json
import os
import statistics
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
from models.training import safetensors  # noqa: E402


class RMSNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, self.heads, self.kv, self.size = c['width'], c['heads'], c['kvHeads'], c['headSize']
        self.input_layernorm, self.post_attention_layernorm = RMSNorm(width), RMSNorm(width)
        self.self_attn, self.mlp = nn.Module(), nn.Module()
        self.self_attn.q_proj = nn.Linear(width, self.heads * self.size, bias=c['qkvBias'])
        self.self_attn.k_proj = nn.Linear(width, self.kv * self.size, bias=c['qkvBias'])
        self.self_attn.v_proj = nn.Linear(width, self.kv * self.size, bias=c['qkvBias'])
        self.self_attn.o_proj = nn.Linear(self.heads * self.size, width, bias=False)
        self.mlp.gate_proj, self.mlp.up_proj = nn.Linear(width, c['mlp'], bias=False), nn.Linear(width, c['mlp'], bias=False)
        self.mlp.down_proj = nn.Linear(c['mlp'], width, bias=False)

    def forward(self, x, cos, sin, past):
        batch, length, _ = x.shape
        normed = self.input_layernorm(x)

        def heads(projection, count):
            return projection(normed).view(batch, length, count, self.size).transpose(1, 2)

        def turn(t):
            first, second = t.chunk(2, -1)
            return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)
        query = turn(heads(self.self_attn.q_proj, self.heads))
        key, value = turn(heads(self.self_attn.k_proj, self.kv)), heads(self.self_attn.v_proj, self.kv)
        if past is not None:
            key, value = torch.cat([past[0], key], 2), torch.cat([past[1], value], 2)
        rows = query.reshape(batch, self.kv, -1, self.size)
        scores = torch.softmax(rows @ key.transpose(-1, -2) * self.size ** -0.5, -1)
        mixed = (scores @ value).view(batch, self.heads, length, self.size).transpose(1, 2).reshape(batch, length, -1)
        x = x + self.self_attn.o_proj(mixed)
        normed = self.post_attention_layernorm(x)
        return x + self.mlp.down_proj(F.silu(self.mlp.gate_proj(normed)) * self.mlp.up_proj(normed)), (key, value)


class LanguageModel(nn.Module):
    """Decoding only: one token at a time, so no causal mask is needed."""

    def __init__(self, c, vocabulary):
        super().__init__()
        self.embed_tokens = nn.Embedding(vocabulary, c['width'])
        self.layers = nn.ModuleList(Layer(c) for _ in range(c['layers']))
        self.norm = RMSNorm(c['width'])
        half = c['headSize'] // 2
        angle = torch.arange(c['context'])[:, None] * c['ropeTheta'] ** (-torch.arange(half) / half)
        angle[:, c.get('rotatedPairs', half):] = 0
        self.cos, self.sin = angle.cos(), angle.sin()

    def forward(self, token, position, cache):
        x = self.embed_tokens(token)
        cos, sin = self.cos[position:position + 1], self.sin[position:position + 1]
        new = []
        for layer, past in zip(self.layers, cache):
            x, kept = layer(x, cos, sin, past)
            new.append(kept)
        return self.norm(x) @ self.embed_tokens.weight.T, new


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--config', required=True)
    parser.add_argument('--weights', required=True)
    parser.add_argument('--past', type=int, default=96)
    parser.add_argument('--steps', type=int, default=60)
    args = parser.parse_args()
    with open(args.config) as file:
        config = json.load(file)
    c = config['languageModel']
    model = LanguageModel(c, sum(config['vocabulary'].values())).eval()
    weights = {name[len('model.'):]: torch.from_numpy(array) for name, array in safetensors.read(args.weights).items() if name.startswith('model.')}
    model.load_state_dict(weights)
    medians = {}
    with torch.no_grad():
        for threads in (1, 2):
            torch.set_num_threads(threads)
            cache = [(torch.randn(1, c['kvHeads'], args.past, c['headSize']), torch.randn(1, c['kvHeads'], args.past, c['headSize'])) for _ in range(c['layers'])]
            times, token = [], torch.tensor([[5]])
            for step in range(args.steps + 10):
                began = time.perf_counter()
                logits, cache = model(token, args.past + step, cache)
                token = logits[:, -1:].argmax(-1)
                times.append((time.perf_counter() - began) * 1000)
            medians[threads] = statistics.median(times[10:])
    print(json.dumps({'torch': torch.__version__, 'milliseconds': medians}))


if __name__ == '__main__':
    main()
