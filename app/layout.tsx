import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { ThemeKeeper } from './interface/theme-keeper.tsx';
import { themeColours, themeScript } from './interface/theme-script.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'focus', template: '%s · focus' },
  description: 'Talk to a picture: ask, mark, correct, change.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  // The keyboard of a phone makes the page smaller, so that picture and message box stay in sight.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: themeColours.light },
    { media: '(prefers-color-scheme: dark)', color: themeColours.dark },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    // The script changes this element before React sees it.
    <html lang="en" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body className="antialiased">
        {children}
        <ThemeKeeper />
      </body>
    </html>
  );
}
