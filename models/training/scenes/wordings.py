"""Every sentence frame, by kind: patterns of the training split, patterns only the held-out split says (`frames.py` has the grammar).

{x} and {y} are noun phrases with their article, {p} and {q} plurals without one, {d} a phrase without one, {a} one with 'a', {c} a colour,
{m} a surface, {s} a shape, {r} a relation or a comparison.
"""
import re
from functools import lru_cache

from .frames import Frames, parse

# Politeness in front of a wish. "" four times: most people just say what they want.
_POLITE = "[||||please |can you |could you |would you |can you please |could you please |now |ok |hey, ]"
_AFTER = "[||||||| please| for me| thanks| in the picture| in this picture]"

SEGMENT = Frames(
    ["{x}", "{x}", "{x}" + _AFTER, "{x} please",
     _POLITE + "[segment|segment|mark|mask|select|find|highlight|outline|show|show me|locate|pick|cut out|point out|get|give me|trace|choose|point to|isolate] {x}" + _AFTER,
     "[where is|where is|where do you see|whereabouts is] {x}[|| in the picture| here| exactly]",
     "[i want|i need|i would like|i am looking for|i would like to see|let us see|looking for] {x}" + _AFTER,
     "[the mask for|a mask of|mask of|i need a mask of|the outline of|an outline of|the region of|make a mask of|draw the outline of|give me a mask of] {x}[|| please]",
     "which one is {x}[| here| in the picture]", "[please show|show|can you show|tell] me [where {x} is|which one is {x}]", "[do you know|i wonder] where {x} is",
     "[can you see|have you seen|do you notice|could you see|do you spot|is there] {x}, [mark it|then mark it|point it out|select it|if so mark it|highlight it|where]",
     "{x} is [what i want|what i need|the one i want|what i am after|the thing i mean|what i would like]", "what i [want|need|mean] is {x}", "i [am after|mean|am interested in|want to find|need to find] {x}",
     "[which|what] [area|place|spot|piece] of the [image|picture] [is|shows|has] {x}", "the [area|spot|place] [with|of|where you see] {x}", "in which [area|spot] is {x}", "the part of the [image|picture] with {x}",
     "[which pixels are|the pixels of] {x}", "[get me|let me have|give me] the [outline|contour|mask|region] of {x}", "trace the outline of {x}"],
    ["please find {x}", "can you show me {x}", "could you mark {x}", "mask of {x} please", "where can you see {x}", "please select {x} for me",
     "show me the mask of {x}", "i want to see {x}", "i want to know where {x} is", "the region of {x} in the picture", "show me the outline of {x}",
     "could you point to {x} in the picture for me", "which part of the picture is {x}", "let me see {x}", "{x} is what i am looking for", "i need {x} please", "do you see {x}, show me"])

COLOUR = Frames(
    ["what colour is {x}[|| in the picture| here]", "what is the colour of {x}", "which colour [does {x} have|is {x}]", "tell me the colour of {x}[| please]",
     "[|the ]colour of {x}", "{x} is what colour", "name the colour of {x}", "can you tell me [what|which] colour {x} [is|has]", "what colour does {x} have",
     "what colour do you see on {x}", "{x}, what colour[| is it]", "what is {x} painted in", "[how|in what colour] is {x} coloured", "what paint is on {x}",
     "i want to know [what colour {x} is|the colour of {x}]", "do you know what colour {x} is", "in which colour is {x}"],
    ["please name the colour of {x}", "can you tell me the colour of {x}", "please tell me which colour {x} is", "{x} has which colour", "do you know the colour of {x}", "i want to know which colour {x} has", "which colour do you see on {x}"])
SHAPE = Frames(
    ["what shape is {x}[|| in the picture| here]", "what is {x}", "what is the shape of {x}", "which shape does {x} have", "tell me the shape of {x}[| please]",
     "name the shape of {x}", "what kind of [object|thing|shape] is {x}", "[|the ]shape of {x}", "what shape does {x} have", "can you tell me what {x} is",
     "{x}, what shape[| is it]", "what do you call {x}", "what sort of thing is {x}", "i want to know what shape {x} is", "what type of object is {x}", "how is {x} shaped"],
    ["please name the shape of {x}", "can you tell me the shape of {x}", "which shape is {x}", "do you know what shape {x} is", "{x} has which shape", "i want to know the shape of {x}", "tell me what sort of object {x} is"])
