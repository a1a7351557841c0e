"""How people type: question marks, contractions, American spelling, short forms, slips of the finger."""
import re

ASKING = ("what", "which", "where", "who", "how", "is ", "are ", "do ", "does ", "can ", "could ", "would ", "any ", "has ", "have ", "will ", "tell me if", "num ")
TYPOS, CHATTY = 0.06, 0.05
_CONTRACTED = (
    ("what is ", ("what's ", "whats ")), ("where is ", ("where's ", "wheres ")), ("which one is ", ("which one's ",)), ("i am ", ("i'm ", "im ")),
    ("do not ", ("don't ", "dont ")), ("is not ", ("isn't ", "isnt ")), ("are not ", ("aren't ", "arent ")), ("does not ", ("doesn't ", "doesnt ")),
    ("that is ", ("that's ", "thats ")), ("it is ", ("it's ", "its ")), ("i would like ", ("i'd like ", "id like ")), ("who is ", ("who's ",)),
)
_SHORT = (("are there", "r there"), ("please", "pls"), ("please", "plz"), ("do you", "do u"), ("can you", "can u"), ("could you", "could u"),
          ("number of", "num of"), ("picture", "pic"), (" and ", " & "), ("thanks", "thx"))
# What people say round a wish or a question; it changes nothing of what is meant.
_BEFORE = ("hello, ", "hi, ", "hey there, ", "so ", "so, ", "um, ", "well, ", "right, ", "alright, ", "okay so ", "next, ", "next: ", "quick one: ", "a question: ", "one more: ", "one last thing, ",
           "sorry to bother you, ", "ok then, ", "btw ", "hmm, ", "hmm ", "dear friend, ", "for my homework: ", "we are curious, ", "a little help, ", "just a test: ", "let me think. ", "nice picture! ", "me again. ")
_BEHIND = (", thank you", ", cheers", ", many thanks", " asap", " if you can", ", ok", ", would you", ", just curious", ", i am not sure", " quickly", ", help me out", " for a friend")
_WORD = re.compile(r"[a-z]{4,}")


def contracted(text, rng):
    """"what's", "i'd like": the first pair of words of the list that the text has, with its apostrophe or without."""
    for whole, short in _CONTRACTED:
        if whole in text:
            return text.replace(whole, rng.choice(short), 1)
    return text


def shortened(text, rng):
    """'how many balls r there', 'red one pls', 'wheres ball'."""
    fitting = [pair for pair in _SHORT if pair[0] in text]
    if fitting and rng.random() < 0.7:
        text = text.replace(*rng.choice(fitting), 1)
    if rng.random() < 0.5 and " the " in text + " ":
        bare = re.sub(r"(^| )the (?!one\b|other\b|two\b|first\b|second\b|left\b|right\b|middle\b|same\b|back\b|front\b|far\b|camera\b)", r"\1", text)
        if len(bare.split()) > 1:
            text = bare
    return text


def mistyped(text, rng, known, firm=()):
    """One word of at least four letters with two letters swapped, one left out or one doubled; never a word of `known`;
    words of `firm` are left alone."""
    words = [found for found in _WORD.finditer(text) if found.group() not in firm]
    if not words:
        return text
    for _ in range(4):
        found = rng.choice(words)
        word = found.group()
        at, how = rng.randrange(1, len(word) - 1), rng.random()
        if how < 0.4:
            slip = word[:at] + word[at + 1] + word[at] + word[at + 2:]
        elif how < 0.75:
            slip = word[:at] + word[at + 1:]
        else:
            slip = word[:at] + word[at] + word[at:]
        if slip != word and slip not in known:
            return text[:found.start()] + slip + text[found.end():]
    return text


def chatty(text, rng):
    """The sentence with something said before or behind it."""
    if rng.random() < 0.65:
        return rng.choice(_BEFORE) + text
    end = text[-1] if text[-1:] in "?.!" else ""
    return text[:len(text) - len(end)] + rng.choice(_BEHIND) + end


def typed(text, rng, known, typos=TYPOS, firm=()):
    """A sentence as somebody may type it. known: words that a slip may not turn into another; firm: words spelt as they are."""
    if rng.random() < 0.22:
        text = contracted(text, rng)
    if "colour" in text and rng.random() < 0.35:
        text = text.replace("colour", "color")
    if rng.random() < 0.07:
        text = shortened(text, rng)
    if rng.random() < typos:
        text = mistyped(text, rng, known, firm)
    chance = rng.random()
    if text.startswith(ASKING):
        return text + "?" if chance < 0.55 else text
    return text + "." if chance < 0.06 and " " in text else text + "!" if chance < 0.065 and " " in text else text
