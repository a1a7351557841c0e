'use client';

import { useState } from 'react';
import { Button } from '../interface/button.tsx';

/** A picture from words: an empty session whose first message is drawn. */
export function DrawBox({ onDraw, disabled }: { onDraw: (text: string) => void; disabled: boolean }) {
  const [text, setText] = useState('');
  const ready = !disabled && text.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onDraw(text.trim());
      }}
      className="flex flex-col justify-between gap-3 rounded-2xl border bg-card p-4"
    >
      <label htmlFor="draw" className="text-sm font-medium">Draw a picture from words</label>
      <div className="flex gap-2">
        <input
          id="draw"
          value={text}
          maxLength={2000}
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder="a red cube on grass"
          className="h-9 min-w-0 flex-1 rounded-lg border border-strong-border bg-background px-3 text-base placeholder:text-muted-foreground sm:text-sm"
        />
        <Button type="submit" kind="primary" disabled={!ready}>Draw</Button>
      </div>
    </form>
  );
}
