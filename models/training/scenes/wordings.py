"""Every sentence frame, by kind: (frames of the training split, frames only the held-out split uses).

{x} and {y} are noun phrases with their article, {p} a plural without one, {d} a phrase without one, {c} a colour.
"""

SEGMENT = (
    ["segment {x}", "{x}", "{x}", "{x}", "show me {x}", "where is {x}", "mask {x}", "select {x}", "can you find {x}", "please segment {x}", "find {x}",
     "mark {x}", "highlight {x}", "outline {x}", "i want {x}", "give me {x}", "point out {x}", "could you segment {x}", "{x} please", "cut out {x}",
     "please mark {x}", "show {x}", "i need a mask of {x}", "get {x}", "select {x} please", "can you segment {x} for me", "locate {x}", "pick {x}",
     "the mask for {x}", "i am looking for {x}", "which one is {x}", "please show me where {x} is", "mask of {x}", "now segment {x}", "find {x} in the picture"],
    ["please find {x}", "can you show me {x}", "could you mark {x}", "mask of {x} please", "where can you see {x}", "please select {x} for me",
     "show me the mask of {x}", "i want to see {x}"])

COLOUR = (
    ["what colour is {x}", "what is the colour of {x}", "which colour does {x} have", "tell me the colour of {x}", "colour of {x}", "{x} is what colour",
     "name the colour of {x}", "what color is {x}", "which colour is {x}", "can you tell me what colour {x} is", "what colour does {x} have",
     "what colour do you see on {x}"],
    ["please name the colour of {x}", "can you tell me the colour of {x}", "what is the color of {x}", "which color is {x}"])
SHAPE = (
    ["what shape is {x}", "what is {x}", "what is the shape of {x}", "which shape does {x} have", "tell me the shape of {x}", "name the shape of {x}",
     "what kind of object is {x}", "shape of {x}", "what shape does {x} have", "can you tell me what {x} is"],
    ["please name the shape of {x}", "can you tell me the shape of {x}", "which shape is {x}"])
SIZE = (
    ["what size is {x}", "is {x} large or small", "is {x} small or large", "how big is {x}", "what is the size of {x}", "tell me the size of {x}",
     "is {x} big or small", "size of {x}"],
    ["which size does {x} have", "can you tell me the size of {x}", "is {x} tiny or huge"])
MATERIAL = (
    ["what does the surface of {x} look like", "is {x} matte, shiny or striped", "what surface does {x} have", "what kind of surface does {x} have",
     "tell me the surface of {x}", "surface of {x}", "what is the surface of {x}"],
    ["which surface does {x} have", "can you tell me the surface of {x}"])
IS_MATERIAL = (
    ["is {x} {m}", "does {x} look {m}", "would you say {x} is {m}", "{x} is {m}, right"],
    ["does {x} have a {m} surface", "can you tell me if {x} is {m}"])
COUNT = (
    ["how many {p} are there", "how many {p}", "count the {p}", "number of {p}", "how many {p} do you see", "tell me how many {p} there are",
     "what is the number of {p}", "how many {p} are in the picture", "how many {p} can you see", "how many {p} are on the ground", "how many {p} are here"],
    ["please count the {p}", "can you tell me how many {p} there are", "count the {p} in the picture"])
EXISTS = (
    ["is there {a}", "do you see {a}", "are there any {p}", "can you see {a}", "does the picture have {a}", "is there {a} in the picture", "any {p}",
     "is {a} here", "tell me if there is {a}", "do you see any {p}", "is there any {d}", "is there {a} here", "are there any {p} here", "any {p} here"],
    ["can you see any {p}", "are there any {p} in the picture", "do you see {a} here"])
MORE = (
    ["are there more {p} than {q}", "do you see more {p} than {q}", "more {p} than {q}", "is the number of {p} larger than the number of {q}",
     "does the picture have more {p} than {q}", "can you see more {p} than {q}"],
    ["are there more {p} here than {q}", "tell me if there are more {p} than {q}"])
WHICH_MORE = (
    ["are there more {p} or {q}", "which are there more of, {p} or {q}", "what do you see more of, {p} or {q}", "more {p} or more {q}"],
    ["do you see more {p} or more {q}"])
BIGGER = (
    ["is {x} {r} than {y}", "would you say {x} is {r} than {y}", "{x} is {r} than {y}, right", "does {x} look {r} than {y}"],
    ["tell me if {x} is {r} than {y}"])
WHICH_BIGGER = (
    ["which is {r}, {x} or {y}", "which one is {r}, {x} or {y}", "what is {r}, {x} or {y}", "which object is {r}, {x} or {y}"],
    ["{x} or {y}, which is {r}", "tell me which is {r}, {x} or {y}"])
