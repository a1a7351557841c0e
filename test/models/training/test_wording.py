"""What turns say: held-out sentences apart, slips, and the fields that tie words to objects. Run: npm test -- test_wording"""
import os
import random
import re
import sys
import unittest
from itertools import product

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3))

import numpy as np  # noqa: E402

from models.training.scenes import afterwards, follow_up, groups, next_mask, wordings  # noqa: E402
from models.training.scenes.casual import mistyped, typed  # noqa: E402
from models.training.scenes.frames import Frames, expand  # noqa: E402
from models.training.scenes.language import COLOUR_WORDS, MATERIAL_WORDS, NICKNAMES, NOUNS, PLURAL, RELATIONS, SIZE_WORDS  # noqa: E402
from models.training.scenes.parts import part_raster  # noqa: E402
from models.training.scenes.render import make_scene  # noqa: E402
from models.training.scenes.samples import KINDS, make_turn  # noqa: E402
from models.training.scenes.story import Story  # noqa: E402
from models.training.scenes.turn import Context  # noqa: E402
from models.training.scenes.words import corpus, flat_scene, words_of  # noqa: E402
from models.training.scenes.world import COLOUR_NAMES, MATERIALS, SHAPES, SIZES  # noqa: E402

SCENES = [make_scene(f"wording/{i}", 1 + i % 3) for i in range(4)] + [flat_scene(f"wording/{i}", 1 + i % 3) for i in range(60)]
# A word -> (which attribute, value).
MEANING = {name: (2, name) for name in COLOUR_NAMES}
for key, table in ((0, SIZE_WORDS), (1, MATERIAL_WORDS), (2, COLOUR_WORDS)):
    MEANING.update({word: (key, value) for value, said in table.items() for word in said})
MEANING.update({word.split("-")[0]: (3, shape) for shape, nouns in NOUNS.items() for pair in nouns for word in pair})


def turns_of(kind, rounds=1, split="train", scenes=SCENES):
    rng = random.Random(f"wording/{kind}")
    for _ in range(rounds):
        for scene in scenes:
            turn = make_turn(scene, kind, rng, split, typos=0)
            if turn:
                yield scene, turn


def fits(scene, words):
    """Ids of the objects that every attribute word of a phrase is true of: read from the words alone."""
    words = re.sub(r"\bcan (?=you|u\b|not)", "", words)
    for shape, (nickname, rival) in NICKNAMES.items():
        if not rival or any(t.shape == shape for t in scene.objects) and not any(t.shape == rival for t in scene.objects):
            words = words.replace(nickname, shape)
    wanted = [MEANING[word] for word in re.findall(r"[a-z]+", words) if word in MEANING]
    values = [(t.size, t.material, t.colour, t.shape) for t in scene.objects]
    return [n for n, v in enumerate(values, 1) if all(v[key] == value for key, value in wanted)]


class Sentences(unittest.TestCase):
    def test_a_bracket_is_a_choice(self):
        self.assertEqual(sorted(expand("[|now ]mark [a|b]")), ["mark a", "mark b", "now mark a", "now mark b"])

    def test_training_never_draws_a_held_out_sentence(self):
        frames, rng = Frames(["[a|b] [c|d]"], ["a c", "e"]), random.Random(1)
        self.assertEqual({frames.draw(rng) for _ in range(200)}, {"a d", "b c", "b d"})
        self.assertEqual({frames.draw(rng, True) for _ in range(200)}, {"a c", "e"})

    def test_every_list_has_sentences_for_both_splits(self):
        rng = random.Random(2)
        for frames in wordings.all_frames():
            self.assertTrue(all(frames.patterns), frames.patterns)
            for _ in range(20):
                self.assertNotIn(frames.draw(rng), frames.reserved)

    def test_held_out_sentences_use_words_that_training_uses(self):
        known = set()
        for frames in wordings.all_frames():
            known |= set(re.findall(r"[a-z]+", " ".join(part for pattern in frames.patterns[0] for part in expand(pattern))))
        known |= words_of(corpus(4000, 4))
        for frames in wordings.all_frames():
            for pattern in frames.patterns[1]:
                self.assertEqual(set(re.findall(r"[a-z]+", re.sub(r"\{\w+\}s?", "", pattern))) - known, set(), pattern)

    def test_a_slip_never_makes_a_known_word(self):
        known, rng = wordings.known_words(), random.Random(3)
        for text in ("the small cubes left of the balls", "how many rings are there", "which star is nearest"):
            for _ in range(300):
                slip = mistyped(text, rng, known)
                changed = [b for a, b in zip(text.split(), slip.split()) if a != b]
                self.assertEqual(len(text.split()), len(slip.split()))
                self.assertLessEqual(len(changed), 1)
                self.assertFalse(set(changed) & known)

    def test_about_six_sentences_in_a_hundred_have_a_slip(self):
        known, rng = wordings.known_words(), random.Random(4)
        slips = sum(bool(set(re.findall("[a-z]+", typed("segment purple pyramids", rng, known))) - {"segment", "purple", "pyramids"}) for _ in range(3000))
        self.assertTrue(0.04 < slips / 3000 < 0.08)


