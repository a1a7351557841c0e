import { theseValues, zeros } from '../graph/parameters.ts'
import type { Initialization } from '../graph/parameters.ts'
import type { FocusConfig } from './config.ts'

/**
 * Angle by which a pair of numbers of a head turns from one token to the next. Only the first `rotatedPairs` turn, where that is given: in the
 * others a product of query and key says what is in a place, wherever it is (docs/decisions/021).
 */
export function rotaryAngle(pair: number, config: FocusConfig): number {
  const { headSize, ropeTheta, rotatedPairs = headSize / 2 } = config.languageModel
  return pair < rotatedPairs ? ropeTheta ** (-2 * pair / headSize) : 0
}

interface Starts { start: Initialization; biasStart: Initialization }

/**
 * How the first layer starts where `lookBack` is given: head h looks at the token lookBack[h] places before, whatever stands there
 * (docs/decisions/021). A query that is the key turned back by that distance fits best there; products of the contents start at zero.
 */
export function lookBackStarts(config: FocusConfig): Partial<Record<string, Starts>> {
  const { lookBack, headSize, kvHeads } = config.languageModel
  if (!lookBack) return {}
  const half = headSize / 2
  // Pairs that turn fast tell neighbours apart, those that turn slower tell the first turn from the second.
  const strength = Array.from({ length: half }, (_, pair) => {
    const angle = rotaryAngle(pair, config)
    return angle > 0.3 ? 12 : angle > 0.1 ? 6 : 0
  }).map(score => Math.sqrt(score * Math.sqrt(headSize)))
  const queries = lookBack.flatMap(distance => [
    ...strength.map((size, pair) => size * Math.cos(rotaryAngle(pair, config) * distance)),
    ...strength.map((size, pair) => -size * Math.sin(rotaryAngle(pair, config) * distance)),
  ])
  const keys = Array.from({ length: kvHeads }, () => [...strength, ...Array<number>(half).fill(0)]).flat()
  return { q_proj: { start: zeros, biasStart: theseValues(queries) }, k_proj: { start: zeros, biasStart: theseValues(keys) } }
}
