"""Scores and a contact sheet of the diffusion decoder on crops it was not trained on, with true masks and true edit codes.

    python3 -m models.training.check_edits --graphs DIR --edits EDIT_POOL --weights FILE --count 100 --steps 1,4 --sheet FILE.png

PSNR is measured inside the changed region, beside a fill with the mean of its surroundings. Success follows the evaluation: half of
the way in blurred colour, structure between 0.3 and 1/0.3 of the true one (test/eval/metrics/edit-success.ts).
"""
import argparse
import time

import numpy as np
import torch
from PIL import Image
from scipy.ndimage import binary_dilation, gaussian_filter

from .diffusion_stage import Edits, conditions, paint_masks
from .interpreter import load_model
from .painting import compose, sample
from .scenes.edit_pool import load_edit_pool
from .stage import psnr


def blurred(plane, region, sigma):
    """A plane [h,w] smoothed inside a region of 0..1 alone: what lies outside has no say."""
    return gaussian_filter(plane * region, sigma) / np.maximum(gaussian_filter(region, sigma), 1e-6)


def rms(x, region):
    """Root of the mean square of a plane over the pixels of a region."""
    return float(np.sqrt((x ** 2)[region > 0].mean()))


def closeness(picture, source, truth, region, unit):
    """Colour error as a share of the source's, and the ratio of structures; pictures [64,64,3] 0..255."""
    def colour(one):
        return np.sqrt(np.mean([rms(blurred(one[..., c] - truth[..., c], region, 1.5 * unit), region) ** 2 for c in range(3)]))

    def structure(one):
        light = one @ np.array([.299, .587, .114])
        return rms(blurred(light, region, 0.7 * unit) - blurred(light, region, 2.5 * unit), region) + 1
    return colour(picture) / max(1e-6, colour(source)), structure(picture) / structure(truth)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--graphs", required=True)
    parser.add_argument("--edits", required=True)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--steps", default="4")
    parser.add_argument("--sheet")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    parameters, graphs = load_model(args.graphs, ["paint", "encode", "develop"], args.weights)
    edits = Edits(load_edit_pool(args.edits)[-1:], 1)
    chunk = edits.chunks[0]
    tiles, scores = [], {}
    with torch.no_grad():
        for start in range(0, args.count, 20):
            rows = [(chunk, at) for at in range(start, min(start + 20, args.count))]
            batch = edits.batch(rows, [False] * len(rows))
            masks = paint_masks(batch, "cpu")
            inputs, filled = conditions(batch, masks, graphs["encode"], "cpu")
            source, truth = batch["source"], batch["target"]
            plain = graphs["develop"]({"latents": inputs["source_latents"]})["picture"]
            columns = []
            for steps in map(int, args.steps.split(",")):
                began = time.time()
                clean = sample(graphs["paint"], inputs, torch.randn_like(inputs["source_latents"]), steps)
                result = graphs["develop"]({"latents": clean})["picture"]
                spent = (time.time() - began) / len(rows)
                pictures = np.stack([compose(torch.as_tensor(source[i:i + 1]), result[i:i + 1], plain[i:i + 1], masks[i:i + 1], kind)[0][0].numpy() for i, kind in enumerate(batch["kinds"])])
                columns.append(pictures)
                for i, kind in enumerate(batch["kinds"]):
                    record(scores, (kind, f"{steps} steps"), pictures[i], source[i], truth[i], batch["region"][i, 0], rows[i][0][4][rows[i][1]]["crop"][2], spent)
            for i, kind in enumerate(batch["kinds"]):
                region = batch["region"][i, 0] > 0
                ring = binary_dilation(region, iterations=4) & ~region
                mean = source[i].copy()
                mean[:, region] = source[i][:, ring].mean(1, keepdims=True) if ring.any() else 0.5
                record(scores, (kind, "mean of surroundings"), mean, source[i], truth[i], batch["region"][i, 0], rows[i][0][4][rows[i][1]]["crop"][2], 0)
                through = graphs["develop"]({"latents": graphs["encode"]({"picture": torch.as_tensor(truth[i:i + 1])})["latents"]})["picture"][0].numpy()
                record(scores, (kind, "truth through VAE"), through, source[i], truth[i], batch["region"][i, 0], rows[i][0][4][rows[i][1]]["crop"][2], 0)
                tiles.append([source[i], np.repeat(masks[i].numpy(), 3, 0), *[column[i] for column in columns], truth[i]])
    for (kind, what), values in sorted(scores.items()):
        numbers = np.array(values)
        good = (numbers[:, 1] <= 0.5) & (numbers[:, 2] >= 0.3) & (numbers[:, 2] <= 1 / 0.3)
        print(f"{kind:11s} {what:21s} {len(numbers):4d}  PSNR {numbers[:, 0].mean():5.2f}  success {100 * good.mean():5.1f}  colour ok {100 * (numbers[:, 1] <= 0.5).mean():5.1f}  structure {np.median(numbers[:, 2]):.2f}  {1000 * numbers[:, 3].mean():.0f} ms")
    if args.sheet:
        lines = [np.concatenate([np.clip(t, 0, 1).transpose(1, 2, 0) for t in row], 1) for row in tiles[:60]]
        third = len(lines) // 3
        whole = np.concatenate([np.concatenate(lines[k * third:(k + 1) * third], 0) for k in range(3)], 1)
        Image.fromarray((whole * 255).round().astype(np.uint8)).save(args.sheet)


def record(scores, key, picture, source, truth, region, side, spent):
    """Adds (PSNR inside, closeness, seconds) of one edit to scores[key]; pictures [3,h,w] 0..1, region [h,w]."""
    def to(x):
        return np.clip(x, 0, 1).transpose(1, 2, 0) * 255
    inside = region > 0
    value = psnr(np.clip(picture, 0, 1)[:, inside], truth[:, inside])
    scores.setdefault(key, []).append((value, *closeness(to(picture), to(source), to(truth), region, 64 / side), spent))


if __name__ == "__main__":
    main()
