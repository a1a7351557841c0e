"""A set for evaluation: pictures and set.jsonl, every answer and mask exact.

    python3 -m models.training.scenes.write_set --seed 7 --count 320 --split heldout --out FOLDER

A line a picture: level, captions, qa, masks (one an object, then the parts that are asked for; COCO run lengths), refs (kind 'none' has no masks), dialogues and,
in four scenes of ten, two edits with the re-rendered target. Clicks, boxes, scribbles and rough masks are left to the
evaluator's fixed code. The kind 'unknown' mixes questions no picture answers with ones it does, so that neither always
nor never saying "cannot tell" scores.
"""
import os
import random

from . import ask, dialogue, missing, talk
from .arguments import scene_arguments
from .change import caption
from .edits import sample_twin
from .language import canonical
from .pool import level_of
from .render import make_scene
from .rle import encode
from .samples import MAKERS
from .set_files import save_picture, write_lines
from .turn import Context
from .world import SIDE

ATTEMPTS = 12
EDIT_SHARE, EDIT_KINDS = 0.42, ("remove", "recolour", "replace", "background")
EDIT_WEIGHTS = (0.29, 0.29, 0.29, 0.13)
QUESTIONS = ("qa.colour", "qa.shape", "qa.count", "qa.exists", "qa.compare", "qa.spatial", "qa.size", "qa.material",
             "qa.attribute", "qa.same", "qa.odd", "qa.unknown")
EXPRESSIONS = ("refer.ordinal", "refer.compare", "refer.plural", "refer.group", "refer.negation", "refer.odd", "refer.part", "class")
NOTHING = (missing.missing, missing.nowhere, missing.foreign)


def _make(c, maker, good, said):
    """The first turn of `maker` that is `good` and says something new; None when there is none."""
    for _ in range(ATTEMPTS):
        turn = maker(c)
        if turn and not turn.regions and turn.text and turn.text not in said and good(turn):
            said.add(turn.text)
            return turn
    return None


class Masks:
    """The masks of a line: the objects, and behind them parts and inverted masks that expressions and conversations mean."""

    def __init__(self, c):
        self.c = c
        self.entries = [{"name": canonical(t), **encode(c.scene.ids == t.id)} for t in c.things]

    def of(self, turn):
        """Indices of what a turn means."""
        if turn.place is None and 0 not in turn.targets:
            return [i - 1 for i in turn.targets]
        return [self._add(turn.names, "picture" if turn.place is None else canonical(self.c.things[turn.targets[0] - 1]), self.c.picture(turn))]

    def _add(self, name, whole, picture):
        entry = {"name": name, "part_of": whole, **encode(picture)}
        if entry not in self.entries:
            self.entries.append(entry)
        return self.entries.index(entry)

    def shown(self, past, name):
        """Indices of an earlier mask of a conversation: ids, or a picture."""
        if isinstance(past, list):
            return [i - 1 for i in past]
        return [self._add(name, "picture" if name == "everything else" else name.split(" of ")[-1], past)]


def _questions(c, index, said):
    kinds = [QUESTIONS[(index * 5 + k) % len(QUESTIONS)] for k in range(5)]
    for kind in kinds:
        maker = MAKERS[kind]
        if kind == "qa.unknown" and c.rng.random() < 0.5:
            maker = c.rng.choice((ask.colour, ask.shape, ask.size, ask.count))
        turn = _make(c, maker, lambda t: True, said)
        if turn:
            yield {"q": turn.text, "a": turn.answer, "kind": kind.split(".")[1]}


def _expressions(c, index, said, masks):
    kinds = ["refer.attribute", "refer.relation", EXPRESSIONS[index % len(EXPRESSIONS)], "refer.attribute" if index % 2 else "refer.relation"]
    kinds += ["none"] * (1 + (index % 3 == 0)) + ["reason"] * (index % 2)
    for kind in kinds:
        turn = _make(c, c.rng.choices(NOTHING, (0.7, 0.12, 0.18))[0] if kind == "none" else MAKERS[kind], lambda t: True, said)
        if turn:
            name = "none" if turn.action == "none" else kind.split(".")[-1]
            yield {"text": turn.text, "masks": masks.of(turn), "kind": name}


