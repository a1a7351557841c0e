"""The nano tokenizer: byte-level BPE over lower-cased text, learnt here, stored as a Hugging Face tokenizer.json.

    python3 -m models.training.tokenizer --corpus FILE --out models/checkpoints/nano/tokenizer.json [--extend models/checkpoints/nano/tokenizer.json]

Extended, every id keeps its meaning: what was one token stays the token it was, and new words get the ids that were free.
"""
import argparse
import json
import re
from collections import Counter

TEXT = 3072
SPECIAL_TOKENS = (
    '<pad> <|user|> <|assistant|> <|im_end|> <image> <fine> <region> <masks> <p> </p> [SEG] <seg_0> <seg_1> <seg_2> <seg_3> <edit> '
    '<answer> <segment> <none> <remove> <replace> <recolour> <background> <generate> <draw> '
    '<start_of_image> <end_of_image> <end_of_line> <start_of_level0> <end_of_level0> <start_of_level1> <end_of_level1> <frame>').split()
# words with the space before them, single digits, runs of other signs; the same pattern is in tokenizer.json
PATTERN = r" ?[a-z]+| ?[0-9]| ?[^\sa-z0-9]+|\s+"


def byte_characters():
    """GPT-2's table: a printable character for each byte."""
    kept = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    table, extra = {byte: chr(byte) for byte in kept}, 0
    for byte in range(256):
        if byte not in table:
            table[byte] = chr(256 + extra)
            extra += 1
    return table


BYTES = byte_characters()


def pieces(text):
    """What is merged by itself: ' red', ' 2', '?'."""
    return re.findall(PATTERN, text.lower())


def merge(parts, rank):
    """Characters of a piece joined by the merges of `rank`, the earliest first."""
    while len(parts) > 1:
        best, at = min((rank.get(pair, 1 << 30), i) for i, pair in enumerate(zip(parts, parts[1:])))
        if best == 1 << 30:
            break
        parts[at:at + 2] = [parts[at] + parts[at + 1]]
    return parts


def learn(lines, size=TEXT, known=None):
    """Merges and vocabulary of a byte-level BPE with at most `size` entries; a merge must occur twice. known: (vocabulary, merges) to go on from."""
    words = Counter(piece for line in lines for piece in pieces(' ' + ' '.join(line.split())))
    vocabulary, merges = (dict(known[0]), list(known[1])) if known else ({BYTES[b]: b for b in range(256)}, [])
    rank = {pair: i for i, pair in enumerate(merges)}
    split = {word: merge([BYTES[b] for b in word.encode()], rank) for word in words}
    pairs = Counter()
    where = {}
    for word, parts in split.items():
        for pair in zip(parts, parts[1:]):
            pairs[pair] += words[word]
            where.setdefault(pair, set()).add(word)
    while len(vocabulary) < size and pairs:
        best, count = max(pairs.items(), key=lambda item: (item[1], item[0]))
        if count < 2:
            break
        merges.append(best)
        vocabulary[best[0] + best[1]] = len(vocabulary)
        for word in list(where[best]):
            parts = split[word]
            for pair in zip(parts, parts[1:]):
                pairs[pair] -= words[word]
                if pairs[pair] <= 0:
                    del pairs[pair]
                where[pair].discard(word)
            merged, i = [], 0
            while i < len(parts):
                if i + 1 < len(parts) and (parts[i], parts[i + 1]) == best:
                    merged.append(parts[i] + parts[i + 1])
                    i += 2
                else:
                    merged.append(parts[i])
                    i += 1
            split[word] = merged
            for pair in zip(merged, merged[1:]):
                pairs[pair] += words[word]
                where.setdefault(pair, set()).add(word)
    return vocabulary, merges


def tokenizer_json(vocabulary, merges):
    """The dict of a Hugging Face tokenizer.json. vocabulary: characters -> id; merges: pairs, the earliest first."""
    added = [{'id': TEXT + i, 'content': token, 'special': True, 'single_word': False, 'lstrip': False, 'rstrip': False, 'normalized': False}
             for i, token in enumerate(SPECIAL_TOKENS)]
    return {
        'version': '1.0', 'truncation': None, 'padding': None, 'added_tokens': added, 'normalizer': {'type': 'Lowercase'},
        'pre_tokenizer': {'type': 'Sequence', 'pretokenizers': [
            {'type': 'Split', 'pattern': {'Regex': PATTERN}, 'behavior': 'Isolated', 'invert': False},
            {'type': 'ByteLevel', 'add_prefix_space': False, 'trim_offsets': True, 'use_regex': False}]},
        'post_processor': None, 'decoder': {'type': 'ByteLevel', 'add_prefix_space': False, 'trim_offsets': True, 'use_regex': False},
        'model': {'type': 'BPE', 'dropout': None, 'unk_token': None, 'continuing_subword_prefix': '', 'end_of_word_suffix': '', 'fuse_unk': False,
                  'vocab': vocabulary, 'merges': [f'{a} {b}' for a, b in merges]},
    }


class Tokenizer:
    """Encodes text to ids as the run time does; words are cached because training text repeats itself."""

    def __init__(self, path):
        with open(path) as file:
            data = json.load(file)
        self.vocabulary = data['model']['vocab']
        self.rank = {tuple(merge.split(' ')): i for i, merge in enumerate(data['model']['merges'])}
        self.special = {token['content']: token['id'] for token in data['added_tokens']}
        self.cache = {}
        self.names = {index: token for token, index in self.vocabulary.items()}
        self.bytes = {character: byte for byte, character in BYTES.items()}

    def _piece(self, piece):
        return [self.vocabulary[part] for part in merge([BYTES[b] for b in piece.encode()], self.rank)]

    def encode(self, text):
        """Ids of ' ' + text with white space collapsed; nothing for empty text."""
        text = ' '.join(text.split())
        if not text:
            return []
        ids = []
        for piece in pieces(' ' + text):
            if piece not in self.cache:
                self.cache[piece] = self._piece(piece)
            ids += self.cache[piece]
        return ids

    def decode(self, ids):
        """Text of ids; special tokens are left out, broken bytes become U+FFFD."""
        data = bytes(self.bytes[c] for index in ids if index in self.names for c in self.names[index])
        return data.decode(errors='replace').strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--corpus', required=True)
    parser.add_argument('--out', required=True)
    parser.add_argument('--extend', help='a tokenizer.json to go on from')
    args = parser.parse_args()
    known = None
    if args.extend:
        with open(args.extend) as file:
            model = json.load(file)['model']
        known = model['vocab'], [tuple(pair.split(' ')) for pair in model['merges']]
    with open(args.corpus) as file:
        vocabulary, merges = learn(file, known=known)
    with open(args.out, 'w') as file:
        json.dump(tokenizer_json(vocabulary, merges), file, ensure_ascii=False, indent=0)
    print(f'{len(vocabulary)} entries, {len(merges)} merges')


if __name__ == '__main__':
    main()
