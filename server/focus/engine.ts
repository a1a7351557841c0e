import type { FocusConfig } from '../../models/focus/config.ts';
import type { Seeing } from './eyes/seeing.ts';
import type { GrabCut } from '../images/grab-cut.ts';
import type { Classifier } from './intent/classifier.ts';
import type { LanguageModel } from './language.ts';
import type { Segmenter } from './segment.ts';
import type { Sessions } from './sessions.ts';
import type { Vocabulary } from './special-tokens.ts';
import type { TextTokenizer } from './tokenizer.ts';
import type { Viewer } from './view.ts';

/** The opened parts of FOCUS that a turn needs. */
export interface Engine {
  config: FocusConfig;
  vocabulary: Vocabulary;
  tokenizer: TextTokenizer;
  sessions: Sessions;
  model: LanguageModel;
  viewer: Viewer;
  segment: Segmenter;
  grabCut: GrabCut;
  /** Points and names on photos; null where only the language half is open. */
  seeing: Seeing | null;
  /** Tells what a message wants. */
  classifier: Classifier;
  /** Side of the mask grid. */
  grid: number;
}