IS_SIDE = (
    ["is {x} {r} {y}", "is {x} {r} {y}", "would you say {x} is {r} {y}", "{x} is {r} {y}, right", "do you see {x} {r} {y}", "does {x} stand {r} {y}"],
    ["tell me if {x} is {r} {y}", "can you see {x} {r} {y}"])
WHAT_SIDE = (
    ["what is {r} {y}", "what do you see {r} {y}", "which object is {r} {y}", "what stands {r} {y}", "name the object {r} {y}", "tell me what is {r} {y}"],
    ["can you tell me what is {r} {y}", "which object stands {r} {y}"])
UNKNOWN = (
    ["how much does {x} cost", "what is the price of {x}", "who owns {x}", "who made {x}", "what does {x} smell like", "how much does {x} weigh",
     "how heavy is {x} in grams", "what is behind the wall", "what is inside {x}", "what is under {x}", "how old is {x}", "what is the name of the owner",
     "where was {x} made", "what does {x} taste like", "what day is it", "what time is it", "is {x} for sale", "who took this picture",
     "what will happen to {x} tomorrow", "is {x} warm or cold", "what sound does {x} make", "who put {x} here", "is {x} a gift", "what is the weight of {x}"],
    ["how much would {x} cost", "who is the owner of {x}", "what is the weight of {x} in grams", "who made this picture", "what is the smell of {x}"])

RELATION_WORDS = {
    "left": ["left of", "to the left of", "on the left of", "on the left side of"],
    "right": ["right of", "to the right of", "on the right of", "on the right side of"],
    "front": ["in front of", "in front of", "before", "closer to the camera than"],
    "behind": ["behind", "behind", "in back of", "further away than"],
    "nearest": ["nearest to", "closest to", "next to"],
}
IT_RELATION = {
    "left": ["to its left", "left of it", "to the left of it", "on its left"],
    "right": ["to its right", "right of it", "to the right of it", "on its right"],
    "front": ["in front of it", "before it"],
    "behind": ["behind it", "in back of it"],
    "nearest": ["next to it", "nearest to it", "closest to it"],
}

EVERY = (
    ["all {p}", "all the {p}", "every {d}", "the {p}", "all of the {p}", "each {d}", "any {d}"],
    ["each of the {p}", "every one of the {p}"])
EVERYTHING = (["everything", "all objects", "all things", "every object", "all of them", "all the objects", "each object"], ["every thing", "all of the objects"])

REASON = {
    "roll": (["what would roll away", "the thing that would roll away", "what would roll down a hill", "which one rolls", "what you could kick in a game"],
             ["the object that would roll down a hill", "which one would roll away"]),
    "hole": (["which could you look through", "something with a hole in it", "the thing with a hole", "what you could put a rope through", "what you could wear on a finger",
              "the one you can look through"],
             ["which has a hole in it", "the object you could look through"]),
    "roof": (["the thing you could use as a roof", "what looks like a roof", "what has a sharp top", "which one has a sharp top", "what ends in a point at the top"],
             ["the one with a sharp top", "what could you use as a roof"]),
    "hat": (["what looks like a party hat", "what you could wear as a party hat", "the thing that looks like a hat", "what ice cream is served in"],
            ["which one looks like a party hat", "the object you could wear as a hat"]),
    "tomb": (["what looks like a tomb in egypt", "what you would see in egypt", "the thing that looks like a tent"],
             ["which one looks like a tomb in egypt", "the object that looks like a tent"]),
    "tree": (["what you would put on top of a christmas tree", "what you see in the night sky", "the thing that goes on top of a christmas tree"],
             ["what goes on top of a christmas tree", "which one is in the night sky"]),
    "stack": (["what you could stack", "what could you put a cup on", "what has a flat top", "the thing with a flat top"],
              ["which one has a flat top", "what you could put a cup on"]),
    "dice": (["what looks like dice", "what has six sides", "the thing with six sides", "what you could roll in a board game"],
             ["which one has six sides", "the one that looks like dice"]),
    "soup": (["what could hold soup", "what looks like a can of soup"],
             ["which one looks like a can of soup", "the thing that looks like a can of soup"]),
    "mirror": (["what would reflect the light", "what looks polished", "the thing that looks polished", "what shines in the light"],
               ["which one would reflect the light", "the object that looks polished"]),
    "zebra": (["what looks like a zebra", "what has lines on it", "the thing with lines on it"], ["which one has lines on it", "the one that looks like a zebra"]),
    "banana": (["the thing that has the colour of a banana", "what is coloured like a lemon", "what has the colour of the sun"], ["which one is coloured like a banana"]),
    "blood": (["the thing that has the colour of blood", "what is coloured like a tomato", "what has the colour of a fire truck"], ["which one is coloured like blood"]),
    "leaf": (["the thing that has the colour of a leaf", "what is coloured like a frog"], ["which one is coloured like a leaf"]),
    "snow": (["the thing that has the colour of snow", "what is coloured like milk"], ["which one is coloured like snow"]),
    "coal": (["the thing that has the colour of coal", "what is coloured like the night"], ["which one is coloured like coal"]),
    "carrot": (["the thing that has the colour of a carrot", "what is coloured like a pumpkin"], ["which one is coloured like a carrot"]),
    "grapes": (["the thing that has the colour of grapes", "what is coloured like a plum"], ["which one is coloured like grapes"]),
}
# What each reasoning description means, over (size, material, colour, shape), and what may not be in the scene with it.
REASON_TRUTH = {
    "roll": (lambda a: a[3] == "ball", lambda a: a[3] in ("cylinder", "ring")),
    "hole": (lambda a: a[3] == "ring", None),
    "roof": (lambda a: a[3] in ("cone", "pyramid"), lambda a: a[3] == "star"),
    "hat": (lambda a: a[3] == "cone", None),
    "tomb": (lambda a: a[3] == "pyramid", lambda a: a[3] == "cone"),
    "tree": (lambda a: a[3] == "star", None),
    "stack": (lambda a: a[3] in ("cube", "cylinder"), None),
    "dice": (lambda a: a[3] == "cube", None),
    "soup": (lambda a: a[3] == "cylinder", None),
    "mirror": (lambda a: a[1] == "shiny", None),
    "zebra": (lambda a: a[1] == "striped", None),
    "banana": (lambda a: a[2] == "yellow", None), "blood": (lambda a: a[2] == "red", None), "leaf": (lambda a: a[2] == "green", None),
    "snow": (lambda a: a[2] == "white", None), "coal": (lambda a: a[2] == "black", None), "carrot": (lambda a: a[2] == "orange", None),
    "grapes": (lambda a: a[2] == "purple", None),
}

