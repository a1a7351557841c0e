"""What surrounds the diffusion decoder: paint masks, filling of what is hidden, noise and the steps. The run time does exactly the same,
but for what lies beside the mask (`compose`)."""
import math

import torch
import torch.nn.functional as F

VISIBLE = ("recolour", "replace", "background")  # kinds that may see what lies under the mask; a replacement keeps size and material
CONFINED = ("recolour", "background")  # kinds that change nothing beyond their mask; the others may move a shadow


def dilate(mask, radius):
    """[B,1,H,W] 0/1, square of 2*radius+1."""
    return F.max_pool2d(mask, 2 * radius + 1, 1, radius) if radius else mask


def erode(mask, radius):
    """As `dilate`, the other way round; the picture's edge takes nothing away."""
    return 1 - dilate(1 - mask, radius)


def grown_box(mask, margin):
    """Filled bounding box of each mask [B,1,H,W], `margin` pixels larger on every side."""
    rows, columns = mask.amax((1, 3)), mask.amax((1, 2))

    def between(line):  # ones from the first to the last one of each row
        return ((line.cumsum(1) > 0) & (line.flip(1).cumsum(1).flip(1) > 0)).float()
    box = between(rows)[:, None, :, None] * between(columns)[:, None, None, :]
    return dilate(box, margin)


def paint_mask(kind, mask, widen=None):
    """Object mask [B,1,64,64] of one kind of edit -> the pixels that are painted. `widen` replaces the usual number of pixels."""
    if kind == "recolour":
        return dilate(mask, 1 if widen is None else widen)
    if kind == "remove":
        return dilate(mask, 2 if widen is None else widen)
    if kind == "replace":
        return torch.maximum(dilate(mask, 2 if widen is None else widen), grown_box(mask, 2 if widen is None else widen))
    return mask


def fill(picture, mask):
    """Replaces masked pixels by the mean of the known ones near by: reach 3, 6, 12, 24, 64 pixels, the nearest that finds any.
    picture [B,3,H,W], mask [B,1,H,W] -> same."""
    known = 1 - mask
    out, empty = picture * known, mask.clone()
    for reach in (3, 6, 12, 24, 64):
        size = 2 * reach + 1
        # row and column means one after the other; only their ratio counts
        pad = (0, reach), (reach, 0)
        weight = F.avg_pool2d(F.avg_pool2d(known, (1, size), 1, pad[0]), (size, 1), 1, pad[1])
        colour = F.avg_pool2d(F.avg_pool2d(picture * known, (1, size), 1, pad[0]), (size, 1), 1, pad[1])
        found = empty * (weight > 1e-5).float()
        out = out * (1 - found) + found * colour / weight.clamp(min=1e-5)
        empty = empty - found
    return out + 0.5 * empty


def latent_mask(mask, cells=16):
    """[B,1,64,64] -> [B,1,16,16]: a cell with any painted pixel is painted."""
    return F.max_pool2d(mask, mask.shape[-1] // cells)


def noised(clean, noise, time):
    """time [B]: 0 clean, 1 noise."""
    angle = (time * math.pi / 2).reshape(-1, 1, 1, 1)
    return torch.cos(angle) * clean + torch.sin(angle) * noise


def sample(paint, inputs, noise, steps):
    """Denoises in `steps` steps. paint: the graph; inputs: all but latents and timestep; noise [B,Z,h,w] -> clean latents."""
    x = noise
    for step in range(steps):
        time = 1 - step / steps
        clean = paint({**inputs, "latents": x, "timestep": torch.full((len(x),), time, device=x.device)})["clean"].float()
        if step == steps - 1:
            return clean
        guess = (x - math.cos(time * math.pi / 2) * clean) / math.sin(time * math.pi / 2)
        after = (1 - (step + 1) / steps) * math.pi / 2
        x = math.cos(after) * clean + math.sin(after) * guess


def compose(source, result, plain, mask, kind, low=8 / 255, high=16 / 255, reach=24):
    """Painted picture into the source. result and plain: developed from the painted and from the source's latents, so that what the
    autoencoder loses cancels out. Inside the mask the result; outside, for kinds that move shadows, the source plus the blurred
    difference where it is large and near; the run time goes further there (server/focus/shadow.ts). All [B,3,H,W] or [B,1,H,W], 0..1 -> picture, own mask (0..1)."""
    result, plain = result.clamp(0, 1), plain.clamp(0, 1)
    if kind in CONFINED:
        soft = blur(mask, 0.7)
        return source + soft * (result - source), soft
    difference = blur(result - plain, 1.5)
    ramp = ((difference.abs().amax(1, keepdim=True) - low) / (high - low)).clamp(0, 1)
    ramp = ramp * dilate(mask, reach) * (1 - mask)
    return mask * result + (1 - mask) * (source + ramp * difference).clamp(0, 1), torch.maximum(mask, ramp)


def blur(x, sigma):
    """Gaussian blur of [B,C,H,W], edges repeated."""
    radius = max(1, round(3 * sigma))
    at = torch.arange(-radius, radius + 1, device=x.device, dtype=x.dtype)
    kernel = torch.exp(-at * at / (2 * sigma * sigma))
    kernel = kernel / kernel.sum()
    channels = x.shape[1]
    row = kernel.reshape(1, 1, 1, -1).repeat(channels, 1, 1, 1)
    padded = F.pad(x, (radius, radius, radius, radius), mode="replicate")
    return F.conv2d(F.conv2d(padded, row, groups=channels), row.transpose(2, 3), groups=channels)
