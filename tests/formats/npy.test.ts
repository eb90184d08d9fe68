// Acceptance: the files of NumPy 1.24 are read to the last bit and written back byte for byte; whatever else is refused in a sentence.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNpy, formatNpyHeader, parseNpy } from '../../src/formats/npy.ts';
import { FormatError } from '../../src/model/errors.ts';

const fixture = readFileSync(new URL('../fixtures/networks/mixed/value_o0_b5.npy', import.meta.url));

/** A file with a header of one's own. */
function file(header: string, data: Uint8Array = new Uint8Array(), version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, ...new TextEncoder().encode('NUMPY'), version, 0, ...length, ...text, ...data]);
}

const header = (descr: string, shape: string, order = 'False') =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

describe('parseNpy', () => {
  test('reads a file that NumPy wrote', () => {
    const { shape, data } = parseNpy(fixture);
    expect(shape).toEqual([65, 65]);
    expect(data).toBeInstanceOf(Float64Array);
    expect(data).toHaveLength(65 * 65);
    expect(data[0]).toBe(fixture.readDoubleLE(128));
    expect(data[65 * 65 - 1]).toBe(fixture.readDoubleLE(fixture.length - 8));
  });

  test.each([1, 2, 3])('reads version %i', (version) => {
    const bytes = new Uint8Array(Float32Array.of(1.5, -2).buffer);
    expect(parseNpy(file(header("'<f4'", '(2,)'), bytes, version))).toEqual({ shape: [2], data: Float32Array.of(1.5, -2) });
  });

  test('reads keys in any order, double quotes and the long integers of Python 2', () => {
    const bytes = new Uint8Array(Float64Array.of(1, 2).buffer);
    const text = `{"shape": (1L, 2L), "descr": "<f8", "fortran_order": False}`;
    expect(parseNpy(file(text, bytes))).toEqual({ shape: [1, 2], data: Float64Array.of(1, 2) });
  });

  test('reads bytes that do not begin at the start of their buffer', () => {
    const shifted = new Uint8Array(fixture.length + 3);
    shifted.set(fixture, 3);
    expect(parseNpy(shifted.subarray(3))).toEqual(parseNpy(fixture));
  });

  test.each([
    ['bytes that are no .npy', new TextEncoder().encode('PK\x03\x04 something else'), /do not begin/],
    ['nothing', new Uint8Array(), /do not begin/],
    ['a file without a version', fixture.subarray(0, 6), /version missing/],
    ['version 4', file(header("'<f8'", '(0,)'), undefined, 4), /version 4; versions 1 to 3/],
    ['a file cut off in its preamble', fixture.subarray(0, 9), /inside its preamble/],
    ['a file cut off in its header', fixture.subarray(0, 60), /its header alone needs 128/],
    ['a file cut off in its data', fixture.subarray(0, fixture.length - 1), /33799 bytes of data; .* needs 33800/],
    ['bytes behind the data', file(header("'<f8'", '()'), new Uint8Array(16)), /16 bytes of data; .* needs 8/],
    ['big-endian numbers', file(header("'>f8'", '(0,)')), /dtype >f8; only '<f4' and '<f8'/],
    ['whole numbers', file(header("'<i8'", '(0,)')), /dtype <i8/],
    ['pickled objects', file(header("'|O'", '(0,)')), /dtype \|O/],
    ['structured dtypes', file(header("[('a', '<f8')]", '(0,)')), /dtype \[\('a', '<f8'\)\]/],
    ['Fortran order', file(header("'<f8'", '(0, 2)', 'True')), /Fortran order/],
    ['a fortran_order that is no truth value', file(header("'<f8'", '(0, 2)', "'no'")), /must be True or False/],
    ['a negative axis', file(header("'<f8'", '(-1,)')), /not a dictionary/],
    ['a shape that is no tuple', file(header("'<f8'", '(5)')), /shape \(5\)/],
    ['a shape that is a truth value', file(header("'<f8'", 'True')), /shape True/],
    ['a shape beyond all memory', file(header("'<f8'", '(9999999999, 9999999999)')), /that memory can hold/],
    ['a key too many', file("{'descr': '<f8', 'fortran_order': False, 'shape': (0,), 'x': 'y'}"), /not a dictionary/],
    ['a key named twice', file("{'descr': '<f8', 'descr': '<f8', 'shape': (0,)}"), /names descr twice/],
    ['a missing key', file("{'descr': '<f8', 'shape': (0,)}"), /not a dictionary/],
    ['text behind the dictionary', file(`${header("'<f8'", '(0,)').trim()} + x`), /not a dictionary/],
    ['code in place of a dictionary', file('__import__("os").system("true")'), /not a dictionary/],
    ['an empty header', file(''), /not a dictionary/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => parseNpy(bytes)).toThrow(FormatError);
    expect(() => parseNpy(bytes)).toThrow(message);
  });

  test('answers arbitrary damage with an array or a FormatError, nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(140), fc.nat(255)), { maxLength: 8 }), fc.nat(fixture.length), (edits, length) => {
        const bytes = Uint8Array.from(fixture.subarray(0, length));
        for (const [at, byte] of edits) if (at < length) bytes[at] = byte;
        try {
          parseNpy(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });
});

describe('formatNpy', () => {
  test('writes the bytes that NumPy writes', () => {
    const { shape, data } = parseNpy(fixture);
    expect(Buffer.from(formatNpy(data, shape)).equals(fixture)).toBe(true);
  });

  test('and parseNpy give back every array, NaN, infinities and -0 included', () => {
    const axes = fc.array(fc.nat(4), { maxLength: 4 });
    const cases = fc.tuple(axes, fc.boolean()).chain(([shape, single]) => {
      const length = shape.reduce((product, n) => product * n, 1);
      const size = { minLength: length, maxLength: length };
      return fc.tuple(fc.constant(shape), single ? fc.float32Array(size) : fc.float64Array(size));
    });
    fc.assert(
      fc.property(cases, ([shape, data]) => {
        const bytes = formatNpy(data, shape);
        expect(bytes.length - data.byteLength).toBe(128);
        expect(parseNpy(bytes)).toEqual({ shape, data });
      }),
    );
  });

  test('pads the header to 64 bytes and ends it with a line feed', () => {
    const long = formatNpyHeader(
      new Float32Array(1),
      Array.from({ length: 40 }, () => 1),
    );
    expect(long.length % 64).toBe(0);
    expect(long.at(-1)).toBe(10);
  });

  test('refuses a shape that does not fit the data', () => {
    expect(() => formatNpy(new Float32Array(6), [2, 4])).toThrow(/shape \(2, 4\) does not fit 6 numbers/);
    expect(() => formatNpy(new Float32Array(6), [-2, -3])).toThrow(FormatError);
    expect(() => formatNpy(new Float32Array(6), [1.5, 4])).toThrow(FormatError);
    expect(() =>
      formatNpyHeader(
        new Float32Array(1),
        Array.from({ length: 30_000 }, () => 1),
      ),
    ).toThrow(/no room/);
  });
});
