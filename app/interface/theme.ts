// Light, dark, or as the system has it. A choice is kept by this browser and stands as `data-theme` at the root, where
// app/globals.css reads it; no choice leaves it to the system.

'use client';

import { useSyncExternalStore } from 'react';
import { themeColours, themeKey } from './theme-script.ts';

export type Theme = 'light' | 'dark' | 'system';

export const themes: readonly { theme: Theme; label: string }[] = [
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
  { theme: 'system', label: 'As the system' },
];

const listeners = new Set<() => void>();

/** What is kept; anything else that lies there counts as no choice. */
const themeOf = (kept: string | null | undefined): Theme => (kept === 'light' || kept === 'dark' ? kept : 'system');

/** The one after, round and round. */
export const themeAfter = (theme: Theme): Theme => themes[(themes.findIndex((each) => each.theme === theme) + 1) % themes.length].theme;

export function setTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(themeKey);
    else localStorage.setItem(themeKey, theme);
  } catch {
    // Then it holds as long as the page.
  }
  show(theme);
}

/** The choice, also when it is made elsewhere on the page or in another tab. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => themeOf(document.documentElement.dataset.theme), () => 'system');
}

/** Follows a choice made in another tab. What it returns ends it. */
export function followTabs(): () => void {
  const onStorage = ({ key, newValue }: StorageEvent) => (key === themeKey || key === null) && show(themeOf(newValue));
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}

function show(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  colourFrame(theme);
  for (const listener of listeners) listener();
}

/** The bar around the page on phones. */
export function colourFrame(theme: Theme): void {
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = themeColours[theme === 'system' ? own : theme];
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
