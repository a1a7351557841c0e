"""Stage 1 of the generating half: the two branches of the visual tokenizer.

    python3 -m models.training.tokenizer_stage --branch pixel    --graphs DIR --scenes POOL --photos DIR --out FILE --minutes 8
    python3 -m models.training.tokenizer_stage --branch semantic --graphs DIR --scenes POOL --encoders JOINT --out FILE --minutes 6

The semantic branch reads a frozen copy of trained encoders: --encoders names the file to copy visual, backbone and fusion from.
"""
import numpy as np
import torch
import torch.nn.functional as F

from . import safetensors
from .pictures import Pictures, picture_source
from .stage import Stage, arguments, psnr
from .vae_stage import edges, start_linear, write_sheet

FROZEN = ("visual.", "backbone.", "fusion.")


def commitment(out):
    """SimVQ: codes move to the vectors, vectors a quarter as hard to the codes."""
    z, quantised = out["z"].float(), out["quantised"].float()
    return F.mse_loss(quantised, z.detach()) + 0.25 * F.mse_loss(z, quantised.detach())


def usage(ids):
    """Share of codes seen in a batch of ids, as the perplexity of their distribution."""
    counts = torch.bincount(ids.reshape(-1)).float()
    share = counts[counts > 0] / counts.sum()
    return float(torch.exp(-(share * share.log()).sum()))


def start_codes(stage, name, deviations):
    """The map behind the random table gives codes the spread of the vectors they stand for; a quant_conv starts as identity."""
    values, width = stage.parameters.by_name, len(deviations)
    with torch.no_grad():
        values[f"{name}.quantize.embedding_proj.weight"].copy_(stage.tensor(np.diag(deviations * width ** 0.5).astype(np.float32)))
        if f"{name}.quant_conv.weight" in values:
            values[f"{name}.quant_conv.weight"].copy_(stage.tensor(np.eye(width, dtype=np.float32)[:, :, None, None]))


def turn_to_axes(stage, name, z):
    """Centres the vectors [N,d] that the encoder gives at the start and turns them to their principal axes; returns the deviations."""
    mean = z.mean(0)
    _, values, axes = torch.linalg.svd(z - mean, full_matrices=False)
    weight, bias = (stage.parameters.by_name[f"{name}.{part}"] for part in ("weight", "bias"))
    with torch.no_grad():
        weight.copy_(axes @ weight)
        bias.copy_(axes @ (bias - mean))
    return (values / len(z) ** 0.5).cpu().numpy()


def train_pixel(args):
    """Pictures <-> codes of the pixel tokenizer; with --semantic the decoder learns to use the semantic codes too, where there are any."""
    side = 128
    pictures = Pictures(args.scenes, args.photos, 0.35, seed=args.seed)
    draw = picture_source(args, pictures, side, 64)
    stage = Stage(args, ["train_pixel", "code"], ["pixel_tokenizer."])
    graph = stage.graphs["train_pixel"]
    held = stage.tensor(Pictures(args.scenes, args.photos, 0.35, seed=99991).batch(32, side, 96))
    with_semantic = args.semantic
    if not args.resume or args.restart:
        deviations = start_linear(stage, pictures.batch(400, side, 64), "pixel_tokenizer.encoder.shortcut", "pixel_tokenizer.decoder.shortcut", 16, whiten=False)
        start_codes(stage, "pixel_tokenizer", deviations)

    def semantic_map(picture):
        """With --semantic, six batches in ten see the semantic codes."""
        if with_semantic and torch.rand(()) < 0.6:
            with torch.no_grad():
                return stage.graphs["code"]({"image": picture}, ["code_map"])["code_map"][:, :16]
        return torch.zeros(len(picture), 16, 8, 8, device=stage.device)

    stage.go_on({"pictures": pictures.random})

    def losses():
        with stage.preparing():
            picture = stage.batch = stage.tensor(draw())
        out = graph({"image": picture, "semantic_map": semantic_map(picture)})
        result = out["reconstruction"].float()
        distance = (result - picture).abs().mean() + 2 * (result - picture).square().mean()
        edge = sum((a - b).abs().mean() for a, b in zip(edges(result), edges(picture)))
        quantisation = commitment(out)
        return {"total": distance + 0.3 * edge + 0.5 * quantisation, "distance": distance, "codes": quantisation}, args.batch

    def held_out():
        return graph({"image": held, "semantic_map": torch.zeros(len(held), 16, 8, 8, device=stage.device)}, ["reconstruction", "ids"])

    def report():
        out = held_out()
        return f"held-out PSNR {psnr(out['reconstruction'].float().cpu(), held.cpu()):.2f} dB, {usage(out['ids']):.0f} codes in use"

    stage.run(losses, report)
    if args.sheet:
        with torch.no_grad():
            write_sheet(args.sheet, held[:12].cpu().numpy(), held_out()["reconstruction"][:12].float().cpu().numpy())


def train_semantic(args):
    """Codes of what the encoders see (--encoders: weights whose encoders are taken)."""
    pictures = Pictures(args.scenes, args.photos, 0.25, seed=args.seed)
    draw = picture_source(args, pictures, 128, 64)
    stage = Stage(args, ["train_semantic", "features"], ["semantic_tokenizer.", "tokenizer."])
    if args.encoders:
        known = safetensors.read(args.encoders)
        missing = stage.parameters.load({f"tokenizer.{name}": array for name, array in known.items() if name.startswith(FROZEN)})
        if any(name.startswith("tokenizer.") and "fusion.mlp" not in name for name in missing):
            raise KeyError(f"{args.encoders} lacks encoders for {[name for name in missing if name.startswith('tokenizer.')][:3]}")
    for name, parameter in stage.parameters.by_name.items():
        if name.startswith("tokenizer."):
            parameter.requires_grad_(False)
    stage.trained = [name for name in stage.trained if not name.startswith("tokenizer.")]
    graph = stage.graphs["train_semantic"]

    def features(picture):
        with torch.no_grad():
            return stage.graphs["features"]({"image": stage.tensor(picture)}, ["features"])["features"]
    held = features(Pictures(args.scenes, args.photos, 0.25, seed=99991).batch(64, 128, 96))

    # what all cells share says nothing: without it the cosine asks for what tells cells apart
    common = F.layer_norm(held.float(), held.shape[-1:]).mean((0, 1))
    if not args.resume or args.restart:
        with torch.no_grad():
            z = graph({"features": held}, ["z"])["z"].float().flatten(0, 1)
        start_codes(stage, "semantic_tokenizer", turn_to_axes(stage, "semantic_tokenizer.encoder.proj_out", z))

    def loss_of(truth):
        out = graph({"features": truth})
        normed = F.layer_norm(truth.float(), truth.shape[-1:])
        cosine = 1 - F.cosine_similarity(out["reconstruction"].float() - common, normed - common, dim=-1).mean()
        return out, cosine

    stage.go_on({"pictures": pictures.random})

    def losses():
        with stage.preparing():
            picture = draw()
        stage.batch = features(picture)
        out, cosine = loss_of(stage.batch)
        quantisation = commitment(out)
        return {"total": cosine + 0.5 * quantisation, "cosine": cosine, "codes": quantisation}, args.batch

    def report():
        out, cosine = loss_of(held)
        return f"held-out cosine {1 - float(cosine):.3f}, {usage(out['ids']):.0f} codes in use"

    stage.run(losses, report)


def main():
    args = arguments(__doc__, branch="pixel", encoders=None, semantic=False, restart=False, sheet=None)
    {"pixel": train_pixel, "semantic": train_semantic}[args.branch](args)


if __name__ == "__main__":
    main()
