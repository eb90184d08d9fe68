// Acceptance: an output file is there whole or not at all, whatever ends the program, and an older file stays until then.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkOutput, reasonOf, utf8Chunks, writeWhole } from '../../src/cli/output-file.ts';
import { FormatError } from '../../src/model/errors.ts';
import { CATCHABLE_SIGNALS } from '../support/signals.ts';
import { filesIn, useProgram } from './crease.ts';

const writer = useProgram('tests/cli/slow-writer.ts');

describe('writeWhole', () => {
  test('writes all chunks, in order, and leaves nothing else', async () => {
    const folder = writer.folder();
    const path = join(folder, 'a.bin');
    await writeWhole(path, [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)]);
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(filesIn(folder)).toEqual(['a.bin']);
  });

  test('replaces an older file', async () => {
    const path = join(writer.folder(), 'a.bin');
    writeFileSync(path, 'old and longer');
    await writeWhole(path, [Uint8Array.of(7)]);
    expect([...readFileSync(path)]).toEqual([7]);
  });

  test('leaves no listener for signals behind', async () => {
    const before = process.listenerCount('SIGINT');
    await writeWhole(join(writer.folder(), 'a.bin'), [Uint8Array.of(7)]);
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  test('says why a file cannot be written', async () => {
    await expect(writeWhole(join(writer.folder(), 'none', 'a.bin'), [])).rejects.toThrow(
      /could not be written: no such file or directory\.$/,
    );
  });

  test('leaves nothing, and the older file as it was, where writing fails', async () => {
    const folder = writer.folder();
    const path = join(folder, 'a.bin');
    writeFileSync(path, 'old');
    const { code, stderr } = await writer.run(path, 'fail');
    expect(code).toBe(2);
    expect(stderr).toMatch(/could not be written: the source ran dry\.$/);
    expect(filesIn(folder)).toEqual(['a.bin']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test.each(CATCHABLE_SIGNALS)('leaves nothing, and the older file as it was, on %s', async (signal) => {
    const folder = writer.folder();
    const path = join(folder, 'a.bin');
    writeFileSync(path, 'old');
    const running = writer.start(path, 'slowly');
    await expect.poll(() => filesIn(folder).length, { timeout: 10_000 }).toBe(2);
    running.kill(signal);
    expect((await running.result).signal).toBe(signal);
    expect(filesIn(folder)).toEqual(['a.bin']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });
});

describe('utf8Chunks', () => {
  const text = (chunks: Iterable<Uint8Array>) => Buffer.concat([...chunks]).toString('utf8');

  test.each([[[]], [['']], [['a', '', '∇ü']], [Array.from({ length: 40_000 }, (_, n) => `${n} ∇\n`)]])(
    'keeps every letter',
    (pieces) => {
      expect(text(utf8Chunks(pieces))).toBe(pieces.join(''));
    },
  );

  test('makes few chunks of many short pieces', () => {
    const pieces = Array.from({ length: 100_000 }, () => 'abcdefgh');
    expect([...utf8Chunks(pieces)].length).toBeLessThan(20);
  });
});

describe('checkOutput', () => {
  test('finds which of several extensions a path has', async () => {
    expect(await checkOutput('a.SVG', '.json', '.svg')).toBe('.svg');
    await expect(checkOutput('a.png', '.json', '.svg')).rejects.toThrow(
      'The output file "a.png" does not end in .json or .svg; this command writes .json or .svg files only.',
    );
  });

  test('accepts new files and existing ones, in any case of the extension', async () => {
    const folder = writer.folder();
    writeFileSync(join(folder, 'b.NPY'), '');
    await checkOutput(join(folder, 'a.npy'), '.npy');
    await checkOutput(join(folder, 'b.NPY'), '.npy');
    await checkOutput('a.npy', '.npy');
    expect(filesIn(folder)).toEqual(['b.NPY']);
  });

  test.each([
    ['another extension', 'a.txt', /does not end in \.npy/],
    ['no extension', 'a', /does not end in \.npy/],
    ['a bare extension', '.npy', /does not end in \.npy/],
    ['a missing folder', 'none/a.npy', /folder ".*none" cannot be written to: no such file or directory/],
    ['a file for a folder', 'file.npy/a.npy', /is not a folder/],
    ['a folder for a file', 'folder.npy', /exists and is not a file/],
  ])('refuses %s', async (_, name, message) => {
    const folder = writer.folder();
    mkdirSync(join(folder, 'folder.npy'));
    writeFileSync(join(folder, 'file.npy'), '');
    const checked = checkOutput(join(folder, name), '.npy');
    await expect(checked).rejects.toThrow(FormatError);
    await expect(checked).rejects.toThrow(message);
  });

  test('refuses a folder that may not be written to, where the system says so', async () => {
    const folder = writer.folder();
    chmodSync(folder, 0o500);
    const refused = await checkOutput(join(folder, 'a.npy'), '.npy').then(
      () => null,
      (error: Error) => error.message,
    );
    chmodSync(folder, 0o700);
    // The administrator may write anywhere, and Windows keeps its rights elsewhere.
    const free = process.platform === 'win32' || process.getuid?.() === 0;
    expect(refused).toEqual(free ? null : expect.stringMatching(/cannot be written to: permission denied/));
  });
});

test('reasonOf says what the system says, and else what the error says', () => {
  expect(reasonOf(Object.assign(new Error('ENOSPC: …'), { errno: -28 }))).toBe('no space left on device');
  expect(reasonOf(new Error('words'))).toBe('words');
  expect(reasonOf('words')).toBe('words');
});