class Fields(unittest.TestCase):
    """names, named and match."""

    def check_part(self, scene, turn, part, ids):
        self.assertEqual(len(ids), len(set(ids)))
        if part in ("none", "background", "everything else"):
            self.assertEqual(part == "none", not ids)
            self.assertEqual(part != "none", 0 in ids)
            return
        if re.fullmatch(r"\d+ objects", part):
            self.assertEqual(int(part.split()[0]), len(ids))
            self.assertGreater(len(ids), 4)
            return
        part = re.sub(r"^(\d+ |(left|right|top|bottom) half of )", "", part)
        words = part.split()
        plural = words[-1] in PLURAL.values()
        self.assertEqual(plural, len(ids) > 1, turn)
        for i in ids:
            t = scene.objects[i - 1]
            said = {t.size, t.material, t.colour, PLURAL[t.shape] if plural else t.shape, "object"}
            self.assertEqual(set(words) - said, set(), turn)
            self.assertFalse(t.shape != words[-1] and not plural and words[-1] != "object", turn)

    def test_each_part_of_the_names_has_exactly_its_objects(self):
        for kind, split in product(KINDS, ("train", "heldout")):
            for scene, turn in turns_of(kind, 1, split):
                parts = [part.strip() for part in re.split("[,;]", turn.names)] if turn.names else []
                self.assertEqual(len(parts), len(turn.named), turn)
                if turn.action == "generate":
                    self.assertEqual(turn.named, [[]])
                    continue
                for part, ids in zip(parts, turn.named):
                    self.check_part(scene, turn, part, ids)

    def test_a_mask_means_its_targets_and_names_all_of_them(self):
        for kind in KINDS:
            for _, turn in turns_of(kind):
                if turn.action in ("segment", "remove", "recolour", "replace", "background"):
                    self.assertEqual(turn.match, turn.targets, turn)
                    self.assertEqual(sorted(i for ids in turn.named for i in ids), turn.targets, turn)

    def test_what_is_missing_means_nothing(self):
        for kind in KINDS:
            for _, turn in turns_of(kind):
                if turn.action == "none":
                    self.assertEqual((turn.match, turn.named, turn.names), ([], [], ""), turn)

    def test_an_answer_lists_at_most_what_the_run_time_reads(self):
        for kind in KINDS:
            for _, turn in turns_of(kind):
                self.assertLessEqual(len(re.findall(r"[a-z0-9]+|[,;]", turn.names)), 32, turn)

    def test_match_holds_everything_named(self):
        for kind in KINDS:
            for _, turn in turns_of(kind):
                named = {i for ids in turn.named for i in ids}
                if turn.kind not in ("qa.spatial", "qa.odd", "dialogue"):
                    self.assertEqual(named - set(turn.match), set(), turn)

    def test_a_part_is_one_half_of_its_object(self):
        for scene in SCENES[:4]:
            c = Context(scene, random.Random(1), "train")
            for t in scene.objects:
                for one, other in (("left", "right"), ("top", "bottom")):
                    a, b = part_raster(c, t.id, one), part_raster(c, t.id, other)
                    self.assertTrue(((a | b) == c.mask(t.id)).all() and not (a & b).any())
                    self.assertLess(np.argwhere(a).mean(0)[int(one == "left")], np.argwhere(b).mean(0)[int(one == "left")])