SIZE = Frames(
    ["what size is {x}[| here]", "is {x} [large or small|small or large|big or small|small or big|big or little|tiny or big]", "how [big|large|small] is {x}", "what is the size of {x}",
     "tell me the size of {x}", "[|the ]size of {x}", "what size does {x} have", "{x}, large or small", "would you call {x} large or small", "{x}, what size[| is it]"],
    ["which size does {x} have", "can you tell me the size of {x}", "is {x} tiny or huge", "do you know how big {x} is"])
MATERIAL = Frames(
    ["what does the surface of {x} look like", "is {x} [matte, shiny or striped|shiny, matte or striped|striped, shiny or matte]", "what [surface|finish|texture] does {x} have",
     "what kind of [surface|finish|texture] does {x} have", "tell me the [surface|finish] of {x}", "[|the ][surface|finish|texture] of {x}", "what is the [surface|texture|finish|material] of {x}",
     "{x}, what surface", "how does the surface of {x} look", "what material is {x}", "what is {x} made of, matte, shiny or striped"],
    ["which surface does {x} have", "can you tell me the surface of {x}", "do you know what surface {x} has", "what kind of material is {x}"])
# Yes or no about one attribute, true or not. {m} is the attribute as it is said.
IS_ATTRIBUTE = Frames(
    ["is {x} {m}", "is {x} {m}[| in the picture| here]", "does {x} look {m}", "would you say {x} is {m}", "{x} is {m}, right", "is it true that {x} is {m}", "{x} looks {m} to me, right",
     "i think {x} is {m}, right", "{x} is {m}, correct", "would you call {x} {m}", "{x}, is it {m}", "am i right that {x} is {m}"],
    ["can you tell me if {x} is {m}", "would you say {x} looks {m}", "do you think {x} is {m}", "tell me if {x} is {m}"])
# The same for a shape: {m} is 'a cube'.
IS_A = Frames(
    ["is {x} {m}[| or not]", "would you say {x} is {m}", "{x} is {m}, right", "is it true that {x} is {m}", "i think {x} is {m}, right", "would you call {x} {m}", "{x}, is it {m}"],
    ["can you tell me if {x} is {m}", "do you think {x} is {m}", "tell me if {x} is {m}"])
COUNT = Frames(
    ["how many {p}[| are there| are there in the picture| are there here| do you see| are in the picture| can you see| are on the ground| are here| are in this picture| in total| in all| are visible]",
     "[|please |now ]count [the|all|all the] {p}[| for me]", "[|the |what is the |give me the |tell me the ]number of {p}[| here| in the picture]", "tell me how many {p} [there are|you see]",
     "{p}, how many", "how many {p} does the picture [have|show]", "[what is|give me] the count of {p}", "can you count the {p}", "are there many {p}, and how many exactly"],
    ["please count the {p}", "can you tell me how many {p} there are", "count the {p} in the picture", "how many {p} do you see in this picture", "i want to know the number of {p}", "{p}, how many do you see", "what number of {p} is there in the picture", "tell me the count of {p}"])
EXISTS = Frames(
    ["is there {a}[| in the picture| here| on the ground| anywhere| in this picture| somewhere]", "[do|can] you see {a}[| anywhere| here]", "are there any {p}[| here| anywhere| in this picture]", "does the [picture|scene] [have|show|contain] {a}",
     "any {p}[| here| in the picture| around]", "is {a} here", "tell me [if|whether] there is {a}", "do you see any {p}", "is there any {d}[| here]", "is {a} [in the picture|visible|anywhere]", "{a}, is there one",
     "[i wonder if|would you say] there is {a}", "does {a} appear[| anywhere]", "any {d} here"],
    ["can you see any {p}", "are there any {p} in the picture", "do you see {a} here", "can you tell me if there is {a}", "is there {a} you can see", "i want to know if there is {a}", "would you say there are any {p} here", "do you know if there is {a} in the picture"])
MORE = Frames(
    ["are there more {p} than {q}[| here| in the picture]", "do you see more {p} than {q}", "more {p} than {q}", "is the number of {p} [larger|bigger] than the number of {q}",
     "does the picture [have|show] more {p} than {q}", "can you see more {p} than {q}", "are the {p} more than the {q}", "do the {p} outnumber the {q}", "would you say there are more {p} than {q}"],
    ["can you tell me if there are more {p} than {q}", "tell me if there are more {p} than {q}", "in this picture, are there more {p} than {q}"])
