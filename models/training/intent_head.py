"""Trains the head that tells what a message wants: a linear layer on the frozen sentence encoder, calibrated on the tuning sentences.

    python3 -m models.training.intent_head models/checkpoints/minilm

Reads models/training/intent, prints how the tuning sentences come out, writes head.safetensors into the checkpoint folder and its sum into
checkpoint.json. Features: the mean over the tokens behind the layers of LAYERS, side by side, centred and scaled; that is folded into the layer.
"""
import argparse
import hashlib
import json
import os
from collections import Counter

import numpy as np
import torch

from . import safetensors
from .intent_phrases import examples
from .sentence_graph import pooled_states
from .whole_file import write_whole

LAYERS = (0, 3, 5, 6)
DECAY, STEPS, RATE, SMOOTHING = 1e-3, 300, 1e-2, 0.02


def train(features, labels, classes, decay=DECAY):
    """Weights [classes, features] and biases by Adam on all sentences at once; rare intents weigh more."""
    torch.manual_seed(1)
    x, y = torch.tensor(features), torch.tensor(labels)
    counts = torch.bincount(y, minlength=classes).float()
    loss = torch.nn.CrossEntropyLoss(weight=(counts.mean() / counts) ** 0.3, label_smoothing=SMOOTHING)
    layer = torch.nn.Linear(x.shape[1], classes)
    optimizer = torch.optim.AdamW(layer.parameters(), lr=RATE, weight_decay=0)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    for _ in range(STEPS):
        optimizer.zero_grad()
        (loss(layer(x), y) + decay * layer.weight.pow(2).sum()).backward()
        optimizer.step()
        schedule.step()
    return layer.weight.detach().numpy(), layer.bias.detach().numpy()


def temperature_of(logits, labels):
    """What the logits are divided by so that their probabilities are right as often as they say."""
    x, y = torch.tensor(logits), torch.tensor(labels)
    tried = np.linspace(0.3, 3, 55)
    return float(tried[np.argmin([float(torch.nn.functional.cross_entropy(x / value, y)) for value in tried])])


def report(rows, predicted, certain):
    """How the tuning sentences come out, by intent, and which do not."""
    wrong = [(text, label, guess, chance) for (text, label), guess, chance in zip(rows, predicted, certain) if label != guess]
    totals, bad = Counter(label for _, label in rows), Counter(label for _, label, _, _ in wrong)
    for label, total in totals.items():
        print(f'{label:24} {total - bad[label]:4} of {total}')
    for text, label, guess, chance in wrong:
        print(f'  {text!r}: {label}, taken for {guess} ({chance:.2f})')
    print(f'{len(rows) - len(wrong)} of {len(rows)} tuning sentences')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('checkpoint')
    checkpoint = parser.parse_args().checkpoint
    rows = [*examples('phrases.txt'), *examples('scenes.txt', typed=False)]
    tuning = examples('tuning.txt', typed=False)
    intents = sorted({label for _, label in rows})
    states = pooled_states(checkpoint, [text for text, _ in [*rows, *tuning]])
    features = states[:, list(LAYERS)].reshape(len(states), -1)
    mean, spread = features[:len(rows)].mean(0), features[:len(rows)].std(0) + 1e-6
    scaled = (features - mean) / spread
    labels = [intents.index(label) for _, label in [*rows, *tuning]]
    weight, bias = train(scaled[:len(rows)], labels[:len(rows)], len(intents))
    logits = scaled[len(rows):] @ weight.T + bias
    temperature = temperature_of(logits, labels[len(rows):])
    chances = torch.softmax(torch.tensor(logits / temperature), -1).numpy()
    report(tuning, [intents[index] for index in chances.argmax(-1)], chances.max(-1))
    print(f'{len(rows)} sentences of {len(intents)} intents; temperature {temperature:.2f}')
    # the scaling and the temperature become part of the layer
    weight, bias = weight / spread / temperature, (bias - weight @ (mean / spread)) / temperature
    store(checkpoint, weight, bias, intents)


def store(checkpoint, weight, bias, intents):
    path = os.path.join(checkpoint, 'head.safetensors')
    safetensors.write(path, {'weight': weight, 'bias': bias}, metadata={'intents': ' '.join(intents), 'layers': ' '.join(map(str, LAYERS))})
    manifest_path = os.path.join(checkpoint, 'checkpoint.json')
    with open(manifest_path) as file:
        manifest = json.load(file)
    with open(path, 'rb') as file:
        manifest['sha256']['head.safetensors'] = hashlib.sha256(file.read()).hexdigest()
    text = json.dumps(manifest, indent=2) + '\n'
    write_whole(manifest_path, lambda file: file.write(text.encode()))


if __name__ == '__main__':
    main()
