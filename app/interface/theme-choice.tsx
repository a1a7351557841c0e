'use client';

import type { ReactNode } from 'react';
import { MoonIcon, SunIcon, SystemIcon } from './icons.tsx';
import { MenuItem, Popover } from './popover.tsx';
import { Segments } from './segments.tsx';
import { setTheme, themes, useTheme, type Theme } from './theme.ts';

const icons: Record<Theme, ReactNode> = { light: <SunIcon />, dark: <MoonIcon />, system: <SystemIcon /> };

/** The three side by side. */
export function ThemeSegments() {
  return <Segments label="Theme" value={useTheme()} onValue={setTheme} options={themes.map(({ theme, label }) => ({ name: theme, label: <>{icons[theme]}{label}</> }))} />;
}

/** A button that shows the choice and opens the three. */
export function ThemeButton({ above = false }: { above?: boolean }) {
  const chosen = useTheme();
  return (
    <Popover label="Theme" title="Light or dark (Shift+T)" kind="quiet" aria-keyshortcuts="Shift+T" icon={icons[chosen]} above={above}>
      {(close) => themes.map(({ theme, label }) => <MenuItem key={theme} icon={icons[theme]} pressed={theme === chosen} onSelect={() => (setTheme(theme), close())}>{label}</MenuItem>)}
    </Popover>
  );
}