HOW_MANY_MORE = Frames(
    ["how many more {p} than {q}[| are there| do you see| are in the picture]", "by how many do the {p} outnumber the {q}", "what is the difference between the number of {p} and of {q}"],
    ["tell me how many more {p} than {q} there are", "how many more {p} than {q} can you see"])
WHICH_MORE = Frames(
    ["are there more {p} or [|more ]{q}", "which are there more of, {p} or {q}", "what do you see more of, {p} or {q}", "more {p} or more {q}", "{p} or {q}, which are more", "what are there more of, {p} or {q}"],
    ["do you see more {p} or more {q}", "tell me which are more, {p} or {q}"])
BIGGER = Frames(
    ["is {x} {r} than {y}", "would you say {x} is {r} than {y}", "{x} is {r} than {y}, right", "does {x} look {r} than {y}", "is it true that {x} is {r} than {y}", "{x}, is it {r} than {y}"],
    ["tell me if {x} is {r} than {y}", "do you think {x} is {r} than {y}"])
WHICH_BIGGER = Frames(
    ["[which|which one|what|which object|which thing] is {r}, {x} or {y}", "{x} or {y}, which one is {r}", "what is the {r} one, {x} or {y}"],
    ["{x} or {y}, which is {r}", "tell me which is {r}, {x} or {y}"])
# Do two things share an attribute? {k} is colour, shape, size or surface.
SAME = Frames(
    ["[are|are] {x} and {y} the same {k}", "do {x} and {y} have the same {k}", "is {x} the same {k} as {y}", "does {x} have the same {k} as {y}", "{x} and {y} have the same {k}, right",
     "is the {k} of {x} the same as the {k} of {y}", "{x} and {y}, same {k}", "same {k}, {x} and {y}", "would you say {x} and {y} have the same {k}", "do {x} and {y} share the same {k}"],
    ["tell me if {x} and {y} have the same {k}", "is the {k} the same for {x} and {y}", "do you think {x} is the same {k} as {y}"])
DIFFERENT = Frames(
    ["do {x} and {y} differ in {k}", "is the {k} of {x} different from the {k} of {y}", "do {x} and {y} have different {k}s", "does {x} have a different {k} than {y}"],
    ["are the {k}s of {x} and {y} different", "tell me if {x} has a different {k} than {y}"])
IS_SIDE = Frames(
    ["is {x} {r} {y}", "is {x} {r} {y}[| in the picture]", "would you say {x} is {r} {y}", "{x} is {r} {y}, right", "do you see {x} {r} {y}", "does {x} stand {r} {y}", "is it true that {x} is {r} {y}",
     "{x}, is it {r} {y}", "{x} {r} {y}, yes or no", "does {x} lie {r} {y}"],
    ["tell me if {x} is {r} {y}", "can you see {x} {r} {y}", "do you think {x} stands {r} {y}"])
WHAT_SIDE = Frames(
    ["what is {r} {y}", "what do you see {r} {y}", "[which|what] [object|thing] is {r} {y}", "what stands {r} {y}", "name the [object|thing] {r} {y}", "tell me what is {r} {y}", "what is there {r} {y}", "what can you see {r} {y}", "{r} {y} there is what"],
    ["can you tell me what is {r} {y}", "which object stands {r} {y}", "name the thing you see {r} {y}"])
# On which side is it? {k}: the two answers.
WHICH_SIDE = Frames(
    ["is {x} {l} or {r} {y}", "{x}, is it {l} or {r} {y}", "does {x} stand {l} or {r} {y}", "would you say {x} is {l} or {r} {y}"],
    ["tell me if {x} is {l} or {r} {y}", "do you see {x} {l} or {r} {y}"])
# Odd one out. {n} is 'object' or a shape, {ns} its plural, {k} the attribute.
ODD = Frames(
    ["the odd one out", "the one that is different from the others", "the [one|{n}] that does not fit in with the others", "the [one|{n}] with a different {k}", "the {n} whose {k} is different", "the {n} that has another {k} than the other {ns}",
     "the odd {n}[| out]", "the {n} that differs in {k}", "the {n} with a {k} [of its own|unlike the others|no other {n} has]", "the {n} with {k} unlike that of the others"],
    ["the {n} with another {k} than the others", "the one whose {k} does not fit"])
