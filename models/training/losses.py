"""Losses of the joint stages (spec 4.1) with the auxiliary ones that the renderer's truth allows."""
from itertools import permutations

import numpy as np
import torch
import torch.nn.functional as F

from .batches import MEANT_CELL, NOTHING, OTHER_CELL, UNKNOWN

CLASS_SIZES = (8, 12, 4, 4)
WEIGHTS = dict(text=1.0, mask=5.0, dice=5.0, instance=1.0, score=0.5, pixel=1.0, offset=0.5, cell=1.0, query=0.3, edit=1.0, embedding=0.1, draw=0.5, box=4.0, look=0.4)


def dice_loss(logits, target):
    """Soft Dice, 0 to 1, over the last two axes; one added to both sides, so that an empty mask has a loss (Milletari et al. 2016, V-Net).
    logits, target 0..1 [..., H, W] -> [...]."""
    probability = torch.sigmoid(logits)
    overlap = (probability * target).sum((-1, -2))
    return 1 - (2 * overlap + 1) / (probability.sum((-1, -2)) + target.sum((-1, -2)) + 1)


def mask_iou(logits, target):
    """Intersection over union of what is above a half; 0 where both are empty. logits, target 0..1 [..., H, W] -> [...], without gradient."""
    with torch.no_grad():
        predicted, truth = logits > 0, target > 0.5
        union = (predicted | truth).sum((-1, -2)).float()
        return (predicted & truth).sum((-1, -2)).float() / union.clamp(min=1)


def grouped_cross_entropy(logits, classes, background):
    """Sum over the four groups of class heads. logits [rows, classes + ...], classes [rows, 4]; class 0 weighs `background`, UNKNOWN nothing."""
    total, start = 0.0, 0
    for group, size in enumerate(CLASS_SIZES):
        weight = torch.ones(size, device=logits.device)
        weight[0] = background
        truth = classes[:, group]
        known = (weight[truth.clamp(min=0)] * (truth >= 0)).sum()
        error = F.cross_entropy(logits[:, start:start + size].float(), truth, weight=weight, ignore_index=UNKNOWN, reduction='sum')
        total = total + error / known.clamp(min=1e-6)
        start += size
    return total


def text_loss(outputs, truth):
    """Cross entropy of the tokens that are said. logits [tokens, vocabulary], answer_ids [tokens]."""
    return F.cross_entropy(outputs['logits'].float(), truth['answer_ids'])


def boxes_of(targets):
    """Centre x and y, width and height, as shares of the picture, of what is above a half. targets [..., H, W] -> [..., 4]."""
    inside = targets > 0.5
    side = targets.shape[-1]
    cells = (torch.arange(side, device=targets.device) + 0.5) / side

    def ends(flags):
        low = torch.where(flags, cells, torch.full_like(cells, 2.0)).amin(-1)
        high = torch.where(flags, cells, torch.full_like(cells, -1.0)).amax(-1)
        return (low + high) / 2, (high - low).clamp(min=0) + 1 / side
    x, width = ends(inside.any(-2))
    y, height = ends(inside.any(-1))
    return torch.stack([x, y, width, height], -1)


def box_loss(outputs, truth, has):
    """Where the mask lies, learnt at the language model's state and at the mask query itself. has: bool [B,T], the turns with a mask to bound."""
    wanted = boxes_of(truth['target'][has])
    return F.l1_loss(outputs['boxes'][:, :, 0][has].float(), wanted) + F.l1_loss(outputs['query_box'][has].float(), wanted)


def instance_loss(masks, scores, instances):
    """Queries 1.. against the single targets of a plural expression: the cheapest assignment, by brute force (at most 3 targets).
    masks [B,T,1+n,h,w], scores [B,T,1+n], instances: (b, t, float array [k,h,w] with k <= n)."""
    total = 0.0
    for count in sorted({len(targets) for _, _, targets in instances}):
        group = [instance for instance in instances if len(instance[2]) == count]
        b, t = ([instance[axis] for instance in group] for axis in (0, 1))
        logits, score = masks[b, t, 1:].float(), scores[b, t, 1:].float()
        truth = torch.from_numpy(np.stack([instance[2] for instance in group])).to(masks.device)
        cost = dice_loss(logits[:, :, None].expand(-1, -1, count, -1, -1), truth[:, None].expand(-1, logits.shape[1], -1, -1, -1)).detach()
        orders = torch.tensor(list(permutations(range(logits.shape[1]), count)), device=masks.device)
        order = orders[cost[:, orders, torch.arange(count, device=masks.device)].sum(-1).argmin(-1)]
        row = torch.arange(len(group), device=masks.device)[:, None]
        chosen, wanted = logits[row, order], torch.zeros_like(score).scatter_(1, order, 1.0)
        total = total + len(group) * (F.binary_cross_entropy_with_logits(chosen, truth) * 5 + dice_loss(chosen, truth).mean() * 2
                                      + F.binary_cross_entropy_with_logits(score, wanted))
    return total / len(instances)


