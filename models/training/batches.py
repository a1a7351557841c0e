"""Scenes and their turns -> the arrays that the training graph takes (models/focus/training-graph.ts) and the truth for its losses."""
import random

import numpy as np

from .edit_codes import edit_code
from .prompt_format import encode_turn

SIDE, CELL_GRID = 64, 8
SHAPES, COLOURS, SIZES, MATERIALS = range(4)
LENGTHS = 4  # with two, 41 % of the tokens of a batch are padding, with four 27 %
UNKNOWN = -100  # a class that nobody knows, such as anything in a photo: the losses of classes leave it alone


class Classes:
    """Class numbers of the auxiliary heads; 0 is 'no object'."""

    def __init__(self):
        from .scenes.world import COLOUR_NAMES, MATERIALS as materials, SHAPES as shapes, SIZES as sizes
        self.tables = [{name: i + 1 for i, name in enumerate(names)} for names in (shapes, COLOUR_NAMES, sizes, materials)]

    def of(self, thing):
        """Class numbers of shape, colour, size and material; UNKNOWN where the thing has None."""
        values = thing.shape, thing.colour, thing.size, thing.material
        return [UNKNOWN if value is None else table[value] for table, value in zip(self.tables, values)]


def object_masks(scene):
    """float32 [objects + 1, 64, 64]: share of each mask cell that object i covers; 0 is the background.
    A scene without ids, whose things may overlap, brings them as `masks`."""
    if scene.ids is None:
        return scene.masks
    ids = scene.ids.reshape(SIDE, 2, SIDE, 2)
    return np.stack([(ids == i).mean((1, 3)) for i in range(len(scene.objects) + 1)]).astype(np.float32)


