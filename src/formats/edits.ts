// The weights and biases set by hand, compressed into a link.
import { FormatError } from '../model/errors.ts';
import type { Edit } from '../model/recipe.ts';
import { type Bytes, deflatedText, inflatedBytes } from './deflate.ts';

/** The most that a link holds of one network. */
export const MAX_EDITS = 65_536;

/** An edit: layer u8; unit u16; input + 1 as u16, 0 for the bias; value f32. Big-endian. */
const RECORD = 9;

const WHAT = 'numbers set by hand';

const known = new WeakMap<readonly Edit[], string>();

/** '' for none. Values are rounded to f32, as networks hold them. Throws FormatError for more than MAX_EDITS. */
export async function formatEdits(edits: readonly Edit[]): Promise<string> {
  if (edits.length === 0) return '';
  if (edits.length > MAX_EDITS)
    throw new FormatError(
      `The network has ${edits.length} numbers set by hand; a link holds at most ${MAX_EDITS}: undo some, or draw it again.`,
    );
  // While only the camera moves, the edits are the same object and need not be compressed again.
  const text = known.get(edits) ?? (await deflatedText(packed(edits)));
  known.set(edits, text);
  return text;
}

/** Throws FormatError for text that is damaged or holds too much; whether the edits fit a network is not checked here. */
export async function parseEdits(text: string): Promise<readonly Edit[]> {
  if (text === '') return [];
  const edits = unpacked(await inflatedBytes(text, WHAT, MAX_EDITS * RECORD));
  known.set(edits, text);
  return edits;
}

/** First the first bytes of all records, then the second ones, and so on: like beside like compresses best. */
function packed(edits: readonly Edit[]): Bytes {
  const bytes = new Uint8Array(edits.length * RECORD);
  const record = new DataView(new ArrayBuffer(RECORD));
  edits.forEach(({ layer, unit, input, value }, i) => {
    record.setUint8(0, layer);
    record.setUint16(1, unit);
    record.setUint16(3, input === null ? 0 : input + 1);
    record.setFloat32(5, value);
    for (let b = 0; b < RECORD; b++) bytes[b * edits.length + i] = record.getUint8(b);
  });
  return bytes;
}

function unpacked(bytes: Bytes): Edit[] {
  const count = bytes.length / RECORD;
  if (!Number.isInteger(count))
    throw new FormatError(`The ${WHAT} unpack to ${bytes.length} bytes, which is no multiple of ${RECORD}: the link is damaged.`);
  const record = new DataView(new ArrayBuffer(RECORD));
  return Array.from({ length: count }, (_, i) => {
    for (let b = 0; b < RECORD; b++) record.setUint8(b, bytes[b * count + i]);
    const input = record.getUint16(3);
    return {
      layer: record.getUint8(0),
      unit: record.getUint16(1),
      input: input === 0 ? null : input - 1,
      value: record.getFloat32(5),
    };
  });
}