CLICK = (
    ["", "", "", "this", "segment this", "this one", "this object", "what i clicked", "the thing i clicked", "segment what i clicked", "mask this", "select this",
     "the object here", "please segment this", "the whole thing here", "cut this out"],
    ["", "the object i clicked", "please select this", "mask this one", "the thing here"])
CLICK_NAMED = (["the {s} here", "this {s}", "segment this {s}", "the {s} i clicked", "the whole {s} here", "select this {s}"], ["the whole {s} i clicked", "mask this {s}"])
CLICK_MANY = (["", "", "these", "segment these", "both", "both of these", "this and this"], ["", "mask these", "select both of these"])
BOX = (
    ["", "", "", "what is in the box", "the object in this box", "segment what is in the box", "this", "segment this", "the thing in the box", "mask this"],
    ["", "segment the object in this box", "select what is in the box"])
BOX_ALL = (["everything in this box", "all objects in the box", "all things in this box", "everything in the box"], ["segment everything in the box"])
STROKE = (
    ["", "", "", "this", "segment this", "what i marked", "the object i marked", "segment what i marked", "this one", "the thing under the line"],
    ["", "the thing i marked", "select what i marked"])
ROUGH = (
    ["", "", "", "this", "segment this", "make this mask better", "clean this mask", "the object under this mask", "fix this mask", "a better mask of this"],
    ["", "please fix this mask", "the thing under this mask"])

OTHER = (
    ["not that one, the other {s}", "no, the other {s}", "the other one", "wrong {s}, the other one", "the other {s}", "not this one, the other one",
     "no, the other one please", "i meant the other {s}"],
    ["no, i meant the other {s}", "wrong one, the other {s}", "not that one, the other one"])
IT_OTHER = (
    ["the one {r}", "no, the one {r}", "the {s} {r}", "not that one, the one {r}", "i meant the one {r}", "no, the {s} {r}", "wrong, the one {r}"],
    ["no, i meant the one {r}", "not this one, the {s} {r}"])
ALSO = (
    ["also {x}", "add {x}", "and {x}", "{x} too", "{x} as well", "plus {x}", "also segment {x}", "and also {x}", "please add {x}", "add {x} to the mask"],
    ["add {x} too", "please also segment {x}", "and {x} as well"])
WITHOUT = (
    ["without {x}", "but not {x}", "leave out {x}", "not {x}", "drop {x}", "take {x} out of the mask", "please leave out {x}"],
    ["but without {x}", "please drop {x}"])
ONLY = (["only {x}", "just {x}", "keep only {x}", "only {x} please", "i want only {x}"], ["please keep only {x}", "just {x} please"])
CORRECT = (
    ["no, {x}", "no, i meant {x}", "wrong, {x}", "not {z}, {x}", "i meant {x}", "that is wrong, i want {x}", "not that one, {x}", "no, i want {x}"],
    ["that is wrong, {x}", "no, not {z}, {x}", "wrong, i meant {x}"])