class TrueSentences(unittest.TestCase):
    """Sentences read again from their words alone and held against the scene."""

    def test_there_is_or_is_not(self):
        for scene, turn in turns_of("qa.exists", 8):
            there = [] if foreign_in(turn.text) else fits(scene, turn.text)
            self.assertEqual((turn.answer == "yes", turn.match), (bool(there), there), turn)

    def test_yes_is_as_frequent_as_no_in_every_form(self):
        forms = {}
        for _, turn in turns_of("qa.exists", 30):
            if foreign_in(turn.text):
                continue
            keys = tuple(sorted({MEANING[word][0] for word in re.findall(r"[a-z]+", re.sub(r"\bcan (?=you|u\b)", "", turn.text)) if word in MEANING}))
            forms.setdefault(keys, []).append(turn.answer == "yes")
        self.assertEqual(set(forms), {(2, 3), (2,), (3,), (0, 3), (1, 3)})
        for keys, answers in forms.items():
            self.assertAlmostEqual(np.mean(answers), 0.5, delta=0.12, msg=keys)

    def test_half_of_what_is_missing_has_its_words_on_other_objects(self):
        for kind, action in (("qa.exists", "no"), ("none", "none")):
            hard = []
            for scene, turn in turns_of(kind, 6):
                words = [MEANING[word] for word in re.findall(r"[a-z]+", re.sub(r"\bcan (?=you|u\b|not)", "", turn.text)) if word in MEANING]
                if action in (turn.answer, turn.action) and not re.search(r" (of|than|to|front|behind|beside|below|underneath|above|before) the ", turn.text) and not foreign_in(turn.text):
                    hard.append(len(words) > 1 and all(any(value == v for v in ((t.size, t.material, t.colour, t.shape)[key] for t in scene.objects)) for key, value in words))
            self.assertGreater(np.mean(hard), 0.5, kind)

    def test_counts(self):
        for scene, turn in turns_of("qa.count", 4):
            there = [] if foreign_in(turn.text) else fits(scene, turn.text)
            self.assertEqual((turn.answer, turn.match), (str(len(there)), there), turn)
            if turn.names:
                self.assertEqual(turn.names.split(", ")[-1].split()[0], turn.answer)

    def test_more_of_these_than_of_those(self):
        seen = set()
        for scene, turn in turns_of("qa.compare", 8):
            if turn.answer in ("yes", "no") and ";" in turn.names:
                halves = re.split(r" than | outnumber | the number of (?=.*$)", turn.text)
                a, b = (fits(scene, half) for half in (" ".join(halves[:-1]), halves[-1]))
                self.assertEqual(turn.answer == "yes", len(a) > len(b), turn)
                first, second = turn.names.split("; ")
                self.assertEqual((first.count(",") + (first != "none"), second.count(",") + (second != "none")), (len(a), len(b)), turn)
                seen.add(turn.answer)
        self.assertEqual(seen, {"yes", "no"})

    def test_left_right_front_behind(self):
        checked = 0
        for split in ("train", "heldout"):
            for scene, turn in turns_of("qa.spatial", 8, split):
                found = relation_in(turn.text)
                if turn.answer not in ("yes", "no") or not found:
                    continue
                name, before, after = found
                one, other = fits(scene, before), fits(scene, after)
                self.assertEqual((len(one), len(other)), (1, 1), turn)
                a, b = scene.objects[one[0] - 1].base, scene.objects[other[0] - 1].base
                self.assertEqual(turn.answer == "yes", {"left": a[0] < b[0], "right": a[0] > b[0], "front": a[1] > b[1], "behind": a[1] < b[1]}[name], turn)
                axis = 0 if name in ("left", "right") else 1
                places = [scene.objects[ids[0] - 1].base[axis] for ids in turn.named]
                self.assertEqual(places, sorted(places, reverse=axis == 1), turn)
                checked += 1
        self.assertGreater(checked, 100)

    def test_a_size_can_be_read_off_the_names(self):
        for scene, turn in turns_of("qa.compare", 4):
            if ";" not in turn.names:
                self.assertEqual([name.split()[0] in SIZES for name in turn.names.split(", ")], [True, True], turn)

    def test_the_same_attribute(self):
        for scene, turn in turns_of("qa.same", 3):
            what = "colour" if "color" in turn.text or "colour" in turn.text else "size" if "size" in turn.text else "material" if re.search("surface|texture|finish", turn.text) else "shape"
            a, b = (getattr(scene.objects[i - 1], what) for i in turn.evidence)
            self.assertEqual(turn.answer == "yes", (a == b) != bool(re.search("differ", turn.text)), turn)

    def test_a_phrase_without_relation_means_exactly_its_target(self):
        for split in ("train", "heldout"):
            for scene, turn in turns_of("refer.attribute", 3, split):
                self.assertEqual(fits(scene, turn.text), turn.targets, turn)

    def test_a_relation_means_exactly_its_target(self):
        checked = 0
        for scene, turn in turns_of("refer.relation", 6):
            found = relation_in(turn.text)
            if not found or found[0] == "nearest" or relation_in(found[2]):
                continue
            name, before, after = found
            anchor = fits(scene, after)
            self.assertEqual(len(anchor), 1, turn)
            axis, sign = {"left": (0, -1), "right": (0, 1), "front": (1, 1), "behind": (1, -1)}[name]
            place = scene.objects[anchor[0] - 1].base[axis]
            stands = [i for i in fits(scene, before) if i != anchor[0] and sign * (scene.objects[i - 1].base[axis] - place) > 0]
            self.assertEqual(stands, turn.targets, turn)
            checked += 1
        self.assertGreater(checked, 60)

    def test_groups_stand_where_they_are_said_to_stand(self):
        for scene, turn in turns_of("refer.group", 4):
            name, before, after = relation_in(turn.text)
            anchor = fits(scene, after)[0]
            axis, sign = {"left": (0, -1), "right": (0, 1), "front": (1, 1), "behind": (1, -1)}[name]
            place = scene.objects[anchor - 1].base[axis]
            said = [i for i in fits(scene, before) if i != anchor and sign * (scene.objects[i - 1].base[axis] - place) > 0]
            self.assertEqual(said, turn.targets, turn)

    def test_negations_leave_out_what_they_deny(self):
        for scene, turn in turns_of("refer.negation", 4):
            head, denied = re.split(r"\bnot\b|isn'?t|aren'?t|\bno\b|except|everything but|without", turn.text, 1)
            out = fits(scene, denied)
            self.assertEqual([i for i in fits(scene, head) if i not in out], turn.targets, turn)

    def test_claims_about_an_attribute_are_judged_by_the_scene(self):
        seen = set()
        for scene, turn in turns_of("qa.attribute", 3):
            t = scene.objects[turn.evidence[0] - 1]
            said = [MEANING[word] for word in re.findall(r"[a-z]+", turn.text) if word in MEANING]
            true = any(getattr(t, ("size", "material", "colour", "shape")[key]) != value for key, value in said)
            if turn.answer == "yes" and not relation_in(turn.text):
                self.assertFalse(true, turn)
            seen.add(turn.answer)
        self.assertEqual(seen, {"yes", "no"})

    def test_the_odd_one_out_differs_from_all_the_others(self):
        for kind in ("refer.odd", "qa.odd"):
            for scene, turn in turns_of(kind, 2):
                i = turn.match[0]
                differs = False
                for group in (scene.objects, [t for t in scene.objects if t.shape == scene.objects[i - 1].shape]):
                    for what in ("colour", "shape", "material"):
                        rest = {getattr(t, what) for t in group if t.id != i}
                        differs = differs or len(group) > 2 and len(rest) == 1 and getattr(scene.objects[i - 1], what) not in rest
                self.assertTrue(differs, turn)


