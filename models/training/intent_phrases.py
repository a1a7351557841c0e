"""What people say to focus, by what they want: the phrases of models/training/intent, written out.

A file holds "## intent" and below it a phrase a line; {name} draws from words.txt, [a|b|] is one of its parts, parts may hold both.
"""
import os
import random
import re

FOLDER = os.path.join(os.path.dirname(__file__), 'intent')
_OPENERS = ('please', 'hey', 'ok', 'well', 'so', 'hi,', 'um', 'and', 'now')


def sections(path):
    """{heading: [line, …]} of a file; lines that begin with "# " say something to the reader."""
    found, at = {}, None
    with open(path, encoding='utf8') as file:
        for line in file.read().split('\n'):
            if line.startswith('## '):
                at = found.setdefault(line[3:].strip(), [])
            elif line.strip() and not line.startswith('# '):
                at.append(line)
    return found


def words():
    return {name: [part.strip() for line in lines for part in line.split(',')] for name, lines in sections(os.path.join(FOLDER, 'words.txt')).items()}


def written_out(phrase, lists, rng):
    """One sentence of a phrase."""
    while True:
        innermost = re.search(r'\[([^\[\]]*)\]', phrase)
        if innermost:
            phrase = phrase[:innermost.start()] + rng.choice(innermost.group(1).split('|')) + phrase[innermost.end():]
            continue
        slot = re.search(r'\{(\w+)\}', phrase)
        if not slot:
            break
        phrase = phrase[:slot.start()] + rng.choice(lists[slot.group(1)]) + phrase[slot.end():]
    return re.sub(r'\s+([?!.,])', r'\1', re.sub(r'\s+', ' ', phrase)).strip()


def options(phrase):
    """The parts of a phrase that is one choice, itself where it is more than that."""
    depth, parts, start = 0, [], 1
    for at, letter in enumerate(phrase):
        depth += {'[': 1, ']': -1}.get(letter, 0)
        if depth == 0 and at < len(phrase) - 1:
            return [phrase]
        if letter == '|' and depth == 1:
            parts.append(phrase[start:at])
            start = at + 1
    return [*parts, phrase[start:-1]]


def sentences_of(phrase, lists, rng, least=26, most=60):
    """Different sentences of a phrase, as many as its parts and lists ask for; of a plain choice every part."""
    parts = options(phrase)
    if parts != [phrase]:
        return [sentence for part in parts for sentence in sentences_of(part, lists, rng, 2)]
    widest = max((part.count('|') + 1 for part in re.findall(r'\[[^\[\]]*\]', phrase)), default=1)
    wanted = min(most, max(least, widest)) if '{' in phrase or '[' in phrase else 1
    found = {}
    for _ in range(8 * wanted):
        found[written_out(phrase, lists, rng)] = True
        if len(found) >= wanted:
            break
    return list(found)


def as_typed(sentence, rng):
    """The same, as somebody in a hurry types it: another opening, no marks, a slip of the finger."""
    if rng.random() < 0.15 and not sentence.lower().startswith(_OPENERS):
        sentence = f'{rng.choice(_OPENERS)} {sentence}'
    if rng.random() < 0.5:
        sentence = re.sub(r"[?!.,']", '', sentence) or sentence
    if rng.random() < 0.2:
        sentence = sentence.capitalize() if rng.random() < 0.7 else sentence.upper()
    if rng.random() < 0.25 and len(sentence) > 6:
        at = rng.randrange(1, len(sentence) - 2)
        slip = rng.randrange(3)
        first, second = sentence[at], sentence[at + 1]
        sentence = sentence[:at] + ((second + first), first, first + first + second)[slip] + sentence[at + 2:]
    return sentence


def examples(name, seed=1, typed=True):
    """[(sentence, intent), …] of phrases.txt, scenes.txt and the like."""
    rng, lists, out = random.Random(f'{name}/{seed}'), words(), {}
    for intent, lines in sections(os.path.join(FOLDER, name)).items():
        for line in lines:
            for sentence in sentences_of(line, lists, rng):
                out.setdefault(sentence, intent)
                if typed:
                    out.setdefault(as_typed(sentence, rng), intent)
    return list(out.items())