ODD_WHICH = Frames(
    ["which {n} has a different {k} from the other {ns}", "which {n} does not have the same {k} as the other {ns}", "which {n} differs in {k}", "all the {ns} but one have the same {k}, which one does not",
     "one {n} has a different {k}, which one", "tell me which {n} differs in {k}", "what is the odd {n}", "which {n} is the odd one out in {k}", "what {n} has a {k} of its own", "name the {n} whose {k} is different",
     "what is the {n} that differs in {k}", "what is the {n} whose {k} is different", "what is the {n} that has another {k} than the other {ns}", "[what|which] is the one that does not fit in with the others",
     "what is the odd one out", "which is the {n} whose {k} the other {ns} do not have", "[what|which] is the {n} with a {k} [of its own|unlike the others|no other {n} has|that is different]",
     "[which|what] {n} has a {k} [unlike the others|no other {n} has|different from the rest]", "what do you call the {n} with a different {k}", "{ns} and one with a different {k}, which is it"],
    ["what is the {n} with a different {k}", "which {n} has another {k} than the others"])
ODD_VALUE = Frames(
    ["what {k} is the {n} that differs in {k}", "what {k} does the odd one out have", "which {k} does the {n} have that differs from the other {ns}", "what is the {k} of the {n} that does not fit",
     "tell me the {k} of the odd {n}", "name the {k} of the {n} which is different", "the {n} that differs in {k} has what {k}", "what {k} has the odd {n}",
     "what is the {k} of the {n} whose {k} is different", "what is the {k} of the {n} that has another {k} than the other {ns}", "what is the {k} of the one that differs",
     "[what|which] is the {k} of the {n} with a {k} [of its own|unlike the others|that is different]", "what {k} does the {n} with a different {k} have"],
    ["what is the {k} of the {n} with a different {k}"])
UNKNOWN = Frames(
    ["how much [does {x} cost|is {x}|would you pay for {x}|does {x} weigh]", "what is the price of {x}", "[who|which person] [owns|made|painted|sold|bought|likes] {x}", "what does {x} [smell|taste|sound|feel] like",
     "how heavy is {x}[| in grams| in pounds]", "what is [behind the wall|under the ground|outside the picture|next door]", "what is inside {x}", "what is under {x}", "how old is {x}", "what is the [name|age|address] of the owner",
     "where was {x} [made|bought|found]", "what [day|time|year|month] is it", "is {x} [for sale|expensive|heavy|a gift|new|mine|yours|warm or cold|hot|hollow]", "who took this picture", "[when|where] was this picture taken",
     "what will happen to {x} tomorrow", "what sound does {x} make", "who put {x} here", "what is the weight of {x}", "what is {x} used for at home", "how many people live here", "what is the weather like tomorrow", "does {x} belong to me", "can {x} swim", "what is on the back of {x}"],
    ["how much would {x} cost", "who is the owner of {x}", "what is the weight of {x} in grams", "who made this picture", "what is the smell of {x}", "what time was this picture taken"])

RELATION_WORDS = {
    "left": ["left of", "to the left of", "on the left of", "on the left side of", "to the left hand side of", "left of", "further left than"],
    "right": ["right of", "to the right of", "on the right of", "on the right side of", "to the right hand side of", "right of", "further right than"],
    "front": ["in front of", "in front of", "in front of", "before", "closer to the camera than", "nearer than", "below", "underneath"],
    "behind": ["behind", "behind", "behind", "in back of", "further away than", "farther away than", "at the back of", "above"],
    "nearest": ["nearest to", "closest to", "next to", "beside", "right next to"],
}
IT_RELATION = {
    "left": ["to its left", "left of it", "to the left of it", "on its left", "on its left side", "left of that"],
    "right": ["to its right", "right of it", "to the right of it", "on its right", "on its right side", "right of that"],
    "front": ["in front of it", "before it", "in front of that", "closer to the camera than it"],
    "behind": ["behind it", "in back of it", "behind that", "further away than it"],
    "nearest": ["next to it", "nearest to it", "closest to it", "beside it"],
}

EVERY = Frames(
    ["all {p}", "all the {p}", "every {d}", "the {p}", "all of the {p}", "each {d}", "any {d}", "every single {d}", "{p}", "all {p} [in the picture|you see|you can find|here]"],
    ["each of the {p}", "every one of the {p}", "all the {p} you can see"])
