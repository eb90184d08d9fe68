// Bytes, compressed, as text that fits an address: deflate and base64url without padding.
import { FormatError } from '../model/errors.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** Letters, digits, - and _. */
export async function deflatedText(bytes: Bytes): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const compressed = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of compressed) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The bytes of a deflatedText. `what` names them in errors. Throws FormatError where it is none, or one of more than `most` bytes. */
export async function inflatedBytes(text: string, what: string, most: number): Promise<Bytes> {
  const broken = () => new FormatError(`The ${what} cannot be unpacked: the link is cut off or damaged; copy it again in full.`);
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw broken();
  const compressed = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const reader = new Blob([compressed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const chunks: Bytes[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw broken();
    });
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    length += value.length;
    if (length > most) {
      // A few kilobytes may stand for gigabytes: nothing more is unpacked.
      void reader.cancel().catch(() => {});
      throw new FormatError(`The ${what} unpack to more than ${most} bytes, the most that a link holds.`);
    }
    chunks.push(value);
  }
}
