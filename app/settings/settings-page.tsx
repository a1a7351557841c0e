'use client';

import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { HealthDocument } from '../../server/conversation/documents.ts';
import { useDisplay } from '../canvas/display.ts';
import { FillSlider } from '../canvas/fill-slider.tsx';
import { getHealth } from '../chat/api.ts';
import { mostPrompts } from '../chat/draft.ts';
import { documentOf } from '../chat/request-error.ts';
import { SessionsButton } from '../history/shell.tsx';
import { KeyMap } from '../interface/key-map.tsx';
import { ThemeSegments } from '../interface/theme-choice.tsx';
import type { Facts } from './facts.ts';

const Formatted = lazy(() => import('../chat/formatted.tsx'));
const noTargets = new Map<string, never>();

/** What is used here: the checkpoints and their cards, where it runs, where things lie, what the limits are, and the keys. */
export function SettingsPage({ facts }: { facts: Facts }) {
  const [health, setHealth] = useState<HealthDocument | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [display, setDisplay] = useDisplay();
  useEffect(() => {
    getHealth().then(setHealth, (thrown) => setError(documentOf(thrown).message));
  }, []);
  const [worker] = health?.workers ?? [];
  const cards = [worker?.checkpoint ?? 'nano', worker?.marks ?? 'small'].filter((name) => facts.cards[name] !== undefined);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b px-2">
        <SessionsButton />
        <h1 className="text-sm font-medium">Settings</h1>
      </header>
      <main className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} aria-label="Settings">
        <div className="mx-auto max-w-3xl space-y-10 px-4 py-8">
          <Section title="Model">
            <Rows rows={[
              ['Reads and paints', worker?.checkpoint ?? (error ?? (health === null ? 'asking…' : 'no worker is running'))],
              ['Points and names on photos', worker === undefined ? '–' : worker.marks ?? worker.checkpoint],
              ['Runs on', worker === undefined ? '–' : `${worker.provider}, found by a timed probe (${Math.round(worker.probeMilliseconds)} ms)`],
              ['Asked for', facts.device],
              ['Workers', health === null ? '–' : `${health.workers.length}, ${health.queue.queued} messages waiting, ${health.queue.running} running`],
            ]} />
            {cards.map((name, at) => (
              <details key={name} className="rounded-xl border bg-card">
                <summary className="cursor-pointer rounded-xl px-4 py-3 text-sm font-medium">{at === 0 ? 'Model card' : `Card of ${name}`}</summary>
                <div className="overflow-x-auto border-t px-4 py-4">
                  <Suspense fallback={<p className="text-sm text-muted-foreground">Loading the card…</p>}><Formatted text={facts.cards[name]} open={false} targets={noTargets} renderLink={(text) => text} /></Suspense>
                </div>
              </details>
            ))}
          </Section>
          <Section title="Display">
            <ThemeSegments />
            <div className="max-w-sm"><FillSlider display={display} setDisplay={setDisplay} /></div>
            <label className="flex w-fit cursor-pointer items-center gap-2 text-sm"><input type="checkbox" className="size-4 accent-primary" checked={display.live} onChange={(event) => setDisplay({ live: event.currentTarget.checked })} />Preview the mask under the pointer</label>
            <p className="text-sm text-muted-foreground">Reduced motion follows the system.</p>
          </Section>
          <Section title="Folders">
            <Rows rows={[['Pictures and database', facts.dataFolder], ['Change it with', 'FOCUS_DATA_DIR and DATABASE_URL, before npm start']]} />
          </Section>
          <Section title="Limits">
            <Rows rows={[
              ['A picture', `${Math.round(facts.uploadBytes / 2 ** 20)} MiB, ${Math.round(facts.uploadPixels / 1e6)} megapixels; more than ${Math.round(facts.keptPixels / 1e6)} are scaled down`],
              ['A message', `2,000 characters, ${mostPrompts} things pointed at`],
              ['Kept after deletion', 'sessions for 7 days'],
            ]} />
          </Section>
          <Section title="Keys"><KeyMap /></Section>
        </div>
      </main>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-4">
      <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      {children}
    </section>
  );
}

function Rows({ rows }: { rows: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="divide-y rounded-xl border bg-card px-4">
      {rows.map(([name, value]) => (
        <div key={name} className="flex flex-col gap-x-6 py-2.5 text-sm sm:flex-row">
          <dt className="w-48 shrink-0 text-muted-foreground">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
