"""A turn as the language model reads it: ids, places of region tokens, and what is to be learnt. Mirrors server/focus/prompt.ts."""
from dataclasses import dataclass, field


@dataclass
class Segment:
    """One question as tokens. regions: (position, index into the turn's regions); answers: (row, next id); slots: rows of [SEG], <seg_i>, <edit>."""
    ids: list = field(default_factory=list)
    regions: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    slots: list = None


EDIT_ACTIONS = ('remove', 'replace', 'recolour', 'background', 'generate')
MASK_ACTIONS = ('segment',) + EDIT_ACTIONS


def answer_names(turn):
    """What is listed between <p> and </p> before an answer: the objects it hangs on, in an order that lets the answer be read off
    (names before answers). Its makers are in scenes/ask.py and scenes/compare.py; what "," and ";" mean there says docs/prompt-format.md."""
    return turn.names


def encode_turn(turn, scene, tokenizer, queries=4):
    """Turn -> (Segment, regions in order)."""
    special, encode = tokenizer.special, tokenizer.encode
    out, regions = Segment(), []

    def put_region(region):
        out.regions.append((len(out.ids), len(regions)))
        out.ids.append(special['<region>'])
        regions.append(region)

    if turn.masks:
        out.ids.append(special['<masks>'])
        for region, name in turn.masks[-4:]:
            put_region(region)
            out.ids += encode(name)
    for user, action, names, text in turn.history[-2:]:
        out.ids += [special['<|user|>']] + encode(user) + [special['<|assistant|>'], special[f'<{action}>']]
        if names:
            out.ids += [special['<p>']] + encode(names) + [special['</p>']]
        out.ids += encode(text) + [special['<|im_end|>']]
    out.ids += [special['<|user|>']] + encode(turn.text)
    for region in turn.regions:
        put_region(region)
    out.ids.append(special['<|assistant|>'])

    start = len(out.ids)
    out.ids.append(special[f'<{turn.action}>'])
    names = turn.names if turn.action in MASK_ACTIONS else answer_names(turn) if turn.action == 'answer' else ''
    if names or turn.action in MASK_ACTIONS:
        out.ids += [special['<p>']] + encode(names) + [special['</p>']]
    out.ids += encode(turn.answer)
    if turn.action in MASK_ACTIONS:
        out.ids.append(special['[SEG]'])
        out.slots = [len(out.ids) - 1 + i for i in range(queries + 2)]
        learnt = len(out.ids)
        out.ids += [special[f'<seg_{i}>'] for i in range(queries)] + [special['<edit>']]
    else:
        out.ids.append(special['<|im_end|>'])
        learnt = len(out.ids)
    out.answers = [(row - 1, out.ids[row]) for row in range(start, learnt)]
    return out, regions
