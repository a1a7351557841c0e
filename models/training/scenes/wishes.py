"""Sentence frames of edits and drawings, as in `wordings.py`. {x} is what is changed, {a} and {d} what is to come, {c} a colour, {g} a ground, {t} a caption."""
from .frames import Frames

_PLEASE = "[||||please |can you |could you |now |would you please |i want you to ]"
REMOVE = Frames(
    [_PLEASE + "[remove|delete|erase|take away|get rid of|clear away|wipe out|lose] {x}[||| from the picture]", "make {x} disappear", "take {x} [away|out of the picture]", "i do not want {x} in the picture",
     "{x} should [go|be gone|disappear]", "the picture without {x}", "{x} has to go"],
    ["please delete {x}", "can you erase {x}", "please take away {x}", "i want {x} to disappear"])
RECOLOUR = Frames(
    [_PLEASE + "[make|paint|turn|colour|dye] {x} {c}", _PLEASE + "change the colour of {x} to {c}", _PLEASE + "[recolour|repaint] {x} [to|in] {c}", "i want {x} in {c}", "{x} should be {c}", "change {x} to {c}", "{c} for {x} please",
     "give {x} a {c} coat", "let {x} be {c}", "{x} in {c} please"],
    ["please paint {x} {c}", "can you turn {x} {c}", "i want {x} to be {c}", "please give {x} the colour {c}"])
REPLACE = Frames(
    [_PLEASE + "[replace {x} with|swap {x} for|turn {x} into|change {x} into|exchange {x} for|switch {x} with|swap {x} with] {a}", "put {a} in place of {x}", "i want {a} where {x} is", "make {x} {a}", "{a} instead of {x}",
     "{x} should [be|become] {a}", "put {a} where {x} was"],
    ["please swap {x} for {a}", "can you turn {x} into {a}", "put {a} where {x} is"])
BACKGROUND = Frames(
    [_PLEASE + "change the [background|ground|floor] to {g}", "put [it|everything] on {g}", _PLEASE + "make the [ground|background|floor] {g}", "replace the background with {g}", "i want {g} as [background|the background]",
     "the background should be {g}", "{g} background please", "{g} instead of this background", "move everything onto {g}", "let it all stand on {g}"],
    ["please change the background to {g}", "can you make the ground {g}", "put all of it on {g}"])
GENERATE = Frames(
    [_PLEASE + "[put|add|draw|place|generate|paint|make|insert] {a} [here|here|there|in this place]", "i want {a} here", "{a} here please", "a new object here: {d}", "there should be {a} here", "{a} here"],
    ["please add {a} here", "can you put {a} here", "please draw {a} here"])
DRAW = Frames(
    [_PLEASE + "[draw|paint|make a picture of|generate a picture of|draw a picture of|create an image of|generate an image of] {t}", "i want a picture of {t}", "a [new picture|drawing|painting] of {t}"],
    ["please draw a picture of {t}", "can you draw {t}"])
GROUND_WORDS = {"plain": ("a plain floor",), "grass": ("grass",), "wood": ("wood",), "sand": ("sand",), "tiles": ("tiles",), "stone": ("stone",)}
# The canonical name of a ground, as it stands in an edit's description.
GROUND_NAME = {"plain": "plain floor", "grass": "grass", "wood": "wood", "sand": "sand", "tiles": "tiles", "stone": "stone"}
