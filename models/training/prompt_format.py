"""A turn as the language model reads it: ids, places of region tokens, and what is to be learnt. Mirrors server/focus/prompt.ts."""
from dataclasses import dataclass, field
from itertools import accumulate

from .scenes.language import Facts, ids_of
from .scenes.mentions import mentions
from .tokenizer import pieces

MEANT, NEXT, MENTIONED = range(3)  # heads whose attention is taught (config 'auxiliary')


@dataclass
class Segment:
    """One question as tokens. regions: (position, index into the turn's regions); answers: (row, next id); slots: rows of [SEG], <seg_i>, <edit>;
    looks: (row, head, object ids): where a token should look in the picture (models/focus/attention-to-cells.ts)."""
    ids: list = field(default_factory=list)
    regions: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    looks: list = field(default_factory=list)
    slots: list = None


EDIT_ACTIONS = ('remove', 'replace', 'recolour', 'background', 'generate')
MASK_ACTIONS = ('segment',) + EDIT_ACTIONS


def answer_names(turn):
    """What is listed between <p> and </p> before an answer: the objects it hangs on, in an order that lets the answer be read off
    (names before answers). Its makers are in scenes/ask.py and scenes/compare.py; what "," and ";" mean there says docs/prompt-format.md."""
    return turn.names


def naming_looks(row, tokens, named, marks):
    """While a list of names is said from `row` (<p>) on, the head NEXT looks at the object that the next word is about; at nothing once all are named.
    named: ids of each part of the list; parts end at the tokens in `marks`."""
    parts = list(named) + [[]]
    if sum(token in marks for token in tokens) + 1 != max(1, len(named)):
        raise ValueError(f'{len(named)} objects are named by a list of {sum(token in marks for token in tokens) + 1} parts')
    looks, at = [(row, NEXT, parts[0])], 0
    for index, token in enumerate(tokens):
        if index + 1 == len(tokens) or tokens[index + 1] in marks:
            at += 1
        looks.append((row + 1 + index, NEXT, parts[min(at, len(parts) - 1)]))
    return looks


def mention_looks(row, text, scene, tokenizer):
    """At the last word of a noun phrase in the user's words, which begin at `row`, the head MENTIONED looks at everything that the phrase by itself
    fits. Photos say nothing here: their things have no attributes."""
    if scene.ids is None:
        return []
    words = pieces(' ' + ' '.join(text.split())) if text.strip() else []
    ends = list(accumulate(len(tokenizer.encode(word)) for word in words))
    facts = scene.cache.get('facts') or scene.cache.setdefault('facts', Facts(scene.objects))
    return [(row + ends[at] - 1, MENTIONED, ids_of(bits)) for at, bits in mentions(words, facts)]


def encode_turn(turn, scene, tokenizer, queries=4):
    """Turn -> (Segment, regions in order)."""
    special, encode = tokenizer.special, tokenizer.encode
    out, regions = Segment(), []

    def put_region(region):
        out.regions.append((len(out.ids), len(regions)))
        if region.shows is not None:
            out.looks.append((len(out.ids), MEANT, region.shows))
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
    out.ids.append(special['<|user|>'])
    out.looks += mention_looks(len(out.ids), turn.text, scene, tokenizer)
    out.ids += encode(turn.text)
    for region in turn.regions:
        put_region(region)
    out.ids.append(special['<|assistant|>'])

    start = len(out.ids)
    out.ids.append(special[f'<{turn.action}>'])
    if turn.match is not None:  # [] is an answer too: nothing in the picture
        out.looks += [(start - 1, MEANT, turn.match), (start, MEANT, turn.match)]
    names = turn.names if turn.action in MASK_ACTIONS else answer_names(turn) if turn.action == 'answer' else ''
    if names or turn.action in MASK_ACTIONS:
        out.ids.append(special['<p>'])
        if turn.named is not None:
            out.looks += naming_looks(len(out.ids) - 1, encode(names), turn.named, {encode(mark)[-1] for mark in ',;'})
        out.ids += encode(names) + [special['</p>']]
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
