import type { ReactNode } from 'react';
import { Shell } from '../history/shell.tsx';

export default function ChatLayout({ children }: { children: ReactNode }) {
  return <Shell>{children}</Shell>;
}
