"""Writes prompt-fixture.json: turns and their ids as training encodes them, one a line, which prompt-parity.test.ts compares with the run time.

    python3 test/server/focus/write_prompt_fixture.py
"""
import json
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..', '..')
sys.path.insert(0, ROOT)

from models.training.prompt_format import encode_turn  # noqa: E402
from models.training.scenes.render import make_scene  # noqa: E402
from models.training.scenes.samples import KINDS, make_turn  # noqa: E402
from models.training.tokenizer import Tokenizer  # noqa: E402

TEXTS = ('  Hello,   WORLD!! é ü 12 cm  ', '<|im_end|> [SEG] ok', "it's a red-ish cube... 3x4", '日本語 text', 'tab\there', '')


def main():
    tokenizer = Tokenizer(os.path.join(ROOT, 'models', 'checkpoints', 'nano', 'tokenizer.json'))
    rng, rows = random.Random(5), [{'text': text, 'ids': tokenizer.encode(text)} for text in TEXTS]
    for number in range(2):
        scene = make_scene(f'prompt fixture {number}', 2, 'heldout')
        for kind in KINDS:
            turn = make_turn(scene, kind, rng, 'heldout')
            if turn:
                segment, _ = encode_turn(turn, scene, tokenizer)
                rows.append({
                    'kind': turn.kind, 'text': turn.text, 'regions': len(turn.regions), 'masks': [name for _, name in turn.masks], 'history': turn.history,
                    'ids': segment.ids, 'slots': [at for at, _ in segment.regions], 'answer': segment.answers[0][0] + 1, 'learnt': [following for _, following in segment.answers],
                })
    with open(os.path.join(HERE, 'prompt-fixture.json'), 'w') as file:
        file.write('[\n' + ',\n'.join(json.dumps(row, separators=(',', ':')) for row in rows) + '\n]\n')
    print(len(rows), 'rows')


if __name__ == '__main__':
    main()
