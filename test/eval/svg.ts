import { sharp } from '../../server/images/decoder.ts';

/** An SVG of our own as PNG. The parser, closed for everything from outside, is open for this call alone. */
export async function svgToPng(svg: string): Promise<Buffer> {
  const parser = { operation: ['VipsForeignLoadSvg'] };
  sharp.unblock(parser);
  try {
    return await sharp(Buffer.from(svg)).png().toBuffer();
  } finally {
    sharp.block(parser);
  }
}

/** Text as it may stand in an SVG file; control characters, which XML cannot hold, become spaces. */
export function escaped(text: string): string {
  const plain = text.replace(/[\u0000-\u001f\ufffe\uffff]/g, ' ');
  return plain.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);
}

/** Lines of at most `length` characters, broken between words where there is a space; "" is one empty line. */
export function wrapped(text: string, length: number): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.flatMap((line) => (line === '' ? [''] : (line.match(new RegExp(`.{1,${length}}`, 'gu')) ?? [])));
}