COLOUR_ONE = (["the {c} one", "no, the {c} one", "i meant the {c} one", "not that one, the {c} one", "wrong, the {c} one"], ["no, i meant the {c} one", "not this one, the {c} one"])
SIZE_ONE = (["the {r} one", "no, the {r} one", "i meant the {r} one", "not that one, the {r} one"], ["no, i meant the {r} one"])
ADD_CLICK = (["", "", "this too", "add this", "and this one", "also this", "this as well"], ["", "add this one too", "and this as well"])
DROP_CLICK = (["", "", "not this", "without this one", "leave this out", "not this one", "drop this"], ["", "but not this one", "please leave this out"])

ASK_IT = {
    "colour": (["what colour is it", "which colour is it", "what is its colour", "and its colour", "tell me its colour"], ["can you tell me its colour", "what color is it"]),
    "shape": (["what shape is it", "what is its shape", "and its shape", "what is it", "which shape is it"], ["tell me its shape"]),
    "size": (["how big is it", "is it large or small", "what is its size", "and its size", "what size is it"], ["tell me its size"]),
    "material": (["what surface does it have", "what does its surface look like", "is it matte, shiny or striped", "what is its surface"], ["tell me its surface"]),
    "is_material": (["is it {m}", "does it look {m}"], ["would you say it is {m}"]),
    "side": (["is it {r} {y}", "does it stand {r} {y}"], ["tell me if it is {r} {y}"]),
    "another": (["is there another {s}", "is there another one", "do you see another {s}", "any other {p}", "are there other {p}"],
                ["can you see another {s}", "are there any other {p}"]),
    "others": (["how many other {p} are there", "how many other {p}", "how many more {p} are there"], ["how many other {p} do you see"]),
}
NOW_IT = (["now the one {r}", "what about the one {r}", "show me the one {r}", "segment the one {r}", "now segment the {s} {r}"], ["now show me the one {r}", "what about the {s} {r}"])
SHOW_IT = (["show it to me", "segment it", "where is it", "mask it", "show me", "select it", "which one"], ["please segment it", "show me where it is"])
SHOW_THEM = (["show them to me", "segment them", "where are they", "mask them", "show me", "which ones", "select them"], ["please segment them", "show me where they are"])

REMOVE = (
    ["remove {x}", "delete {x}", "erase {x}", "take away {x}", "get rid of {x}", "please remove {x}", "make {x} disappear", "take {x} away", "can you remove {x}",
     "i do not want {x} in the picture", "clear away {x}", "remove {x} from the picture"],
    ["please delete {x}", "can you erase {x}", "please take away {x}"])
RECOLOUR = (
    ["make {x} {c}", "paint {x} {c}", "turn {x} {c}", "change the colour of {x} to {c}", "colour {x} {c}", "recolour {x} to {c}", "please make {x} {c}", "i want {x} in {c}",
     "{x} should be {c}", "can you make {x} {c}", "change {x} to {c}"],
    ["please paint {x} {c}", "can you turn {x} {c}", "i want {x} to be {c}"])
REPLACE = (
    ["replace {x} with {a}", "swap {x} for {a}", "turn {x} into {a}", "change {x} into {a}", "put {a} in place of {x}", "please replace {x} with {a}", "exchange {x} for {a}",
     "i want {a} where {x} is", "make {x} {a}", "{a} instead of {x}"],
    ["please swap {x} for {a}", "can you turn {x} into {a}", "put {a} where {x} is"])
BACKGROUND = (
    ["change the background to {g}", "put it on {g}", "make the ground {g}", "put everything on {g}", "replace the background with {g}", "i want {g} as background",
     "the background should be {g}", "{g} background please", "make the background {g}", "change the ground to {g}"],
    ["please change the background to {g}", "can you make the ground {g}", "put all of it on {g}"])
GENERATE = (
    ["put {a} here", "add {a} here", "draw {a} here", "place {a} here", "i want {a} here", "generate {a} here", "please put {a} here", "{a} here please", "paint {a} here",
     "make {a} here", "a new object here: {d}"],
    ["please add {a} here", "can you put {a} here", "please draw {a} here"])
DRAW = (
    ["draw {t}", "draw a picture of {t}", "paint {t}", "make a picture of {t}", "generate a picture of {t}", "please draw {t}", "i want a picture of {t}"],
    ["please draw a picture of {t}", "can you draw {t}"])
GROUND_WORDS = {"plain": ("a plain floor",), "grass": ("grass",), "wood": ("wood",), "sand": ("sand",), "tiles": ("tiles",), "stone": ("stone",)}
# The canonical name of a ground, as it stands in an edit's description.
GROUND_NAME = {"plain": "plain floor", "grass": "grass", "wood": "wood", "sand": "sand", "tiles": "tiles", "stone": "stone"}
