// Output files, written whole or not at all: a temporary sibling takes the name once it is complete.
import { randomUUID } from 'node:crypto';
import { constants, rmSync } from 'node:fs';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { FormatError } from '../model/errors.ts';

/** What ends a program from outside and leaves it the time to clear up. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Bytes handed over at a time, so that a signal is heard between two writes. */
const PIECE = 1 << 24;
/** Letters that are encoded at a time. */
const TEXT_CHUNK = 1 << 16;

/**
 * The one of `extensions` that `path` ends in. Throws FormatError where it ends in none, or where no file can be made there; to be asked
 * before any work.
 */
export async function checkOutput<T extends string>(path: string, ...extensions: readonly T[]): Promise<T> {
  const extension = extensions.find((known) => extname(path).toLowerCase() === known);
  if (extension === undefined) {
    const known = extensions.join(' or ');
    throw new FormatError(`The output file "${path}" does not end in ${known}; this command writes ${known} files only.`);
  }
  const folder = dirname(path);
  try {
    if (!(await stat(folder)).isDirectory())
      throw new FormatError(`The output folder "${folder}" is not a folder; name one that is.`);
    await access(folder, constants.W_OK);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(`The output folder "${folder}" cannot be written to: ${reasonOf(error)}; make it or name another.`, {
      cause: error,
    });
  }
  const existing = await stat(path).catch(() => null);
  if (existing && !existing.isFile()) throw new FormatError(`The output "${path}" exists and is not a file; name another.`);
  return extension;
}

/** Text as chunks for writeWhole, of some 64 kB, however short its pieces are. */
export function* utf8Chunks(pieces: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < TEXT_CHUNK) continue;
    yield encoder.encode(waiting.join(''));
    [waiting, length] = [[], 0];
  }
  yield encoder.encode(waiting.join(''));
}

/** Writes `chunks` to `path`. Where that fails or a signal ends the program, what was at `path` before is still there, and nothing else. */
export async function writeWhole(path: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  const clearUp = (signal: NodeJS.Signals) => {
    rmSync(draft, { force: true });
    // Once more without a listener: the shell is to see that the signal ended the program.
    for (const each of SIGNALS) process.removeListener(each, clearUp);
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, clearUp);
  try {
    const file = await open(draft, 'wx');
    try {
      for await (const chunk of chunks)
        for (let at = 0; at < chunk.length; at += PIECE) await file.writeFile(chunk.subarray(at, at + PIECE));
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new FormatError(`The output file "${path}" could not be written: ${reasonOf(error)}.`, { cause: error });
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, clearUp);
  }
}

/** What the system says is wrong, such as "no such file or directory". */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const known = 'errno' in error && typeof error.errno === 'number' ? getSystemErrorMap().get(error.errno) : undefined;
  return known?.[1] ?? error.message;
}
