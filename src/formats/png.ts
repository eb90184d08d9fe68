// PNG files (https://www.w3.org/TR/png-3/), eight bits a channel.
import { encode } from 'fast-png';
import { FormatError } from '../model/errors.ts';

/** The picture as a PNG. `rgba` is [height, width, 4], the top row first, and so is the file. */
export function encodePng(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Uint8Array {
  if (!(Number.isInteger(width) && width > 0 && Number.isInteger(height) && height > 0) || rgba.length !== 4 * width * height)
    throw new FormatError(`The picture has ${rgba.length} bytes; ${width} × ${height} pixels need 4 each.`);
  return encode({ width, height, data: rgba, channels: 4, depth: 8 });
}
