// Accepted when a tour's frames are what render draws, frames that are there are kept, other tours refused, and no half of a frame is ever there.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { zoomArguments } from '../../gallery/guide.ts';
import PLACES from '../../src/ui/gallery.json';
import { filesIn, fixturePath, useProgram } from './crease.ts';

const crease = useProgram();

const tour = (out: string, changes: Record<string, string> = {}) => {
  const way = { center: '0.3141592653589793238462643,-0.57', from: '10', to: '1e-24', frames: '5', res: '12x8' };
  const rest = { quantity: 'value', backend: 'cpu', out };
  return [
    'zoom',
    '2-9-9-1:relu@torch:2',
    ...Object.entries({ ...way, ...rest, ...changes }).flatMap(([name, value]) => [`--${name}`, value]),
  ];
};
const frames = (count: number) => Array.from({ length: count }, (_, n) => `frame-000${n + 1}.png`);

test('draws every frame as render draws it, and goes on where it was stopped', async () => {
  const out = join(crease.folder(), 'tour');
  const { code, stdout, stderr } = await crease.run(...tour(out));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/tour: 5 frames of 12 × 8 pixels, value from 10 to 1e-24 wide, [\d.]+ s on the processor/);
  expect(filesIn(out).sort()).toEqual([...frames(5), 'tour.json']);
  const whole = frames(5).map((file) => readFileSync(join(out, file)));
  const single = join(crease.folder(), 'a.png');
  const view = ['--center', '0.3141592653589793238462643,-0.57', '--width', `${10 * 1e-25 ** 0.75}`, '--res', '12x8'];
  const what = ['--quantity', 'value', '--backend', 'cpu', '--out', single];
  expect(await crease.run('render', '2-9-9-1:relu@torch:2', ...view, ...what)).toMatchObject({ code: 0 });
  expect(whole[3]).toEqual(readFileSync(single));

  rmSync(join(out, 'frame-0002.png'));
  writeFileSync(join(out, 'frame-0005.png'), 'kept');
  expect((await crease.run(...tour(out))).stdout).toContain('4 of them were there');
  expect(readFileSync(join(out, 'frame-0002.png'))).toEqual(whole[1]);
  expect(readFileSync(join(out, 'frame-0005.png'), 'utf8')).toBe('kept');
  expect((await crease.run(...tour(out))).stdout).toMatch(/5 of them were there, [\d.]+ s\n/);

  for (const changes of [{ quantity: 'grad-norm' }, { frames: '6' }, { colormap: 'gray' }, { center: '0,0' }]) {
    const other = await crease.run(...tour(out, changes));
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/^crease: The folder ".*tour" holds another tour.*; name another folder, or delete it\.\n$/);
  }
  expect(filesIn(out).sort()).toEqual([...frames(5), 'tour.json']);
});

test('leaves no half of a frame behind when it is interrupted', async () => {
  const out = join(crease.folder(), 'tour');
  const running = crease.start(...tour(out, { res: '1500', frames: '60' }));
  await new Promise((resume) => setTimeout(resume, 1500));
  running.kill('SIGTERM');
  expect((await running.result).signal).toBe('SIGTERM');
  for (const file of filesIn(out)) expect(file).toMatch(/^(frame-\d{4}\.png|tour\.json)$/);
  for (const file of filesIn(out).filter((name) => name.endsWith('.png')))
    expect(decode(readFileSync(join(out, file)), { checkCrc: true })).toMatchObject({ width: 1500, height: 1500 });
});

test.each([
  ['one frame', { frames: '1' }, /number of frames is "1"; it must be a whole number from 2 to 100000/],
  ['no width at the end', { to: '0' }, /width of the view is 0/],
  [
    'a file in the place of the folder',
    { out: fixturePath('networks/shallow20-relu/weights.json') },
    /cannot be made or read: .*; name another/,
  ],
])('refuses %s', async (_, changes, sentence) => {
  const { code, stderr } = await crease.run(...tour('nowhere', changes));
  expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
  expect(stderr).toMatch(sentence);
});

test.each(['rays', 'ice-floes'])('films the way into the gallery’s %s, as docs/gallery.md says', async (id) => {
  const place = PLACES.find((one) => one.id === id);
  if (!place) throw new Error(`The gallery has no place ${id}.`);
  const out = join(crease.folder(), id);
  const { code, stderr } = await crease.run(...(await zoomArguments(place, 2, '6', out)), '--backend', 'cpu');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(filesIn(out).sort()).toEqual([...frames(2), 'tour.json']);
});
