'use client';

import type { Suggestion } from './suggestions.ts';

/** Things to say next; one click says it. */
export function SuggestionRow({ suggestions, onSay }: { suggestions: readonly Suggestion[]; onSay: (suggestion: Suggestion) => void }) {
  return (
    <ul aria-label="Suggestions" className="flex gap-1.5 overflow-x-auto px-0.5 py-0.5">
      {suggestions.map((suggestion) => (
        <li key={suggestion.text} className="shrink-0">
          <button type="button" onClick={() => onSay(suggestion)} className="h-7 rounded-full border bg-card px-2.5 text-xs text-muted-foreground hover:bg-muted hover:text-foreground">{suggestion.text}</button>
        </li>
      ))}
    </ul>
  );
}
