import type { ButtonHTMLAttributes, ReactNode } from 'react';

const kinds = {
  primary: 'bg-primary text-primary-foreground hover:opacity-90 border-transparent',
  plain: 'bg-card hover:bg-muted border-border',
  quiet: 'bg-transparent hover:bg-muted border-transparent text-muted-foreground hover:text-foreground',
  danger: 'bg-destructive text-card hover:opacity-90 border-transparent',
} as const;

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: keyof typeof kinds;
  /** The name of a button that shows only an icon; it is its tooltip as well. */
  label?: string;
  icon?: ReactNode;
}

export function Button({ kind = 'plain', label, icon, className = '', children, ...rest }: ButtonProps) {
  const size = children === undefined ? 'size-9' : 'h-9 px-3';
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex shrink-0 items-center justify-center gap-1.5 rounded-lg border text-sm font-medium transition-colors disabled:pointer-events-none disabled:opacity-45 aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary ${kinds[kind]} ${size} ${className}`}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}
