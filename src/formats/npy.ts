// NumPy's .npy: float32 and float64 arrays in C order (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
import { FormatError } from '../model/errors.ts';

/** An n-dimensional array in C order: the last index runs fastest; shape [] is a single number. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Header and preamble fill a multiple of this many bytes, so that the data behind them is aligned. */
const ALIGNMENT = 64;
/** NumPy leaves this many digits of room for the first axis, so that a file can grow in place. */
const GROWTH_DIGITS = 21;

/**
 * Reads a file of version 1, 2 or 3 with dtype '<f4' or '<f8'.
 * Throws FormatError for every other dtype, Fortran order, a broken header, and data shorter or longer than the shape says.
 */
export function parseNpy(bytes: Uint8Array): NdArray {
  const { text, end } = headerOf(bytes);
  const { descr, fortranOrder, shape } = parseHeader(text);
  if (descr !== '<f4' && descr !== '<f8')
    throw new FormatError(
      `The .npy file holds the dtype ${descr}; only '<f4' and '<f8' can be read: save it with astype('<f8').`,
    );
  if (fortranOrder)
    throw new FormatError('The .npy file is in Fortran order; only C order can be read: save it with numpy.ascontiguousarray.');
  const size = descr === '<f4' ? 4 : 8;
  const count = shape.reduce((product, n) => product * n, 1);
  const rest = bytes.length - end;
  if (count * size !== rest)
    throw new FormatError(
      `The .npy file has ${rest} bytes of data; shape (${shape.join(', ')}) of ${descr} needs ${count * size}: the file is damaged.`,
    );
  // Copied, because bytes may begin anywhere in their buffer; every platform that runs JavaScript's typed arrays today is little-endian.
  const data = size === 4 ? new Float32Array(count) : new Float64Array(count);
  new Uint8Array(data.buffer).set(bytes.subarray(end));
  return { shape, data };
}

/** The file as NumPy writes it, version 1.0. The product of `shape` is the data's length. */
export function formatNpy(data: Float32Array | Float64Array, shape: readonly number[]): Uint8Array {
  const header = formatNpyHeader(data, shape);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), header.length);
  return bytes;
}

/** What stands before the data in the file: for those who write large data without a copy. */
export function formatNpyHeader(data: Float32Array | Float64Array, shape: readonly number[]): Uint8Array {
  if (!shape.every((n) => Number.isSafeInteger(n) && n >= 0) || shape.reduce((product, n) => product * n, 1) !== data.length)
    throw new FormatError(
      `The shape (${shape.join(', ')}) does not fit ${data.length} numbers; its product must equal their count.`,
    );
  const descr = data instanceof Float32Array ? '<f4' : '<f8';
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const spare = shape.length === 0 ? 0 : GROWTH_DIGITS - String(shape[0]).length;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }${' '.repeat(spare)}`;
  const length = Math.ceil((10 + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  if (length - 10 > 0xffff) throw new FormatError(`The shape has ${shape.length} axes; a .npy header has no room for so many.`);
  const header = new Uint8Array(length).fill(0x20);
  header.set([...MAGIC, 1, 0, (length - 10) & 0xff, (length - 10) >> 8]);
  header.set(new TextEncoder().encode(text), 10);
  header[length - 1] = 0x0a;
  return header;
}

function headerOf(bytes: Uint8Array): { text: string; end: number } {
  if (!MAGIC.every((byte, i) => bytes[i] === byte))
    throw new FormatError('The bytes are not a .npy file: they do not begin with \\x93NUMPY.');
  const version = bytes[6];
  if (!(version >= 1 && version <= 3))
    throw new FormatError(`The .npy file has version ${version ?? 'missing'}; versions 1 to 3 can be read.`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start)
    throw new FormatError(`The .npy file ends after ${bytes.length} bytes, inside its preamble: it is cut off.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length)
    throw new FormatError(`The .npy file has ${bytes.length} bytes; its header alone needs ${end}: the file is cut off.`);
  return { text: new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(start, end)), end };
}

interface Header {
  /** As it stands in the file, without quotation marks; a structured dtype keeps its brackets. */
  descr: string;
  fortranOrder: boolean;
  shape: number[];
}

/** One entry of the dictionary: 'key': value, where value is a string, a bool, a tuple of whole numbers or (for descr) a list. */
const ENTRY = /\s*(['"])(\w+)\1\s*:\s*('[^']*'|"[^"]*"|True|False|\([\d\s,L]*\)|\[[^\]]*\])\s*(?:,|(?=\}))/y;

/** Reads the Python dictionary, of which NumPy allows exactly the keys descr, fortran_order and shape, in any order. */
function parseHeader(text: string): Header {
  const entries = new Map<string, string>();
  const open = /^\s*\{/.exec(text);
  ENTRY.lastIndex = open ? open[0].length : 0;
  let end = ENTRY.lastIndex;
  for (let match = ENTRY.exec(text); open && match; match = ENTRY.exec(text)) {
    if (entries.has(match[2])) throw new FormatError(`The .npy header names ${match[2]} twice.`);
    entries.set(match[2], match[3]);
    end = ENTRY.lastIndex;
  }
  const [descr, order, shape] = ['descr', 'fortran_order', 'shape'].map((key) => entries.get(key));
  if (!/^\s*\}\s*$/.test(text.slice(end)) || entries.size !== 3 || !descr || !order || !shape)
    throw new FormatError(
      `The .npy header ${JSON.stringify(text.trim().slice(0, 80))} is not a dictionary of descr, fortran_order and shape.`,
    );
  if (order !== 'True' && order !== 'False')
    throw new FormatError(`The .npy header has fortran_order ${order}; it must be True or False.`);
  return { descr: descr.replace(/^(['"])(.*)\1$/, '$2'), fortranOrder: order === 'True', shape: parseShape(shape) };
}

/** (), (5,) or (5, 7); Python 2 wrote 5L. */
function parseShape(text: string): number[] {
  const parts = text.slice(1, -1).split(',');
  const last = parts.pop()?.trim();
  const axes = last === '' ? parts : [...parts, last ?? ''];
  const valid = text.startsWith('(') && axes.every((part) => /^\s*\d+L?\s*$/.test(part)) && !(last !== '' && axes.length === 1);
  const shape = axes.map((part) => Number.parseInt(part, 10));
  if (!valid || !Number.isSafeInteger(shape.reduce((product, n) => product * n, 1)))
    throw new FormatError(
      `The .npy header has the shape ${text.slice(0, 80)}, which is not a tuple of whole numbers that memory can hold.`,
    );
  return shape;
}
