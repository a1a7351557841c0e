'use client';

import { useCallback, useEffect, useState } from 'react';
import type { SampleDocument } from '../../server/conversation/documents.ts';
import type { ErrorDocument } from '../../server/store/log-event.ts';
import { listSamples, sampleAddress } from '../chat/api.ts';
import { documentOf } from '../chat/request-error.ts';
import { Button } from '../interface/button.tsx';
import { RetryIcon } from '../interface/icons.tsx';
import { Notice } from '../interface/notice.tsx';
import type { Beginning } from './begin-session.ts';

const firstSample = 'stars-on-stone';
const toTry = [
  { sample: firstSample, say: 'mark the yellow cone' },
  { sample: firstSample, say: 'what colour is the cube?' },
  { sample: firstSample, say: 'make the yellow cone red' },
];

/** The pictures to begin with, and things to say about the first of them. */
export function Samples({ onBegin, disabled }: { onBegin: (beginning: Beginning) => void; disabled: boolean }) {
  const [samples, setSamples] = useState<SampleDocument[] | null>(null);
  const [error, setError] = useState<ErrorDocument | null>(null);
  const load = useCallback(async () => {
    setError(null);
    try {
      const { samples: found } = await listSamples();
      setSamples(found.toSorted((one, other) => Number(other.name === firstSample) - Number(one.name === firstSample)));
    } catch (thrown) {
      setError(documentOf(thrown));
    }
  }, []);
  useEffect(() => {
    void load();
  }, [load]);

  if (error !== null) return <Notice error={error}><Button onClick={() => void load()} icon={<RetryIcon />}>Try again</Button></Notice>;
  if (samples?.length === 0) return null;
  return (
    <section aria-label="Samples" className="space-y-4">
      <ul className="grid grid-cols-3 gap-2 sm:gap-4">
        {samples === null && [0, 1, 2].map((slot) => <li key={slot} aria-hidden="true" className="aspect-square animate-pulse rounded-2xl bg-muted" />)}
        {samples?.map(({ name, title }) => (
          <li key={name}>
            <button
              type="button"
              aria-label={`Sample ${name}`}
              disabled={disabled}
              onClick={() => onBegin({ sample: name })}
              className="group block w-full overflow-hidden rounded-2xl border bg-card text-start transition-shadow hover:shadow-lg disabled:opacity-60"
            >
              <img src={sampleAddress(name)} alt="" className="aspect-square w-full object-cover" />
              <span className="block truncate px-2.5 py-2 text-xs font-medium sm:px-3 sm:text-sm">{title}</span>
            </button>
          </li>
        ))}
      </ul>
      {samples?.some(({ name }) => name === firstSample) && (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <span className="text-muted-foreground">or begin with</span>
          {toTry.map((beginning) => (
            <button key={beginning.say} type="button" disabled={disabled} onClick={() => onBegin(beginning)} className="rounded-full border bg-card px-3 py-1.5 hover:bg-muted disabled:opacity-60">
              {beginning.say}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}
