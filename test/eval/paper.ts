// The published figures of FOCUS (arXiv 2506.16806, NeurIPS 2025, camera-ready; tables by their numbers there), and which of
// our scores measures the same thing. The figures of a column are the paper's own row "FOCUS", a model of 3 billion
// parameters in its language part alone.

export interface Column {
  /** "T3" */
  table: string;
  column: string;
  published: number;
  /** Our score of the same kind; null where we have none. */
  key: string | null;
  /** The public set whose pictures make the two the same measurement: `--format` and `--split`. */
  set?: string;
  /** What keeps the figures apart. */
  apart: string;
}

const noPictures = 'other pictures: compare with --format';
const unsure = `${noPictures}; the paper says mIoU, its rivals' figures are cIoU`;
const noQuestions = 'not comparable: its questions need reading, knowledge or photos; ours are about tabletop scenes';
const noGenerated = 'not measured: needs a judge network we do not ship (Inception, CLIP, DINO, a detector) and its prompts';

const referring = (name: string, set: string, splits: [string, number][]): Column[] =>
  splits.map(([split, published]) => ({ table: 'T3', column: `${name} ${split}`, published, key: 'refer.cIoU', set: `${set}/${split}`, apart: unsure }));
const each = (table: string, apart: string, key: string | null, columns: [string, number][]): Column[] =>
  columns.map(([column, published]) => ({ table, column, published, key, apart }));

export const columns: readonly Column[] = [
  ...each('T1', 'not comparable: the same question (is there a …?), but about photos', 'qa.exists', [['POPE', 88.0]]),
  ...each('T1', noQuestions, null, [['MMBench', 81.5], ['SEED', 73.9], ['AI2D', 74.5], ['VQA-text', 70.4], ['MME-P (points)', 1570.3], ['MM-Vet', 50.2], ['MMMU', 44.9], ['ChartQA', 70.3], ['DocVQA', 81.1], ['InfoVQA', 44.3], ['OCRBench (points)', 678]]),
  ...each('T2', noGenerated, null, [['MJHQ-30K FID (less is better)', 6.05], ['GenAI-Bench basic', 0.83], ['GenAI-Bench advanced', 0.72], ['GenEval overall', 0.75]]),
  ...referring('RefCOCO', 'refcoco', [['val', 84.1], ['testA', 86.3], ['testB', 82.7]]),
  ...referring('RefCOCO+', 'refcoco+', [['val', 78.5], ['testA', 84.1], ['testB', 74.3]]),
  ...referring('RefCOCOg', 'refcocog', [['val', 79.3], ['test', 79.8]]),
  ...referring('gRefCOCO', 'grefcoco', [['val', 48.7], ['testA', 58.5], ['testB', 53.0]]),
  ...each('T4', noGenerated, null, [['Emu Edit DINO', 0.831], ['Emu Edit CLIP-I', 0.876], ['Emu Edit CLIP-T', 0.278], ['Emu Edit CLIP-DIR', 0.105]]),
  { table: 'T10', column: 'ReasonSeg gIoU', published: 62.1, key: 'reasoning.gIoU', set: 'reasonseg', apart: `${noPictures}; the paper does not name the split` },
  { table: 'T10', column: 'ReasonSeg cIoU', published: 58.6, key: 'reasoning.cIoU', set: 'reasonseg', apart: `${noPictures}; the paper does not name the split` },
  ...each('T10', 'other clips, and no loader for ReVOS; ours moves tabletop things', 'clips.words.JF', [['ReVOS referring J&F', 58.9]]),
  ...each('T10', 'not measured: no clips with reasoning descriptions', null, [['ReVOS reasoning J&F (as printed; its J and F average to 54.0)', 57.2], ['ReVOS overall J&F', 56.7]]),
  ...(['box', 'scribble', 'mask', 'point'] as const).map((kind, index) => ({
    table: 'T11', column: `COCO-Interactive ${kind}`, published: [83.4, 82.7, 85.2, 78.6][index], key: `interactive.${kind}.cIoU`, set: 'coco-interactive',
    apart: `${noPictures}; the paper says IoU, its rivals' figures are cIoU`,
  })),
  { table: 'T12', column: 'DAVIS17 J&F', published: 79.1, key: 'clips.mask.JF', set: 'davis', apart: `other clips: compare with --format` },
  ...each('T12', 'other clips; no loader for their expressions', 'clips.words.JF', [['Ref-YouTube-VOS J&F', 69.3], ['Ref-DAVIS J&F', 72.4]]),
  ...each('T12', 'not measured: detection of every class in a video', null, [['YouTube-VIS mAP', 65.7]]),
];
