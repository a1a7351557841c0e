// What to do about an error, in the terms of an agent: the door's own hints speak of the page and of HTTP.

const hints: Record<string, string> = {
  'session-unknown': 'Call list_sessions for the ids there are, or open_image to begin a session.',
  'turn-unknown': 'Take turnId from the result of the call that gave it, or runningTurnId from get_session.',
  'image-unknown': 'Call get_session: it lists all versions of the picture with their imageId.',
  'mask-unknown': 'Call get_session: it lists the masks of the current picture, or make one with segment.',
  'mask-deleted': 'Call get_session for the masks there are; undo brings back one that was just deleted.',
  'sample-unknown': 'Use balls-on-wood, crowd-on-tiles or stars-on-stone.',
  'turn-running': 'Call get_session for runningTurnId, then wait with it, and call again. stop ends it.',
  'mask-of-other-picture': 'Call get_session for the masks of the current picture.',
  'session-without-picture': 'Describe a picture with ask to have it drawn, or begin with open_image.',
  'no-worker': 'The model is starting or away. Call again in some seconds.',
  'database-unreachable': 'focus is starting or restarting. Call again in some seconds.',
  superseded: 'Somebody asked for something newer. Call again.',
};

export function hintFor(code: string, hint: string): string {
  return hints[code] ?? hint;
}
