'use client';

interface SliderProps {
  label: string;
  value: number;
  least: number;
  most: number;
  step?: number;
  /** How the value is said. */
  said: string;
  disabled?: boolean;
  onValue: (value: number) => void;
}

export function Slider({ label, value, least, most, step = 1, said, disabled, onValue }: SliderProps) {
  return (
    <label className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1 text-sm has-disabled:opacity-50">
      <span>{label}</span>
      <span className="text-xs text-muted-foreground tabular-nums">{said}</span>
      <input
        type="range"
        aria-label={label}
        aria-valuetext={said}
        min={least}
        max={most}
        step={step}
        value={value}
        disabled={disabled}
        onChange={(event) => onValue(Number(event.currentTarget.value))}
        className="col-span-2 h-5 w-full cursor-pointer accent-primary"
      />
    </label>
  );
}
