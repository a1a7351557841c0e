/** An expression, whether something in the picture is meant by it, and whether the model said that nothing is. */
export interface TargetDecision {
  hasTarget: boolean;
  saidNone: boolean;
}

export interface NoTarget {
  /** Mean of the share of missing things that were called missing and of present things that were not, 0 to 100. */
  balanced: number;
  /** Share of present things that were called missing, 0 to 100. */
  falseNone: number;
  /** Share of missing things that were called missing, 0 to 100. */
  found: number;
}

/** Balanced accuracy of "no such object". Always or never saying it scores 50. */
export function noTarget(decisions: readonly TargetDecision[]): NoTarget {
  const found = 100 * shareSaid(decisions.filter((decision) => !decision.hasTarget));
  const falseNone = 100 * shareSaid(decisions.filter((decision) => decision.hasTarget));
  return { balanced: (found + 100 - falseNone) / 2, falseNone, found };
}

function shareSaid(decisions: readonly TargetDecision[]): number {
  return decisions.filter((decision) => decision.saidNone).length / Math.max(1, decisions.length);
}
