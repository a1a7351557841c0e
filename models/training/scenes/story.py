"""What was said so far in a conversation."""
from .regions import PREVIOUS, Region


class Story:
    """What was said so far. ids: what 'it' or 'them' is; shown: ids of the masks so far ([] for a part); asked: the attribute
    that the last turn asked for; asking: that of the turn under way; topic: what 'it' is after a turn under way whose words mean more."""

    def __init__(self):
        self.masks, self.history, self.past, self.shown = [], [], [], []
        self.ids, self.asked, self.asking, self.topic = [], None, None, None

    def add(self, c, turn):
        """Takes a turn into what was said."""
        self.asked, self.asking = self.asking, None
        self.history.append((turn.text, turn.action, turn.names, turn.answer))
        if turn.action == "segment":
            part = turn.place is not None or 0 in turn.targets
            if part:
                half = turn.place is not None
                self.masks.append((Region(PREVIOUS, turn.place if half else c.raster(turn.targets), turn.targets if half else None), turn.names))
            else:
                self.masks += c.remembered(turn.targets)
            self.past.append(c.picture(turn) if part else list(turn.targets))
            self.shown.append([] if part else list(turn.targets))
            self.ids = [] if part else list(turn.targets)
        else:
            self.ids = list(turn.match if self.topic is None else self.topic)
        self.topic = None

    def tell(self, turn):
        """The turn with what was said before it."""
        turn.kind = "dialogue"
        turn.masks, turn.history, turn.past = list(self.masks), list(self.history), list(self.past)
        return turn
