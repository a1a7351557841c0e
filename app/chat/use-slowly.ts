'use client';

import { useEffect, useState } from 'react';

/** True once the condition has held for that long; false again at once. */
export function useSlowly(condition: boolean, milliseconds: number): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!condition) return setHeld(false);
    const timer = setTimeout(() => setHeld(true), milliseconds);
    return () => clearTimeout(timer);
  }, [condition, milliseconds]);
  return condition && held;
}
