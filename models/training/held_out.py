"""The scenes of a pool that training leaves out and scores are measured on."""

HELD = 400  # the newest scenes of the pool are kept for the scores


def held_count(pool):
    """How many of the newest scenes training leaves out: HELD, of a small pool a tenth."""
    return max(1, min(HELD, len(pool) // 10))


class Newest:
    """The scenes of a pool that training leaves out."""

    def __init__(self, pool):
        self.pool, self.count = pool, held_count(pool)

    def get(self, index):
        return self.pool.get(len(self.pool) - self.count + index)

    def __len__(self):
        return self.count