def embedding_loss(embeddings, keys):
    """Queries that mean the same object should lie close, others apart (InfoNCE inside a picture). embeddings [B,T,E], keys [B,T]."""
    unit = F.normalize(embeddings.float(), dim=-1)
    alike = unit @ unit.transpose(1, 2) / 0.2
    valid = keys >= 0
    diagonal = torch.eye(keys.shape[1], dtype=torch.bool, device=keys.device)[None]
    pair = valid[:, :, None] & valid[:, None, :] & ~diagonal
    same = pair & (keys[:, :, None] == keys[:, None, :])
    log = alike.masked_fill(~pair, -1e4).log_softmax(-1)
    rows = same.any(-1)
    if not rows.any():
        return alike.sum() * 0
    mean = (log * same).sum(-1) / same.sum(-1).clamp(min=1)
    return -mean[rows].mean()


def look_loss(outputs, truth):
    """Attention of the taught heads, cell by cell: an object's cell should outweigh the text, every other cell be outweighed by it, so that
    with nothing to look at the attention stays with the text. What is meant and what the other objects cover weigh the same, empty ground half
    of that: it is most of a picture, and were it one with the other objects, to look at all of them would cost next to nothing. Every head counts
    the same, however often it is taught."""
    heads, looks = truth['look_head'], truth['looks']
    scores = outputs['attention'].float()
    scores = scores[torch.arange(len(scores), device=scores.device), heads]
    share = 1 / torch.bincount(heads).clamp(min=1).float()[heads]
    each = F.binary_cross_entropy_with_logits(scores, (looks == MEANT_CELL).float(), reduction='none')
    total = 0.0
    for kind, weight in ((MEANT_CELL, 1.0), (OTHER_CELL, 1.0), (NOTHING, 0.5)):
        cells = (looks == kind).float()
        total = total + weight * (share * (each * cells).sum(1) / cells.sum(1).clamp(min=1)).sum()
    return total


def joint_losses(outputs, truth):
    """Every loss by name (unweighted) and, for the progress line, the IoU of each mask turn. What a batch has no example of is left out:
    the mean over nothing would be NaN."""
    losses = {'text': text_loss(outputs, truth)}
    has = truth['has_mask']
    union = outputs['masks'][:, :, 0][has].float()
    target = truth['target'][has]
    iou = mask_iou(union, target)
    if len(union):
        losses['mask'] = F.binary_cross_entropy_with_logits(union, target)
        losses['dice'] = dice_loss(union, target).mean()
        losses['score'] = F.binary_cross_entropy_with_logits(outputs['scores'][:, :, 0][has].float(), (iou > 0.5).float())
    if len(truth['look_head']):
        losses['look'] = look_loss(outputs, truth)
    losses['embedding'] = embedding_loss(outputs['embeddings'][:, :, 0], truth['target_key'])
    if truth['instances']:
        losses['instance'] = instance_loss(outputs['masks'], outputs['scores'], truth['instances'])
    bounded = has & (truth['target'] > 0.5).any(-1).any(-1)
    if bounded.any():
        losses['box'] = box_loss(outputs, truth, bounded)
    known = (truth['target_key'] >= 0) & (truth['query_class'] >= 0).any(-1)
    if known.any():
        losses['query'] = grouped_cross_entropy(outputs['query_classes'][known], truth['query_class'][known], 1.0)
    if truth['has_edit'].any():
        state, wanted = outputs['edit_state'][truth['has_edit']].float(), truth['edits'][truth['has_edit']]
        losses['edit'] = F.mse_loss(state, wanted)
    classes = sum(CLASS_SIZES)
    dense = outputs['pixel_classes'].permute(0, 2, 3, 1)
    pixel = truth['pixel'].permute(0, 2, 3, 1)
    if (pixel >= 0).any():
        losses['pixel'] = grouped_cross_entropy(dense.reshape(-1, dense.shape[-1])[:, :classes], pixel.reshape(-1, 4), 0.1)
        losses['cell'] = grouped_cross_entropy(outputs['cell_classes'].reshape(-1, classes), truth['cells'].transpose(1, 2).reshape(-1, 4), 0.1)
    inside = pixel[..., 0] > 0
    if inside.any():
        losses['offset'] = F.l1_loss(dense[..., classes:][inside].float(), truth['offset'].permute(0, 2, 3, 1)[inside])
    return losses, iou


def weighted(losses, weights=WEIGHTS):
    """Their sum, each times its weight; KeyError for a loss without one."""
    return sum(weights[name] * value for name, value in losses.items())
