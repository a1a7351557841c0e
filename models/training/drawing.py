"""Text-to-image for the language model: a caption, then the picture's codes in the block of spec 3.4."""
import numpy as np

from .scenes.samples import make_turn


def image_block(codes, special, semantic_start, pixel_start, side=8):
    """Ids of <start_of_image> … <end_of_image>: semantic rows, then pixel rows. codes [2·side²]."""
    ids = [special['<start_of_image>']]
    for level, (start, part) in enumerate(((semantic_start, codes[:side * side]), (pixel_start, codes[side * side:]))):
        ids.append(special[f'<start_of_level{level}>'])
        for row in part.reshape(side, side):
            ids += [start + int(code) for code in row] + [special['<end_of_line>']]
        ids.append(special[f'<end_of_level{level}>'])
    return ids + [special['<end_of_image>']]


class DrawSource:
    """Batches for the graph train_draw: captions of pool scenes and their codes."""

    def __init__(self, pool, codes, tokenizer, config, batch, random):
        self.pool, self.codes, self.tokenizer, self.config, self.batch, self.random = pool, codes, tokenizer, config, batch, random

    def next(self):
        special, sizes = self.tokenizer.special, self.config['vocabulary']
        semantic_start = sizes['text'] + sizes['special']
        rows = []
        while len(rows) < self.batch:
            index = self.random.randrange(min(len(self.codes), len(self.pool)))
            turn = make_turn(self.pool.get(index), 'draw', self.random)
            if turn:
                caption = [special['<|user|>']] + self.tokenizer.encode(turn.text) + [special['<|assistant|>']]
                block = [special['<draw>']] + image_block(self.codes[index], special, semantic_start, semantic_start + sizes['semantic'])
                rows.append((caption, block))
        length = max(len(caption) + len(block) for caption, block in rows)
        ids = np.full((self.batch, length), special['<pad>'], np.int64)
        answers, targets = [], []
        for row, (caption, block) in enumerate(rows):
            ids[row, :len(caption) + len(block)] = caption + block
            start = len(caption)
            answers += [row * length + start - 1 + i for i in range(len(block))]
            targets += block
        model = self.config['languageModel']
        inputs = dict(input_ids=ids, answer_index=np.array(answers), no_past=np.zeros((self.batch, model['kvHeads'], 0, model['headSize']), np.float32),
                      seqlens_k=np.zeros(self.batch, np.int32), total_sequence_length=np.array(0, np.int32))
        return dict(inputs=inputs, answer_ids=np.array(targets))
