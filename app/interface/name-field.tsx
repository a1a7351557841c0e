'use client';

interface NameFieldProps {
  label: string;
  name: string;
  maxLength: number;
  /** The name as it was where Escape was pressed. */
  onDone: (name: string) => void;
  className?: string;
}

/** A name while it is being changed: Enter and leaving it are the end, Escape takes it back. */
export function NameField({ label, name, maxLength, onDone, className = '' }: NameFieldProps) {
  return (
    <input
      aria-label={label} defaultValue={name} maxLength={maxLength} autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => onDone(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.currentTarget.value = name;
          // It takes back the name and no more: the list that it stands in stays open.
          event.stopPropagation();
        }
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
      className={`h-9 min-w-0 flex-1 rounded-lg border border-strong-border bg-card px-2 text-sm ${className}`}
    />
  );
}
