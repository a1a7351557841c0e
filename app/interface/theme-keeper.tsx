'use client';

import { useEffect, useState } from 'react';
import { useShortcuts } from './shortcuts.ts';
import { colourFrame, followTabs, setTheme, themeAfter, themes, useTheme } from './theme.ts';

/** At the root of every page: the key for the theme, the choice of another tab, the colour of the browser's frame. */
export function ThemeKeeper() {
  const theme = useTheme();
  const [said, setSaid] = useState('');
  useEffect(followTabs, []);
  useEffect(() => colourFrame(theme), [theme]);
  useShortcuts({
    'Shift+T': () => {
      const next = themeAfter(theme);
      setTheme(next);
      setSaid(`Theme: ${themes.find((each) => each.theme === next)!.label}`);
    },
  });
  return <p role="status" className="sr-only">{said}</p>;
}
