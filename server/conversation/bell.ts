// A wake-up that is never missed: ringing while nobody waits is remembered for the next wait.

export interface Bell {
  ring(): void;
  /** Ends when rung or after the time; never throws. One waits at a time. */
  wait(milliseconds: number): Promise<void>;
}

export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    async wait(milliseconds) {
      let timer: NodeJS.Timeout | undefined;
      if (!rung) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, milliseconds);
        });
      }
      clearTimeout(timer);
      wake = null;
      rung = false;
    },
  };
}