def scene_truth(scene, classes):
    """Classes per level-2 pixel [4,32,32] with offsets to the object's centre [2,32,32], and per cell [4,64].
    Without ids all is UNKNOWN, the background too: there may be things in it that have no label."""
    if scene.ids is None:
        return np.full((4, 32, 32), UNKNOWN, np.int64), np.zeros((2, 32, 32), np.float32), np.full((4, CELL_GRID * CELL_GRID), UNKNOWN, np.int64)
    ids = scene.ids[2::4, 2::4]
    table = np.zeros((len(scene.objects) + 1, 4), np.int64)
    centres = np.zeros((len(scene.objects) + 1, 2), np.float32)
    cells = np.zeros((4, CELL_GRID * CELL_GRID), np.int64)
    owner = np.zeros(CELL_GRID * CELL_GRID)
    for thing in scene.objects:
        table[thing.id] = classes.of(thing)
        centres[thing.id] = thing.centre
        cell = min(7, int(thing.centre[1] // 16)) * 8 + min(7, int(thing.centre[0] // 16))
        if thing.area > owner[cell]:
            owner[cell] = thing.area
            cells[:, cell] = table[thing.id]
    grid = np.stack(np.meshgrid(np.arange(32) * 4 + 2.0, np.arange(32) * 4 + 2.0), 0)
    offset = (centres[ids].transpose(2, 0, 1) - grid) / 16
    return table[ids].transpose(2, 0, 1), offset.astype(np.float32), cells


NOTHING, MEANT_CELL, OTHER_CELL, ANY = 0, 1, 2, -1  # what a cell is to a look: empty ground, what is meant, something else, no matter


def look_targets(masks, centres):
    """Where an attention to an object should lie, int8 [objects + 1, cells]: MEANT_CELL in the cell of its centre, ANY in others that it covers, else NOTHING.
    masks float [objects + 1, 64, 64]; centres: pixel (x, y) by object id, None for the background, which is nowhere in particular."""
    step = SIDE // CELL_GRID
    covered = masks.reshape(len(masks), CELL_GRID, step, CELL_GRID, step).max((2, 4)).reshape(len(masks), -1) > 0
    out = np.where(covered, ANY, NOTHING).astype(np.int8)
    for index, centre in enumerate(centres):
        if centre is None:
            out[index] = ANY
        else:
            out[index, min(7, int(centre[1] // 16)) * CELL_GRID + min(7, int(centre[0] // 16))] = MEANT_CELL
    return out


def look_of(targets, ids):
    """Truth of one look, int8 [cells]: at several objects at once, at none for []. What the other objects alone cover is OTHER_CELL. targets: of
    `look_targets`."""
    chosen = targets[ids]
    meant, covered = (chosen == MEANT_CELL).any(0), (chosen != NOTHING).any(0)
    others = np.delete(targets[1:], [i - 1 for i in ids if i > 0], 0)
    return np.select([meant, covered, (others != NOTHING).any(0)], [MEANT_CELL, ANY, OTHER_CELL], NOTHING).astype(np.int8)


def make_batch(scenes, turns, tokenizer, classes, config, encoded=None):
    """scenes: B; turns: B lists of T; encoded: what encode_turn makes of each, where that is known.
    -> dict of numpy arrays, graph inputs under 'inputs', truth beside it."""
    queries = config['segmentationPredictor']['queries']
    batch, questions = len(scenes), len(turns[0])
    encoded = encoded or [[encode_turn(turn, scene, tokenizer, queries) for turn in row] for scene, row in zip(scenes, turns)]
    length = max(len(segment.ids) for row in encoded for segment, _ in row)
    most = max(1, max(sum(len(regions) for _, regions in row) for row in encoded))
    n = batch * questions
    ids = np.full((n, length), tokenizer.special['<pad>'], np.int64)
    inject = np.zeros((n, length), np.int64)
    raster = np.zeros((batch, most, SIDE * SIDE), np.float32)
    kinds = np.zeros((batch, most), np.int64)
    slots = np.zeros((batch, questions, 2 + queries), np.int64)
    answer_rows, answer_ids, answer_owner = [], [], []
    look_rows, look_positions, look_pictures, look_heads, looks = [], [], [], [], []
    prefix_length = CELL_GRID * CELL_GRID + config['gatedAdapter']['queries']
    target = np.zeros((batch, questions, SIDE, SIDE), np.float32)
    has_mask = np.zeros((batch, questions), bool)
    target_key = np.full((batch, questions), -1, np.int64)
    query_class = np.zeros((batch, questions, 4), np.int64)
    edits = np.zeros((batch, questions, 128), np.float32)
    has_edit = np.zeros((batch, questions), bool)
    instances = []
    pixel, offset, cells = [], [], []
    for b, scene in enumerate(scenes):
        masks = object_masks(scene)
        truth = scene_truth(scene, classes)
        pixel.append(truth[0]); offset.append(truth[1]); cells.append(truth[2])
        used = 0
        where, known = look_targets(masks, [None] + [thing.centre for thing in scene.objects]), {}
        for t, (segment, regions) in enumerate(encoded[b]):
            row, turn = b * questions + t, turns[b][t]
            ids[row, :len(segment.ids)] = segment.ids
            for position, index in segment.regions:
                inject[row, position] = 1 + b * most + used + index
            for index, region in enumerate(regions):
                raster[b, used + index] = region.raster.reshape(-1)
                kinds[b, used + index] = region.type
            used += len(regions)
            for at, following in segment.answers:
                answer_rows.append(row * length + at); answer_ids.append(following); answer_owner.append(row)
            for at, head, meant in segment.looks:
                look_rows.append(row * length + at); look_positions.append(prefix_length + at); look_pictures.append(b)
                look_heads.append(head)
                if tuple(meant) not in known:  # many looks of a picture mean the same objects
                    known[tuple(meant)] = look_of(where, meant)
                looks.append(known[tuple(meant)])
            if segment.slots:
                slots[b, t] = [row * length + at for at in segment.slots]
                has_mask[b, t] = True
                if turn.place is not None:  # a part of an object, or where a new one goes
                    target[b, t] = turn.place
                else:
                    target[b, t] = np.minimum(masks[turn.targets].sum(0), 1)
                things = [] if turn.place is not None or 0 in turn.targets else turn.targets
                if len(things) == 1:
                    target_key[b, t] = things[0]
                    query_class[b, t] = classes.of(scene.objects[things[0] - 1])
                elif 2 <= len(things) <= queries - 1:
                    instances.append((b, t, masks[things]))
            if turn.edit:
                edits[b, t] = edit_code(turn.edit)
                has_edit[b, t] = segment.slots is not None
    image = np.stack([scene.image for scene in scenes]).transpose(0, 3, 1, 2).astype(np.float32) / 255
    special = tokenizer.special
    grid = CELL_GRID * CELL_GRID
    prefix = np.tile(np.array([special['<image>']] * grid + [special['<fine>']] * config['gatedAdapter']['queries'], np.int64), (batch, 1))
    model = config['languageModel']
    inputs = dict(
        image=image, prefix_ids=prefix, raster=raster, region_type=kinds, input_ids=ids, inject_index=inject,
        segment_image=np.repeat(np.arange(batch), questions), answer_index=np.array(answer_rows), slot_index=slots,
        look_index=np.array(look_rows, np.int64), look_position=np.array(look_positions, np.int64), look_picture=np.array(look_pictures, np.int64),
        no_past=np.zeros((batch, model['kvHeads'], 0, model['headSize']), np.float32),
        seqlens_k=np.zeros(batch, np.int32), total_sequence_length=np.array(0, np.int32))
    return dict(
        inputs=inputs, answer_ids=np.array(answer_ids), answer_owner=np.array(answer_owner), target=target, has_mask=has_mask,
        target_key=target_key, query_class=query_class, edits=edits, has_edit=has_edit, instances=instances,
        look_head=np.array(look_heads, np.int64), looks=np.stack(looks) if looks else np.zeros((0, CELL_GRID * CELL_GRID), np.int8),
        pixel=np.stack(pixel), offset=np.stack(offset), cells=np.stack(cells), kinds=[turn.kind for row in turns for turn in row])


class TurnSource:
    """Draws batches without end: random scenes of a pool, fresh turns, those of one of `LENGTHS` classes of length so that little is padded.
    The share `other_share` of the batches comes from the source `other`, real photos for one. With `keep` the turns of the other lengths wait for
    later batches: four times as fast, but what a batch holds then hangs on those before it."""

    def __init__(self, pool, tokenizer, config, batch, questions, seed, sample_turns, weights=None, other=None, other_share=0.0, keep=False):
        self.pool, self.tokenizer, self.config = pool, tokenizer, config
        self.batch, self.questions, self.weights = batch, questions, weights
        self.random = random.Random(seed)
        self.sample_turns, self.classes = sample_turns, Classes()
        self.limit = None
        self.other, self.other_share = other, other_share
        self.kept = [[] for _ in range(LENGTHS)] if keep else None  # rows of a scene's turns by their length

    def next(self):
        if self.other and self.random.random() < self.other_share:
            return self.other.next()
        rows = self.kept_rows() if self.kept else self.fresh_rows()
        turns, encoded = ([[pair[at] for pair in row] for _, row in rows] for at in (0, 1))
        return make_batch([scene for scene, _ in rows], turns, self.tokenizer, self.classes, self.config, encoded)

    def draw(self):
        """Number of a scene, by lot."""
        return self.random.randrange(self.limit or len(self.pool))

    def by_length(self, scene):
        """Fresh turns about a scene, each with what encode_turn makes of it, as `LENGTHS` rows from short to long."""
        queries = self.config['segmentationPredictor']['queries']
        turns = self.sample_turns(scene, self.random, self.questions * LENGTHS, weights=self.weights)
        sized = [(turn, encode_turn(turn, scene, self.tokenizer, queries)) for turn in turns]
        sized.sort(key=lambda pair: len(pair[1][0].ids))
        return [sized[at:at + self.questions] for at in range(0, len(sized), self.questions)]

    def fresh_rows(self):
        """A scene and a row of its turns, `batch` times, all of one length."""
        scenes = [self.pool.get(self.draw()) for _ in range(self.batch)]
        length = self.random.randrange(LENGTHS)
        return [(scene, self.by_length(scene)[length]) for scene in scenes]

    def kept_rows(self):
        """The same from those that wait, of the length of which there are most; half a batch more than is taken is there to choose from."""
        length = max(range(LENGTHS), key=lambda at: (len(self.kept[at]), self.random.random()))
        while len(self.kept[length]) < self.batch + self.batch // 2:
            scene = self.pool.get(self.draw())
            for waiting, row in zip(self.kept, self.by_length(scene)):
                waiting.append((scene, row))
        self.random.shuffle(self.kept[length])
        taken, self.kept[length] = self.kept[length][:self.batch], self.kept[length][self.batch:]
        return taken