EVERYTHING = Frames(
    ["everything", "all objects", "all things", "every object", "all of them", "all the objects", "each object", "everything you see", "all the things here", "everything in the picture", "every single thing", "all items"],
    ["every thing", "all of the objects", "every object in the picture"])

CLICK = Frames(
    ["", "", "", "this", "this one", "this object", "[segment|mask|select|mark|outline|cut out] [this|that|this one|this thing|this object|it]", "what i clicked", "the thing i clicked", "segment what i clicked",
     "the object here", "please segment this", "the whole thing here", "what is this, mark it", "that one", "here"],
    ["", "the object i clicked", "please select this", "please outline that", "the thing here"])
CLICK_NAMED = Frames(["the {s} here", "this {s}", "that {s}", "[segment|mark|select|get] this {s}", "the {s} i clicked", "the whole {s} here"], ["the whole {s} i clicked", "mask this {s}"])
CLICK_MANY = Frames(["", "", "these", "segment these", "both", "both of these", "this and this", "these two", "[mark|select] both"], ["", "mask these", "select both of these"])
BOX = Frames(
    ["", "", "", "what is in the box", "the object in this box", "segment what is in the box", "this", "[segment|mark|select|outline] this", "the thing in the box", "mask this", "in here", "whatever is inside the box"],
    ["", "segment the object in this box", "select what is in the box"])
BOX_ALL = Frames(["everything in this box", "all objects in the box", "all things in this box", "everything in the box", "all of it in here", "everything inside the box"], ["segment everything in the box"])
STROKE = Frames(
    ["", "", "", "this", "segment this", "what i marked", "the object i marked", "segment what i marked", "this one", "the thing under the line", "where i scribbled", "the thing i painted on"],
    ["", "the thing i marked", "select what i marked"])
ROUGH = Frames(
    ["", "", "", "this", "segment this", "make this mask better", "clean this mask[| up]", "the object under this mask", "fix this mask", "a better mask of this", "refine this", "improve this mask", "tidy up the edges"],
    ["", "please fix this mask", "the thing under this mask"])

OTHER = Frames(
    ["[not that one|no|wrong {s}|not this one|wrong one|nope|wrong], the other [{s}|one]", "[|show me |mark ]the other [one|{s}][| please]", "i meant the other [{s}|one]", "[there is|i see] another {s}, that one",
     "and the other one", "what about the other [{s}|one]", "the other {s} instead"],
    ["no, i meant the other {s}", "wrong one, the other {s}", "not that one, the other one"])
IT_OTHER = Frames(
    ["[|no, |not that one, |i meant |wrong, |i want ]the [one|{s}] {r}", "the {s} {r}", "[not that|nope], the [one|{s}] {r}", "i am after the one {r}"],
    ["no, i meant the one {r}", "not this one, the {s} {r}"])
ALSO = Frames(
    ["[also|add|and|plus|also segment|and also|please add|also mark|now also|include] {x}", "{x} [too|as well|also]", "add {x} to the [mask|selection]", "[and|also] {x}[| too| please]", "add {x} too please", "together with {x}"],
    ["add {x} too", "please also segment {x}", "and {x} as well"])
WITHOUT = Frames(
    ["[without|but not|leave out|not|drop|except|minus|exclude|everything but|just not] {x}", "take {x} out of the [mask|selection]", "please leave out {x}", "remove {x} from the [mask|selection]", "[deselect|unmark] {x}"],
    ["but without {x}", "please drop {x}"])
ONLY = Frames(["[only|just|keep only|keep just] {x}[| please]", "i want only {x}", "nothing but {x}", "{x} only", "{x} alone"], ["please keep only {x}", "just {x} please"])
CORRECT = Frames(
    ["[no|no, i meant|wrong|i meant|not that one|no, i want|nope|sorry|i said|no no] {x}", "not {z}, {x}", "that is wrong, i want {x}", "{x} instead", "not that, {x}", "{x}, not {z}"],
    ["that is wrong, {x}", "no, not {z}, {x}", "wrong, i meant {x}"])
