// Acceptance: a picture comes back from its file pixel by pixel, top row first.
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { encodePng } from '../../src/formats/png.ts';
import { FormatError } from '../../src/model/errors.ts';

describe('encodePng', () => {
  test('writes a PNG that decodes to the same pixels', () => {
    const rgba = Uint8Array.from({ length: 5 * 3 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256));
    const bytes = encodePng(rgba, 5, 3);
    expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    const picture = decode(bytes, { checkCrc: true });
    expect(picture).toMatchObject({ width: 5, height: 3, channels: 4, depth: 8 });
    expect([...picture.data]).toEqual([...rgba]);
  });

  test.each([
    [0, 3],
    [5, -3],
    [2.5, 6],
    [4, 4],
  ])('refuses %f × %f pixels in 60 bytes', (width, height) => {
    expect(() => encodePng(new Uint8Array(60), width, height)).toThrow(FormatError);
    expect(() => encodePng(new Uint8Array(60), width, height)).toThrow(`${width} × ${height} pixels need 4 each`);
  });
});
