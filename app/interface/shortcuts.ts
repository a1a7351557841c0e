// The keys of the page, in one table: the help shows it and the pages use it. They count wherever nothing is being typed.

'use client';

import { useEffect, useRef } from 'react';
import { toolList } from '../canvas/tools/all.ts';

export interface Shortcut {
  /** As `keyOf` gives it. */
  key: string;
  label: string;
}

export const shortcutGroups: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  { title: 'Tools', shortcuts: toolList.map(({ key, label }) => ({ key, label })) },
  {
    title: 'On the picture', shortcuts: [
      { key: 'Arrows', label: 'Move the crosshair; with Shift farther' },
      { key: 'Enter', label: 'Place a point; begin and end a box or a stroke; after a click, keep its mask' },
      { key: 'Tab', label: 'After a click that may mean several things: the next one' },
      { key: 'Shift+Tab', label: 'The one before; after Escape Tab leaves the picture' },
      { key: 'Alt+Wheel', label: 'With the pointer: the next one, or the one before' },
      { key: 'Alt+Enter', label: 'The opposite of what the tool does' },
      { key: 'Escape', label: 'Take back what is being drawn' },
      { key: 'Shift+L', label: 'A lasso that takes away' },
      { key: '[', label: 'Smaller brush' }, { key: ']', label: 'Larger brush' },
    ],
  },
  {
    title: 'View', shortcuts: [
      { key: '+', label: 'Zoom in' }, { key: '-', label: 'Zoom out' }, { key: '0', label: 'Fit to window' }, { key: '1', label: 'Actual size' },
      { key: 'O', label: 'Show or hide masks' }, { key: 'C', label: 'Compare with the version before' },
      { key: ',', label: 'Earlier version' }, { key: '.', label: 'Later version' }, { key: 'Space', label: 'Hold and drag: move the view' },
    ],
  },
  {
    title: 'Work', shortcuts: [
      { key: '/', label: 'Write a message' }, { key: 'Mod+.', label: 'Stop what runs' }, { key: 'Mod+Z', label: 'Undo' }, { key: 'Mod+Shift+Z', label: 'Redo' },
      { key: 'Delete', label: 'Delete the chosen masks' }, { key: 'X', label: 'Take back all pointing' },
      { key: 'T', label: 'Conversation' }, { key: 'M', label: 'Masks' }, { key: 'Y', label: 'Versions' },
    ],
  },
  {
    title: 'Everywhere', shortcuts: [
      { key: 'Shift+N', label: 'New session' }, { key: 'Shift+F', label: 'Search sessions' }, { key: 'Shift+S', label: 'Settings' }, { key: 'Shift+T', label: 'Light, dark, as the system' }, { key: '?', label: 'This help' },
    ],
  },
];

/** "Mod+Shift+Z", "Shift+N", "?", "B": Mod is Ctrl, or Command on a Mac. Signs that need Shift are themselves. */
export function keyOf({ key, ctrlKey, metaKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey'>): string {
  const isLetter = /^\p{L}$/u.test(key);
  const name = key === ' ' ? 'Space' : key === 'Backspace' ? 'Delete' : key === '=' ? '+' : key === '_' ? '-' : isLetter ? key.toUpperCase() : key;
  return `${ctrlKey || metaKey ? 'Mod+' : ''}${shiftKey && (isLetter || key.length > 1) ? 'Shift+' : ''}${name}`;
}

/** Runs what belongs to a pressed key. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing || isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
      const action = latest.current[keyOf(event)];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'button'].includes(target.type);
  return target.tagName === 'TEXTAREA' || target.tagName === 'SELECT' || target.isContentEditable;
}
