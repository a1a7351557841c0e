import { shortcutGroups } from './shortcuts.ts';

/** All keys by what they are for. */
export function KeyMap() {
  return (
    <div className="columns-1 gap-8 sm:columns-2">
      {shortcutGroups.map(({ title, shortcuts }) => (
        <section key={title} className="mb-5 break-inside-avoid">
          <h3 className="mb-1.5 text-xs font-semibold text-muted-foreground">{title}</h3>
          <dl className="space-y-1 text-sm">
            {shortcuts.map(({ key, label }) => (
              <div key={key} className="flex items-baseline justify-between gap-4">
                <dt>{label}</dt>
                <dd className="shrink-0">{(key === '+' ? ['+'] : key.split('+')).map((part, index) => <kbd key={index} className="ms-1 rounded-md border bg-muted px-1.5 py-0.5 font-sans text-xs">{part === 'Mod' ? 'Ctrl' : part}</kbd>)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
