"""Stage 0 of the generating half: the autoencoder of the painted crop. Then measures the latents' mean and deviation.

    python3 -m models.training.vae_stage --graphs DIR --scenes POOL --photos DIR --out FILE --minutes 12
"""
import numpy as np
import torch

from .pictures import Pictures
from .stage import Stage, arguments, psnr


def edges(picture):
    """Differences to the right and the lower neighbour."""
    return picture[..., :, 1:] - picture[..., :, :-1], picture[..., 1:, :] - picture[..., :-1, :]


def main():
    args = arguments(__doc__, share=0.35, sheet=None)
    stage = Stage(args, ["train_vae"], ["vae."])
    graph = stage.graphs["train_vae"]
    side = 64
    pictures = Pictures(args.scenes, args.photos, args.share, seed=args.seed)
    held = stage.tensor(Pictures(args.scenes, args.photos, 0.35, seed=99991).batch(64, side))

    def losses():
        picture = stage.tensor(pictures.batch(args.batch, side))
        moments = graph({"picture": picture}, ["mean", "log_variance"])
        mean, log_variance = moments["mean"].float(), moments["log_variance"].float().clamp(-12, 4)
        raw = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        out = graph({"raw": raw}, ["reconstruction"])["reconstruction"].float()
        distance = (out - picture).abs().mean() + 2 * (out - picture).square().mean()
        edge = sum((a - b).abs().mean() for a, b in zip(edges(out), edges(picture)))
        divergence = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()
        return {"total": distance + 0.5 * edge + 3e-4 * divergence, "distance": distance, "kl": divergence}, args.batch

    def report():
        mean = graph({"picture": held}, ["mean"])["mean"]
        return f"held-out PSNR {psnr(graph({'raw': mean}, ['reconstruction'])['reconstruction'].float().cpu(), held.cpu()):.2f} dB"

    stage.run(losses, report)
    with torch.no_grad():
        means = torch.cat([graph({"picture": stage.tensor(pictures.batch(64, side))}, ["mean"])["mean"].float() for _ in range(8)])
        values = stage.parameters.by_name
        # the statistics are numbers of the file that the training graph does not use
        values["vae.shift"].copy_(means.mean((0, 2, 3)))
        values["vae.scaling_factor"].copy_(1 / means.std((0, 2, 3)).clamp(min=1e-3))
        print("deviation of the latents by channel:", np.round(means.std((0, 2, 3)).cpu().numpy(), 3), flush=True)
    stage.save()
    if args.sheet:
        with torch.no_grad():
            out = graph({"raw": graph({"picture": held}, ["mean"])["mean"]}, ["reconstruction"])["reconstruction"]
        write_sheet(args.sheet, held[:16].cpu().numpy(), out[:16].float().cpu().numpy())


def write_sheet(path, *rows):
    """Rows of pictures [N,3,S,S], 0..1, as one PNG, enlarged twice."""
    from PIL import Image
    lines = [np.concatenate([np.clip(picture, 0, 1).transpose(1, 2, 0) for picture in row], 1) for row in rows]
    sheet = Image.fromarray((np.concatenate(lines, 0) * 255).round().astype(np.uint8))
    sheet.resize((sheet.width * 2, sheet.height * 2), Image.NEAREST).save(path)


if __name__ == "__main__":
    main()
