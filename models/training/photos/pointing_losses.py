"""What the prompt predictor is taught: masks, the IoU that they will have, whether there is anything, and names."""
import torch
import torch.nn.functional as F


def mask_losses(logits, target, shown):
    """2 BCE + Dice of each mask: logits [N,M,h,w], target [N,h,w], shown [N,h,w] (1 where it counts) -> [N,M]. A target that is empty has no Dice."""
    wide, counts = target[:, None].expand_as(logits), shown[:, None]
    bce = (F.binary_cross_entropy_with_logits(logits, wide, reduction='none') * counts).sum((2, 3)) / counts.sum((2, 3)).clamp(min=1)
    likely, truth = logits.sigmoid() * counts, wide * counts
    dice = 1 - (2 * (likely * truth).sum((2, 3)) + 1) / (likely.square().sum((2, 3)) + truth.square().sum((2, 3)) + 1)
    return 2 * bce + dice * (truth.amax((2, 3)) >= 0.5)


def true_iou(logits, target, shown):
    """IoU of each mask with its target, [N,M]."""
    counts = shown[:, None]
    found, truth = (logits > 0).float() * counts, (target[:, None] > 0.5).float() * counts
    return (found * truth).sum((2, 3)) / torch.maximum(found, truth).sum((2, 3)).clamp(min=1)


def pointing_loss(predicted, batch):
    """The sum of all losses, and what is worth printing: losses of the first mask and of the best choice, IoUs [N,M].

    The first mask answers every prompt. The others compete on single clicks: the one that is least wrong learns, the rest a little. Where the click
    may mean another mask too, the one that is least wrong about that learns as well.
    """
    masks, target, shown, choice = predicted['masks'].float(), batch['target'], batch['shown'], batch['choice']
    losses = mask_losses(masks, target, shown)
    choices = losses[:, 1:]
    best = choices.min(1)[0] + 0.05 * choices.mean(1)
    loss = (losses[:, 0] * torch.where(choice, 0.5, 1.0)).mean() + (best * choice).mean()
    if batch['has_other'].any():
        at = batch['has_other']
        loss = loss + 0.3 * mask_losses(masks[at, 1:], batch['other'][at], shown[at]).min(1)[0].sum() / len(masks)
    with torch.no_grad():
        iou = true_iou(masks, target, shown)
    error = (predicted['quality'].float().sigmoid() - iou).square()
    asked = ~batch['absent']
    loss = loss + 0.5 * ((error[:, 0] * asked).mean() + (error[:, 1:].sum(1) * choice).mean())
    by_name = batch['by_name']
    if by_name.any():
        loss = loss + 0.3 * F.binary_cross_entropy_with_logits(predicted['presence'].float()[by_name, 0], asked[by_name].float(), reduction='sum') / len(masks)
    return loss, losses[:, 0].detach(), choices.min(1)[0].detach(), iou


def naming_loss(names, numbers):
    """Cross entropy of the names of masks; -1 says nothing."""
    told = numbers >= 0
    return F.cross_entropy(names.float()[told], numbers[told], label_smoothing=0.05) if told.any() else names.sum() * 0
