"""What photos call things: plain words for the labels of the sources, other words people use, and what may be said to be absent."""

# Labels that are no plain words. A pair is (name, finer word).
PLAIN = {
    "airplanes": "airplane", "Motorbikes": "motorbike", "motorcycle": "motorbike", "Leopards": "leopard", "Faces": "face", "car_side": "car", "cougar_body": "cougar", "cougar_face": "cougar",
    "crocodile_head": "crocodile", "flamingo_head": "flamingo", "water_lilly": "water lily", "sea_horse": "seahorse", "binocular": "binoculars", "headphone": "headphones",
    "cellphone": "cell phone", "longsleeve": "long sleeve shirt", "outwear": "jacket",
    "Bengal": ("cat", "bengal cat"), "Abyssinian": ("cat", "abyssinian cat"), "american_bulldog": ("dog", "american bulldog"),
}
# Other words for a name; users say them, answers do not.
ALIASES = {
    "airplane": ("plane", "aircraft"), "motorbike": ("motorcycle", "bike"), "cell phone": ("phone", "mobile phone"), "car": ("vehicle",), "tv": ("television", "screen"), "couch": ("sofa",),
    "person": ("human",), "bicycle": ("bike",), "cat": ("kitty",), "dog": ("puppy",), "potted plant": ("plant",), "dining table": ("table",), "sports ball": ("ball",), "traffic light": ("lights",),
    "bonsai": ("tree", "plant"), "hawksbill": ("turtle",), "brontosaurus": ("dinosaur",), "stegosaurus": ("dinosaur",), "crocodile": ("alligator",), "refrigerator": ("fridge",), "joshua tree": ("tree",),
    "grand piano": ("piano",), "electric guitar": ("guitar",), "inline skate": ("skate",), "soccer ball": ("ball", "football"), "panda": ("bear",), "boat": ("ship",), "ketch": ("boat", "ship"),
    "schooner": ("boat", "ship"), "ferry": ("boat", "ship"), "pigeon": ("bird",), "ibis": ("bird",), "emu": ("bird",), "flamingo": ("bird",), "rooster": ("bird", "chicken"), "rhino": ("rhinoceros",),
}
# Things that one might take for each other: where one is, no other of its line is said to be absent.
ALIKE = (
    {"cat", "wild cat", "leopard", "cougar", "garfield", "bengal cat", "abyssinian cat"}, {"dog", "dalmatian", "snoopy", "american bulldog"}, {"crab", "lobster", "crayfish", "scorpion"},
    {"pigeon", "ibis", "emu", "flamingo", "rooster", "bird"}, {"ketch", "schooner", "ferry", "boat"}, {"brontosaurus", "stegosaurus"}, {"electric guitar", "mandolin"}, {"saxophone", "euphonium", "gramophone"},
    {"ant", "tick", "mayfly", "dragonfly", "scorpion", "butterfly"}, {"lotus", "water lily", "sunflower", "potted plant", "bonsai", "joshua tree", "vase"}, {"pagoda", "minaret"},
    {"kangaroo", "llama", "gerenuk", "okapi", "horse", "rhino", "elephant"}, {"beaver", "platypus", "hedgehog", "panda", "bear", "teddy bear"}, {"face", "person", "buddha"},
    {"dress", "hat", "long sleeve shirt", "jacket", "pants", "shirt", "shoes", "shorts", "skirt", "t-shirt", "tie"}, {"chair", "windsor chair", "wheelchair", "couch", "bench"}, {"cell phone", "remote", "camera"},
    {"dolphin", "hawksbill", "nautilus", "octopus", "seahorse", "starfish", "bass"}, {"car", "truck", "bus"}, {"motorbike", "bicycle"}, {"lamp", "chandelier", "ceiling fan"}, {"cup", "bowl", "ewer", "wine glass", "bottle"},
    {"crocodile", "stegosaurus"}, {"airplane", "helicopter"}, {"soccer ball", "sports ball", "yin yang"}, {"tv", "laptop", "keyboard"}, {"cannon", "revolver"}, {"banana", "apple", "strawberry", "pizza", "cake", "donut"},
)
# What may stand in any photo without a label.
COMMON = {"person", "face", "chair", "lamp", "cup", "watch", "laptop", "cell phone", "camera", "car", "bonsai", "hat", "shirt", "shoes", "pants", "jacket", "long sleeve shirt", "dress", "shorts", "skirt", "t-shirt"}
# Names that may be said to be absent: those with masks somewhere, so that no name is always absent, and a few more.
ABSENT = ("bonsai", "brain", "butterfly", "airplane", "kangaroo", "crab", "crayfish", "dragonfly", "flamingo", "dolphin", "elephant", "emu", "crocodile", "ceiling fan", "beaver", "barrel", "brontosaurus",
          "ant", "anchor", "panda", "binoculars", "cat", "dog", "car", "cell phone", "camera", "horse", "bus", "bicycle", "pizza", "umbrella", "toilet", "boat", "truck", "bird", "broccoli", "banana", "motorbike")
ALREADY_PLURAL = {"binoculars", "headphones", "scissors", "pants", "shorts", "shoes", "skis"}
PLURALS = {"person": "people", "knife": "knives", "mouse": "mice", "sheep": "sheep", "wine glass": "wine glasses", "octopus": "octopuses", "scarf": "scarves"}


def plain(source, label):
    """(name, finer word or None) for a label as the source writes it."""
    if label is None:
        return None, None
    found = PLAIN.get(label, label.replace("_", " ").lower())
    return found if isinstance(found, tuple) else (found, None)


def plural(name):
    if name in ALREADY_PLURAL:
        return name
    if name in PLURALS:
        return PLURALS[name]
    if name.endswith(("s", "x", "ch", "sh")):
        return name + "es"
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + "s"


def with_article(name):
    if name in ALREADY_PLURAL:
        return name
    return ("an " if name[0] in "aeiou" else "a ") + name


def spoken(name, rng, breed=None):
    """The name, or now and then another word for it."""
    if breed and rng.random() < 0.3:
        return breed
    return rng.choice(ALIASES[name]) if name in ALIASES and rng.random() < 0.2 else name


def confusable(name):
    """The name and all that might be taken for it, its other words included."""
    out = set().union({name}, *(group for group in ALIKE if name in group))
    words = {name, *ALIASES.get(name, ())}
    return out | {other for other, more in ALIASES.items() if words & {other, *more}}