def said_as(text, frames):
    """What stands for the places of a frame of this list in a sentence; None when the sentence is none of them."""
    for pattern in frames.patterns[0] + frames.patterns[1]:
        for sentence in expand(pattern):
            found = sentence and re.fullmatch(re.sub(r"\\\{(\w)\\\}", r"(?P<\1>.+)", re.escape(sentence)), text.rstrip("?.!"))
            if found:
                return found.groupdict()
    return None


class Conversations(unittest.TestCase):
    """What a turn means after the ones before it."""

    def steps(self, step, frames=None, first=next_mask.show, before=1):
        """Turns of one step after `before` turns of `first`: (scene, turn, story, words that fill the frame)."""
        found = 0
        for number, scene in enumerate(SCENES * 3):
            c = Context(scene, random.Random(number), "train", typos=0)
            story = Story()
            for _ in range(before):
                turn = first(c, story)
                if turn and not turn.regions:
                    story.add(c, turn)
            turn = len(story.history) == before and step(c, story)
            words = turn and (said_as(turn.text, frames) if frames else {})
            if turn and words is not None:
                found += 1
                yield scene, turn, story, words
        self.assertGreater(found, 5)

    def test_history_and_masks_fit_together(self):
        lengths = set()
        for _, turn in turns_of("dialogue", 6):
            lengths.add(len(turn.history))
            marked = [entry for entry in turn.history if entry[1] == "segment"]
            if not any(action in ("remove", "recolour", "replace", "background") for _, action, _, _ in turn.history):
                self.assertEqual(len(marked), len(turn.past), turn)
                self.assertGreaterEqual(len(turn.masks), len(marked))
            for user, action, names, text in turn.history:
                self.assertEqual(action == "answer", names == "", turn)
                self.assertTrue(user and (text or action != "answer"))
        self.assertEqual(lengths, {1, 2, 3, 4, 5})

    def test_also_adds_what_is_named(self):
        for scene, turn, story, words in self.steps(next_mask.also, wordings.ALSO):
            self.assertEqual(turn.targets, sorted({*story.ids, *fits(scene, words["x"])}), turn)

    def test_without_takes_away_what_is_named(self):
        for scene, turn, story, words in self.steps(next_mask.without, wordings.WITHOUT, several):
            out = set(fits(scene, words["x"])) & set(story.ids)
            side = re.search(r"(left|right)(most)? one", words["x"])
            if side:
                out = {(min if side[1] == "left" else max)(story.ids, key=lambda i: scene.objects[i - 1].base[0])}
            self.assertEqual((turn.targets, len(out)), (sorted(set(story.ids) - out), 1), turn)

    def test_only_keeps_what_is_named(self):
        for scene, turn, story, words in self.steps(next_mask.only, wordings.ONLY, several):
            self.assertEqual(turn.targets, sorted(set(fits(scene, words["x"])) & set(story.ids)), turn)

    def test_everything_else_the_inverse_and_a_half(self):
        seen = set()
        for scene, turn, story, _ in self.steps(next_mask.algebra):
            others = [t.id for t in scene.objects if t.id not in story.ids]
            if turn.place is not None:
                side = turn.names.split()[0]
                self.assertTrue(any(words in turn.text for words in wordings.PART_WORDS[side]), turn)
                self.assertEqual(turn.targets, story.ids)
            elif turn.targets[0] == 0:
                self.assertEqual((turn.targets, said_as(turn.text, wordings.ELSE)), ([0, *others], None), turn)
            else:
                self.assertEqual((turn.targets, said_as(turn.text, wordings.INVERT)), (others, None), turn)
            seen.add((turn.place is None, 0 in turn.targets))
        self.assertEqual(len(seen), 3)

    def test_both_are_the_last_two_masks(self):
        for _, turn, story, _ in self.steps(next_mask.both, before=3):
            self.assertEqual(turn.targets, sorted(story.past[-1] + story.past[-2]), turn)

    def test_the_first_one_and_the_one_before(self):
        for _, turn, story, _ in self.steps(next_mask.earlier, before=3):
            at = 0 if re.search("first|start", turn.text) else -2
            self.assertEqual(turn.targets, story.past[at], turn)

    def test_questions_about_it_are_about_what_was_marked(self):
        for scene, turn, story, _ in self.steps(follow_up.ask_it):
            for what in ("colour", "shape", "size", "material"):
                if said_as(turn.text, wordings.ASK_IT[what]) is not None:
                    self.assertEqual((turn.match, turn.answer), (story.ids, getattr(scene.objects[story.ids[0] - 1], what)), turn)

    def test_the_same_question_asks_for_the_same_attribute(self):
        for scene, turn, story, words in self.steps(follow_up.same_question, wordings.AND_WHAT, follow_up.question):
            self.assertEqual((turn.match, turn.answer), (fits(scene, words["x"]), getattr(scene.objects[turn.match[0] - 1], story.asked)), turn)

    def test_after_an_edit_the_picture_is_what_came_out_of_it(self):
        told = set()
        for number, scene in enumerate(SCENES * 6):
            turn = afterwards.after_edit(Context(scene, random.Random(number), "train", typos=0))
            if not turn:
                continue
            (_, action, names, wanted), = turn.history
            told.add((action, turn.action))
            if action != "background":
                self.assertFalse(fits(scene, names), turn)  # what stood there is gone
            if turn.action == "answer" and turn.answer in COLOUR_NAMES + SHAPES:
                self.assertIn(turn.answer, wanted.split() + names.split()[1:] if action == "recolour" else wanted.split(), turn)
            if turn.action == "answer" and turn.answer.isdigit():
                self.assertEqual(turn.answer, str(len(fits(scene, turn.text))), turn)
        self.assertGreater(len(told), 10)


def several(c, story):
    return groups.plural(c)


def foreign_in(text):
    """Whether a sentence asks for what no table of this world holds."""
    return bool(set(re.findall("[a-z]+", text)) & {*wordings.FOREIGN_NOUNS, *wordings.FOREIGN_PLURALS, *wordings.FOREIGN_COLOURS})


def relation_in(text):
    """(relation, words before it, words after it) of the first relation in a sentence."""
    places = []
    for name in RELATIONS:
        for words in wordings.RELATION_WORDS[name]:
            found = re.search(rf"\b{words} (?=the )", text + " ") or re.search(rf"\b{words} (?!the )", text + " ")
            if found:
                places.append((found.start(), -len(words), name, found.end()))
    if not places:
        return None
    start, _, name, end = min(places)
    return name, text[:start], text[end:]


if __name__ == "__main__":
    unittest.main()