COLOUR_ONE = Frames(["[|no, |i meant |not that one, |wrong, |and |show me |mark ]the {c} one[| please| instead]", "what about the {c} one"], ["no, i meant the {c} one", "not this one, the {c} one"])
SIZE_ONE = Frames(["[|no, |i meant |not that one, |wrong, |show me ]the {r} one[| please| instead]"], ["no, i meant the {r} one", "wrong one, the {r} one"])
ADD_CLICK = Frames(["", "", "this too", "add this", "and this one", "also this", "this as well", "plus this"], ["", "add this one too", "and this as well"])
DROP_CLICK = Frames(["", "", "not this", "without this one", "leave this out", "not this one", "drop this", "minus this"], ["", "but not this one", "please leave this out"])
INSTEAD_CLICK = Frames(["[no|wrong|nope|not that one|not that|sorry], this one", "[no, |]i meant this[| one]", "this one instead", "this instead", "[no|wrong], this", "no, that one here", "this is the one i meant"],
                       ["no, i want this one", "not that, i meant this one"])

# Mask algebra in words.
BOTH = Frames(["both", "both of them", "[mark|select|show me|segment] both[| of them]", "the two of them", "both please", "both together", "mark them both"], ["please select both of them", "show me both of them"])
ELSE = Frames(["[|now |and now |mark |select |and ]everything else", "all the other [things|objects]", "the others", "all the others", "[the rest|now the rest|and the rest][| of them| please]", "every other object", "the remaining objects"],
              ["please select everything else", "now mark all the others"])
INVERT = Frames(["invert it", "invert the mask", "invert", "invert [this|that|the selection]", "flip the mask", "the background and everything else", "all pixels that are not in the mask", "swap inside and outside"],
                ["please invert the mask", "invert the selection please"])
PART = Frames(
    ["[|only |just |now |mark |select |segment |show me |keep only ]{w} of {x}", "{w} of {x}[| only| please]", "i want {w} of {x}"],
    ["please select {w} of {x}", "only {w} of {x} please"])
IT_PART = Frames(
    ["[|only |just |now |mark |no, |i want ]its {w}", "only its {w}[| please]", "the {w} of it", "just the {w}", "keep its {w}", "the {w} only"],
    ["please keep only its {w}", "i want just its {w}"])
PART_WORDS = {
    "left": ("left half", "left side", "left part", "left half"), "right": ("right half", "right side", "right part", "right half"),
    "top": ("top half", "upper half", "upper part", "top part", "top half"), "bottom": ("bottom half", "lower half", "lower part", "bottom part", "bottom half"),
}

ASK_IT = {
    "colour": Frames(["[what|which] colour is [it|that|it]", "what is its colour", "and its colour", "tell me its colour", "what colour", "and the colour", "what colour does it have"], ["can you tell me its colour", "please name its colour"]),
    "shape": Frames(["[what|which] shape is [it|that]", "what is its shape", "and its shape", "what is it", "what shape does it have", "and what is that"], ["tell me its shape", "can you tell me what it is"]),
    "size": Frames(["how big is it", "is it [large or small|small or large|big or small]", "what is its size", "and its size", "what size is it"], ["tell me its size"]),
    "material": Frames(["what surface does it have", "what does its surface look like", "is it matte, shiny or striped", "what is its surface", "and its surface", "what is it made of"], ["tell me its surface"]),
    "is": Frames(["is it {m}", "does it look {m}", "it is {m}, right", "and is it {m}", "would you call it {m}"], ["would you say it is {m}", "do you think it is {m}"]),
    "side": Frames(["is it {r} {y}", "does it stand {r} {y}", "and is it {r} {y}"], ["tell me if it is {r} {y}"]),
    "another": Frames(["is there another [{s}|one|one like it]", "do you see another {s}", "any other {p}", "are there other {p}", "any more {p}"],
                      ["can you see another {s}", "are there any other {p}"]),
    "others": Frames(["how many other {p} are there", "how many other {p}", "how many more {p} are there", "besides it, how many {p} are there"], ["how many other {p} do you see"]),
    "next": Frames(["what is {r}", "and what is {r}", "what do you see {r}", "which object is {r}"], ["tell me what is {r}", "name the object {r}"]),
    "same": Frames(["is there [something else|anything else] of the same {k}", "does anything else have the same {k}", "anything else with this {k}"], ["does another object have the same {k}"]),
}
# "and the ball?" after a question about something else: the same question again. "do the same with the ball" after a wish.
AND_WHAT = Frames(["and {x}", "what about {x}", "how about {x}", "and for {x}", "same question for {x}", "and what about {x}"], ["tell me the same about {x}", "and how about {x}"])
DO_SAME = Frames(["do the same [with|for|to] {x}", "same [with|for] {x}", "and {x} too", "{x} as well please", "now do that [with|to] {x}", "and now {x}", "also do that to {x}"], ["please do the same with {x}", "now the same for {x}"])
NOW_IT = Frames(["[now|what about|show me|segment|now segment|and|now show me|mark] the [one|{s}] {r}", "the one {r}"], ["now mark the one {r}", "please find the {s} {r}"])
SHOW_IT = Frames(["show it to me", "[segment|mask|select|mark|outline] [it|that]", "where is [it|that]", "show me", "which one", "show [it|me that]", "point it out"], ["please segment it", "show me where it is"])
SHOW_THEM = Frames(["show them to me", "[segment|mask|select|mark|outline] [them|all of them|those]", "where are they", "show me", "which ones", "point them out"], ["please segment them", "show me where they are"])
# After an edit: {d} is what was there before, {p} a plural.
ASK_AFTER = {
    "colour": Frames(["what colour is it now", "and what colour is it now", "which colour has it now", "what is its colour now"], ["can you tell me its colour now"]),
    "shape": Frames(["what is it now", "what shape is it now", "and what is it now"], ["tell me what shape it is now"]),
    "gone": Frames(["is there still {a}", "is {x} still there", "do you still see {a}", "any {d} left"], ["tell me if there is still {a}", "can you still see {a}"]),
    "left": Frames(["how many {p} are left", "how many {p} are there now", "and how many {p} now", "how many {p} remain"], ["tell me how many {p} are left"]),
}
EARLIER = {
    "first": Frames(["[|now |back to |show me |again ]the first one[| again]", "the one from the start", "go back to the first one", "the very first one"], ["please go back to the first one", "show me the first one again"]),
    "before": Frames(["[|now |back to |show me ]the one before[| that]", "the previous one[| again]", "go back to the one before", "the last one again", "the mask before that"], ["please show me the previous one", "back to the previous one"]),
}

