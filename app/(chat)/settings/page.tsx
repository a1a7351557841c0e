import type { Metadata } from 'next';
import { readFacts } from '../../settings/facts.ts';
import { SettingsPage } from '../../settings/settings-page.tsx';

export const metadata: Metadata = { title: 'Settings' };
export const dynamic = 'force-dynamic';

export default async function Page() {
  return <SettingsPage facts={await readFacts()} />;
}
