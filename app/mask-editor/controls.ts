// Buttons, the list of masks, and pointing by mouse, finger or keys.

import type { Picture } from './session.ts';
import { type Place, placeUnder, within } from './stage.ts';

export interface Wishes {
  click(place: Place, positive: boolean): void;
  /** Where the keys have moved to; null when they let go. */
  move(place: (Place & { positive: boolean }) | null): void;
  choose(maskId: string | null): void;
  undo(): void;
}

export interface Listed {
  maskId: string;
  name: string;
  score: number;
  colour: string;
}

export interface Controls {
  canvas: HTMLCanvasElement;
  say(text: string, kind?: 'plain' | 'wrong'): void;
  busy(busy: boolean): void;
  /** Whether anything can be done. */
  allow(allowed: boolean): void;
  list(masks: readonly Listed[], chosen: string | null): void;
  size(size: Picture): void;
}

const part = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const steps: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function controls(wishes: Wishes): Controls {
  const canvas = part<HTMLCanvasElement>('picture');
  const [add, leave, undo] = ['add', 'leave', 'undo'].map((id) => part<HTMLButtonElement>(id));
  const [status, masks] = [part('status'), part('masks')];
  let size: Picture | null = null;
  let [positive, allowed, busy] = [true, false, true];
  let keys: Place | null = null;

  const show = (): void => {
    const fresh = masks.querySelector<HTMLInputElement>('input:checked')?.value === '';
    if (fresh) positive = true;
    add.setAttribute('aria-pressed', String(positive));
    leave.setAttribute('aria-pressed', String(!positive));
    [add.disabled, leave.disabled, undo.disabled] = [!allowed, !allowed || fresh, !allowed || busy];
    masks.toggleAttribute('inert', busy);
    document.body.dataset.mode = !allowed || busy ? 'none' : positive ? 'add' : 'leave';
    document.body.ariaBusy = String(busy);
  };
  const choose = (sign: boolean): void => {
    positive = sign;
    show();
    if (keys !== null) wishes.move({ ...keys, positive });
  };
  const click = (place: Place, sign: boolean): void => {
    if (allowed && !busy && (sign || !leave.disabled)) wishes.click(place, sign);
  };

  add.onclick = () => choose(true);
  leave.onclick = () => choose(false);
  undo.onclick = () => wishes.undo();
  canvas.onclick = (event) => void (size && click(placeUnder(canvas, event, size), event.altKey ? !positive : positive));
  canvas.oncontextmenu = (event) => {
    event.preventDefault();
    if (size) click(placeUnder(canvas, event, size), false);
  };
  canvas.onblur = () => wishes.move((keys = null));
  canvas.onkeydown = (event) => {
    if (size === null || event.ctrlKey || event.metaKey) return;
    const step = steps[event.key];
    const from = keys ?? { x: Math.floor(size.width / 2), y: Math.floor(size.height / 2) };
    const far = Math.max(1, Math.round(Math.max(size.width, size.height) / (event.shiftKey ? 10 : 64)));
    if (step !== undefined) wishes.move({ ...(keys = within({ x: from.x + step[0] * far, y: from.y + step[1] * far }, size)), positive });
    else if (event.key === 'Enter' || event.key === ' ') click(from, positive);
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', ({ key }) => {
    if (key === '+') choose(true);
    if (key === '-' && !leave.disabled) choose(false);
  });

  return {
    canvas,
    say(text, kind = 'plain') {
      status.textContent = text;
      status.dataset.kind = kind;
    },
    busy: (now) => ((busy = now), show()),
    allow: (now) => ((allowed = now), show()),
    size(now) {
      size = now;
      canvas.ariaLabel = `The picture, ${now.width} x ${now.height} pixels. Arrow keys move a mark, Enter clicks there.`;
    },
    list(listed, chosen) {
      const held = masks.contains(document.activeElement);
      masks.replaceChildren(...listed.map((mask) => row(mask.maskId, mask.name, mask.colour, `${Math.round(mask.score * 100)} %`)), row('', 'new mask', 'transparent', ''));
      for (const input of masks.querySelectorAll('input')) {
        input.checked = input.value === (chosen ?? '');
        input.onchange = () => wishes.choose(input.value || null);
        if (held && input.checked) input.focus();
      }
      show();
    },
  };
}

function row(value: string, name: string, colour: string, score: string): HTMLElement {
  const label = document.createElement('label');
  const input = Object.assign(document.createElement('input'), { type: 'radio', name: 'mask', value });
  const dot = Object.assign(document.createElement('i'), { ariaHidden: 'true' });
  dot.style.background = colour;
  const said = Object.assign(document.createElement('span'), { textContent: name });
  const sure = Object.assign(document.createElement('small'), { textContent: score, title: 'How sure the model is' });
  label.append(input, dot, said, sure);
  return label;
}