def _corrections(c, said):
    """One correction of a wrong first answer with at least three objects left, when the scene has it."""
    left = len(c.things) - 1
    if left < 3:
        return
    makers = [talk.other, talk.beside, talk.beside, talk.one_of_kind, talk.one_of_kind, talk.correct]
    c.rng.shuffle(makers)
    for maker in makers:
        turn = _make(c, maker, lambda t: t.history and t.history[0][0] and len(t.past[0]) == 1 and not set(t.past[0]) & set(t.targets), said)
        if turn:
            first = [i - 1 for i in turn.past[0]]
            yield {"kind": "refine", "candidates": left,
                   "turns": [{"text": turn.history[0][0], "first": first}, {"text": turn.text, "masks": [i - 1 for i in turn.targets]}]}
            return


def dialogues_of(c, said, masks):
    """A conversation of two to six turns; the last one counts."""
    maker = c.rng.choice((dialogue.conversation, dialogue.conversation, dialogue.conversation, talk.also, talk.without))
    turn = _make(c, maker, lambda t: t.history and all(text for text, *_ in t.history) and (t.action == "answer" or t.targets), said)
    if turn:
        past, turns = iter(turn.past), []
        for text, action, names, answer in turn.history:
            if action == "answer":
                turns.append({"text": text, "answer": answer})
            else:  # "there is no such thing" leaves no mask behind
                turns.append({"text": text, "masks": masks.shown(next(past), names) if action == "segment" else []})
        turns.append({"text": turn.text, "answer": turn.answer} if turn.action == "answer" else {"text": turn.text, "masks": masks.of(turn)})
        yield {"kind": "dialogue", "turns": turns}


def _edits(scene, rng, split, save, identity):
    kinds = []
    while len(kinds) < 2:
        kind = rng.choices(EDIT_KINDS, EDIT_WEIGHTS)[0]
        if kind not in kinds:
            kinds.append(kind)
    for kind in kinds:
        for _ in range(ATTEMPTS):
            pair = sample_twin(scene, kind, rng, split)
            # Without a click or an earlier turn the words alone must tell which object is meant.
            if pair and not pair.turn.regions and not pair.turn.history:
                file = save(f"{identity}-{kind}.webp", pair.target, 92)
                entry = {"instruction": pair.turn.text, "kind": kind, "target": file, "region": encode(pair.region)}
                if kind != "background":
                    entry["mask"] = pair.turn.plan["id"] - 1
                yield entry
                break


def write_set(folder, seed, count, split="heldout", level="mix"):
    """Writes `count` scenes into `folder`; returns the entries of set.jsonl."""
    os.makedirs(folder, exist_ok=True)

    def save(name, image, quality):
        save_picture(os.path.join(folder, name), image, quality)
        return name

    entries = []
    for index in range(count):
        rng = random.Random(f"set/{split}/{seed}/{index}")
        scene = make_scene(f"set/{seed}/{index}", level_of(level, seed, index), split)
        c, said, identity = Context(scene, rng, split), set(), f"{index:04d}"
        masks = Masks(c)
        entry = {
            "id": identity, "file": save(identity + ".webp", scene.image, 88), "width": SIDE, "height": SIDE, "captions": [caption(c)],
            "qa": list(_questions(c, index, said)),
            "masks": masks.entries,
            "refs": list(_expressions(c, index, said, masks)),
            "dialogues": [*_corrections(c, said), *dialogues_of(c, said, masks)],
            "edits": list(_edits(scene, rng, split, save, identity)) if rng.random() < EDIT_SHARE else [],
            "level": scene.description["level"], "source": "tabletop", "licence": "CC0-1.0",
        }
        entries.append(entry)
    write_lines(os.path.join(folder, "set.jsonl"), entries)
    return entries


def main():
    args = scene_arguments(__doc__.split("\n")[0], "heldout").parse_args()
    entries = write_set(args.out, args.seed, args.count, args.split, args.level)
    print(f"{len(entries)} scenes, {sum(len(e['qa']) for e in entries)} questions, {sum(len(e['refs']) for e in entries)} expressions, "
          f"{sum(len(e['edits']) for e in entries)} edits in {args.out}")


if __name__ == "__main__":
    main()