# Things that are never on the table, and colours that nothing on it has.
FOREIGN_NOUNS = (
    "elephant", "dog", "cat", "horse", "bird", "mouse", "monkey", "giraffe", "fish", "cow", "phone", "hammer", "car", "chair", "lamp", "book", "bottle", "spoon", "key", "guitar", "shoe", "laptop", "tree",
    "house", "person", "man", "woman", "child", "banana", "apple", "pizza", "cake", "bicycle", "umbrella", "clock", "plate", "knife", "flower", "robot", "boat", "teapot", "pencil", "screwdriver", "camera",
    "dinosaur", "heart", "sofa", "truck", "plane", "train", "hat", "glass", "computer", "moon", "egg", "bear", "lion", "tiger", "rabbit", "duck", "scissors", "toothbrush")
FOREIGN_PLURALS = tuple(noun + "s" for noun in FOREIGN_NOUNS if noun not in ("mouse", "fish", "person", "man", "woman", "child", "knife", "glass", "scissors", "toothbrush"))
FOREIGN_COLOURS = ("pink", "grey", "brown", "golden", "silver", "beige", "gray")


@lru_cache(None)
def known_words():
    """Every word that a sentence without slips may hold; a slip may not turn one into another."""
    from . import language, reasons, wishes, world
    text = [*FOREIGN_NOUNS, *FOREIGN_COLOURS, *world.COLOUR_NAMES, *world.GROUNDS, *world.SIZES, *world.MATERIALS]
    tables = [language.NOUNS, language.THINGS, language.SIZE_WORDS, language.MATERIAL_WORDS, language.COLOUR_WORDS, RELATION_WORDS, IT_RELATION, PART_WORDS, wishes.GROUND_WORDS]
    while tables:
        table = tables.pop()
        for value in table.values() if isinstance(table, dict) else table:
            (text if isinstance(value, str) else tables).append(value)
    for frames in all_frames():
        text += [choice for pattern in (*frames.patterns[0], *frames.patterns[1]) for part in parse(pattern) for choice in part]
    words = set(re.findall(r"[a-z]+", " ".join(text)))
    return frozenset(words | {word + "s" for word in words} | {"bale", "bell", "bail", "let", "lest", "rig", "read", "tow", "tings", "then", "form", "form"})


def all_frames():
    """Every Frames of the language, reasoning descriptions included."""
    from . import reasons, wishes
    for table in (globals(), vars(wishes), reasons.REASON):
        for value in list(table.values()):
            yield from [value] if isinstance(value, Frames) else [v for v in value.values() if isinstance(v, Frames)] if isinstance(value, dict) else []
