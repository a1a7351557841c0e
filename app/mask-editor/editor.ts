// The mask editor in an agent's window: shows the picture and the masks of a session, and lets a person correct them by clicks.
// Everything is done by the server's own tools, so that page, agent and this window work on the same session.

import { colourOf, css } from '../canvas/palette.ts';
import { controls } from './controls.ts';
import { type Host, type HostContext, meetHost, type ToolResult } from './host.ts';
import { type Layer, loadMask, loadPicture } from './pixels.ts';
import { call, finished, type Mask, type Shown, shownIn } from './session.ts';
import { paint, type Place } from './stage.ts';

const shown = { sessionId: '', size: null as Shown['picture'], picture: null as HTMLCanvasElement | null, masks: [] as Mask[], chosen: null as string | null };
const layers = new Map<string, Layer>();
let mark: (Place & { positive: boolean }) | null = null;
let highest = 520;
let working = false;
let host: Host;

const parts = controls({
  click: (place, positive) => work(positive ? 'Adding what is there …' : 'Leaving out what is there …', () => point(place, positive)),
  move: (place) => void (working || ((mark = place), draw())),
  choose: (maskId) => ((shown.chosen = maskId), arrange()),
  undo: () => work('Taking back the last step …', async () => {
    await host.callTool('undo', { sessionId: shown.sessionId }).then((result) => result.isError && shownIn(result));
    await refresh();
  }),
});

void begin();

async function begin(): Promise<void> {
  host = await meetHost({
    'ui/notifications/tool-input': () => parts.say('The picture is on its way …'),
    'ui/notifications/tool-result': (result) => void work('Loading the picture …', () => open(result)),
    'ui/notifications/tool-cancelled': () => parts.say('The call was taken back.'),
    'ui/notifications/host-context-changed': (context) => (dress(context), draw()),
  });
  dress(host.context);
  // Not at once: drawing changes the height, which is looked at here.
  new ResizeObserver(([{ contentRect: { width } }]) => requestAnimationFrame(() => {
    draw();
    host.tellSize(Math.ceil(width), document.body.offsetHeight);
  })).observe(document.body);
}

/** One thing at a time: what is answered last has to be what was asked last. */
async function work(doing: string, todo: () => Promise<void>): Promise<void> {
  if (working) return;
  working = true;
  parts.say(doing);
  parts.busy(true);
  try {
    await todo();
  } catch (error) {
    parts.say(error instanceof Error ? error.message : String(error), 'wrong');
  }
  working = false;
  mark = null;
  parts.busy(false);
  arrange();
}

/** What the agent's call gave. Its session may have gone on since: it is shown as it is now. */
async function open(result: ToolResult): Promise<void> {
  const first = host.can.tools ? await finished(host, shownIn(result)) : shownIn(result);
  shown.sessionId = first.sessionId;
  await take(first, 'all', result);
  if (host.can.tools) await refresh();
  shown.chosen = (first.masks.at(-1) ?? shown.masks.at(-1))?.maskId ?? null;
  parts.say(hint());
}

async function refresh(): Promise<void> {
  await take(await call(host, 'get_session', { sessionId: shown.sessionId, turns: 0 }), 'all');
  parts.say(hint());
}

async function point(place: Place, positive: boolean): Promise<void> {
  mark = { ...place, positive };
  draw();
  const { sessionId, chosen } = shown;
  const points = [mark];
  const answer = chosen === null ? await call(host, 'segment', { sessionId, points }) : await call(host, 'refine_mask', { sessionId, maskId: chosen, points });
  await take(answer, 'more');
  const made = answer.masks.at(-1);
  parts.say(made === undefined ? answer.message : `${made.name || 'The mask'} now covers ${made.area} pixels.`);
  if (made === undefined) return;
  shown.chosen = made.maskId;
  if (host.can.tellModel) await host.tellModel(tale(made, chosen === null));
}

/** `more`: masks that are new or changed, beside those known. */
async function take({ picture, masks }: Shown, what: 'all' | 'more', result: ToolResult | null = null): Promise<void> {
  if (picture !== null && picture.imageId !== shown.size?.imageId) {
    shown.picture = await loadPicture(host, picture.imageId, result);
    shown.size = picture;
    layers.clear();
  }
  const known = what === 'all' ? masks : shown.masks.map((mask) => masks.find(({ maskId }) => maskId === mask.maskId) ?? mask);
  shown.masks = [...known, ...masks.filter(({ maskId }) => !known.some((mask) => mask.maskId === maskId))];
  if (!shown.masks.some(({ maskId }) => maskId === shown.chosen)) shown.chosen = null;
  if (shown.picture === null || !(host.can.tools || host.can.resources)) return;
  for (const [index, mask] of shown.masks.entries()) {
    if (!layers.has(mask.versionId)) layers.set(mask.versionId, await loadMask(host, mask, colourOf(index), shown.picture));
  }
}

function arrange(): void {
  parts.list(shown.masks.map(({ maskId, name, score }, index) => ({ maskId, name: name || `mask ${index + 1}`, score, colour: css(colourOf(index)) })), shown.chosen);
  parts.allow(host.can.tools && shown.picture !== null);
  draw();
}

function draw(): void {
  const { size, picture, masks, chosen } = shown;
  if (size === null || picture === null) return;
  const drawn = masks.flatMap(({ maskId, versionId }) => {
    const layer = layers.get(versionId);
    return layer === undefined ? [] : [{ layer, chosen: maskId === chosen }];
  });
  parts.size(size);
  paint(parts.canvas, { size, picture, layers: drawn, mark }, highest);
}

/** The host's colours, and how high it lets this window be. */
function dress({ theme, styles, containerDimensions }: HostContext): void {
  const { style } = document.documentElement;
  if (theme !== undefined) style.colorScheme = theme;
  for (const [name, value] of Object.entries(styles?.variables ?? {})) if (value !== undefined) style.setProperty(name, value);
  const height = containerDimensions?.height ?? containerDimensions?.maxHeight;
  if (height !== undefined) highest = height - 150;
}

function hint(): string {
  if (!host.can.tools) return 'This program shows the picture, and lets nobody correct it from here.';
  if (shown.size === null) return 'There is no picture in this session yet.';
  return shown.chosen === null ? 'Click on a thing to mark it.' : 'Click on what belongs to the mask, or choose − and click on what does not.';
}

function tale({ maskId, versionId, name, area }: Mask, fresh: boolean): string {
  return `In the mask editor the person ${fresh ? 'made' : 'corrected'} the mask "${name}" of session ${shown.sessionId} by a click: maskId ${maskId}, version ${versionId}, ${area} pixels.`;
}
