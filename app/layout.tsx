import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
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
    { media: '(prefers-color-scheme: light)', color: '#fafbfc' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1116' },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body className="antialiased">{children}</body>
    </html>
  );
}
