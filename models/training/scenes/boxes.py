"""Boxes x0, y0, x1, y1 in pixels, ends exclusive, and what two of them have in common."""


def area(box):
    """Pixels."""
    return (box[2] - box[0]) * (box[3] - box[1])


def common(a, b):
    """Area that two boxes share; 0 where they do not meet."""
    return max(min(a[2], b[2]) - max(a[0], b[0]), 0) * max(min(a[3], b[3]) - max(a[1], b[1]), 0)


def overlap(a, b):
    """Intersection over union, 0 to 1; at least one of the boxes has an area."""
    both = common(a, b)
    return both / (area(a) + area(b) - both)


def cover(a, b):
    """Share of the smaller box, which has an area, that the other one covers."""
    return common(a, b) / min(area(a), area(b))
