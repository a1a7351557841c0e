"""Stage 0 of the generating half: the autoencoder of the painted crop. Then measures the latents' mean and deviation.

    python3 -m models.training.vae_stage --graphs DIR --scenes POOL --photos DIR --out FILE --minutes 12
"""
import numpy as np
import torch

from .pictures import Pictures, picture_source
from .stage import Stage, arguments, psnr


def edges(picture):
    """Differences to the right and the lower neighbour."""
    return picture[..., :, 1:] - picture[..., :, :-1], picture[..., 1:, :] - picture[..., :-1, :]


def principal_patches(pictures, patch, count, whiten=True):
    """Principal components of patch x patch squares of [N,3,S,S] pictures in -1..1: (encoder [count,3,p,p], its bias, decoder
    [3*p*p,count,1,1], its bias); encoded patches have unit variance. A linear autoencoder to start from."""
    n, _, height, width = pictures.shape
    squares = (2 * pictures - 1).reshape(n, 3, height // patch, patch, width // patch, patch).transpose(0, 2, 4, 1, 3, 5).reshape(-1, 3 * patch * patch)
    mean = squares.mean(0)
    _, values, directions = np.linalg.svd(squares[:: max(1, len(squares) // 12000)] - mean, full_matrices=False)
    directions = directions[:count]
    found = (squares - mean).dot(directions.T).std(0)[:, None]
    deviation = found if whiten else np.full_like(found, np.sqrt((found ** 2).mean()))  # not whitened: distances stay those of pixels
    encoder = (directions / deviation).astype(np.float32)
    return encoder.reshape(count, 3, patch, patch), -encoder.dot(mean), np.ascontiguousarray((directions * deviation).T.astype(np.float32))[:, :, None, None], mean.astype(np.float32), (found / deviation)[:, 0]


def start_linear(stage, pictures, encoder, decoder, patch, whiten=True):
    """Sets the two shortcuts to the principal components, once, at the beginning of a training; returns the deviations of the codes."""
    values = stage.parameters.by_name
    count, width = values[f"{encoder}.weight"].shape[0], values[f"{decoder}.weight"].shape[1]
    first, first_bias, second, second_bias, deviations = principal_patches(pictures, patch, count, whiten)
    wide = np.zeros((second.shape[0], width, 1, 1), np.float32)
    wide[:, width - count:] = second
    with torch.no_grad():
        for name, array in ((f"{encoder}.weight", first), (f"{encoder}.bias", first_bias), (f"{decoder}.weight", wide), (f"{decoder}.bias", second_bias)):
            values[name].copy_(stage.tensor(array))
    return deviations


def main():
    args = arguments(__doc__, share=0.35, sheet=None, batch=8, rate=1e-3)
    side = 64
    pictures = Pictures(args.scenes, args.photos, args.share, seed=args.seed)
    draw = picture_source(args, pictures, side)
    stage = Stage(args, ["train_vae"], ["vae."])
    graph = stage.graphs["train_vae"]
    held = stage.tensor(Pictures(args.scenes, args.photos, 0.35, seed=99991).batch(64, side))

    if not args.resume:
        start_linear(stage, pictures.batch(300, side), "vae.encoder.shortcut", "vae.decoder.shortcut", 4)

    stage.go_on({"pictures": pictures.random})

    def losses():
        with stage.preparing():
            picture = stage.batch = stage.tensor(draw())
        moments = graph({"picture": picture}, ["mean", "log_variance"])
        mean, log_variance = moments["mean"].float(), moments["log_variance"].float().clamp(-12, -5)
        raw = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        out = graph({"raw": raw}, ["reconstruction"])["reconstruction"].float()
        distance = (out - picture).abs().mean() + 2 * (out - picture).square().mean()
        edge = sum((a - b).abs().mean() for a, b in zip(edges(out), edges(picture)))
        divergence = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()
        return {"total": distance + 0.5 * edge + 1e-5 * divergence, "distance": distance, "kl": divergence}, args.batch

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
