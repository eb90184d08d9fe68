// Acceptance: proofs of excerpts of any size make the certificate that the whole makes in one go, down to its words; what is wrong in one
// excerpt fails the check that asks for it, and an excerpt that nobody proved is missed.
import { describe, expect, test } from 'vitest';
import { certainPieces } from '../../src/cpu-reference/certain-pieces.ts';
import { type ActivationName, activation } from '../../src/model/activation.ts';
import { initialise } from '../../src/model/init.ts';
import { NO_HEAD } from '../../src/model/network.ts';
import { BORDER, boxDomain, type Cut, cellCount, NO_CUT, type Partition } from '../../src/model/partition.ts';
import type { Certificate } from '../../src/model/partition-report.ts';
import { Certifier, certify } from '../../src/regions/certificate.ts';
import { excerptRanges } from '../../src/regions/certificate-excerpt.ts';
import { proofOf } from '../../src/regions/certificate-proof.ts';
import { partition } from '../../src/regions/partition.ts';
import type { PieceRange } from '../../src/regions/piece-ranges.ts';

const domain = boxDomain([-3, 3, -3, 3]);

function made(names: readonly ActivationName[], cut: Cut) {
  const activations = [...names, 'identity' as const].map((name) => activation(name));
  const network = initialise({ widths: [2, 12, 10, 3], activations, head: NO_HEAD }, { name: 'torch', bound: 1 }, 3);
  const whole = partition({ network, domain, cut });
  const oracle = certainPieces(network, domain.center);
  const atOnce = (partition: Partition) => certify(network, partition, oracle);
  /** From excerpts and proofs as they come from other threads. */
  const inExcerpts = (partition: Partition, ranges: readonly PieceRange[]): Certificate => {
    const certifier = new Certifier(network, partition);
    for (const range of ranges.toReversed()) {
      const steps = proofOf(network, structuredClone(certifier.excerpt(range)), oracle);
      let step = steps.next();
      while (!step.done) step = steps.next();
      certifier.add(range[0], structuredClone(step.value));
    }
    for (const _ of certifier.checks());
    return certifier.certificate();
  };
  return { whole, atOnce, inExcerpts };
}

const every = (partition: Partition, size: number) =>
  Array.from(
    { length: Math.ceil(cellCount(partition) / size) },
    (_, n): PieceRange => [n * size, Math.min(cellCount(partition), (n + 1) * size)],
  );
const failing = ({ checks }: Certificate) => checks.filter(({ ok }) => !ok).map(({ name }) => name);
const but = (certificate: Certificate) => ({ ...certificate, seconds: expect.any(Number) });

describe.each<{ title: string; names: readonly ActivationName[]; cut: Cut }>([
  { title: 'relus', names: ['relu', 'relu'], cut: NO_CUT },
  { title: 'kinks, the zero set and classes', names: ['hardtanh', 'abs'], cut: { zeroSet: 1, classes: true } },
  { title: 'jumps', names: ['relu', 'step'], cut: { zeroSet: null, classes: true } },
])('$title', ({ names, cut }) => {
  const { whole, atOnce, inExcerpts } = made(names, cut);

  test('excerpts of any size say what the whole says', () => {
    const expected = atOnce(whole);
    expect(cellCount(whole)).toBeGreaterThan(100);
    expect(expected.ok).toBe(true);
    for (const size of [1, 7, cellCount(whole) - 1, cellCount(whole)])
      expect(inExcerpts(whole, every(whole, size)), `${size} cells`).toEqual(but(expected));
  });

  test('what is wrong in one of them fails the same checks, and the right one', () => {
    const cell = cellCount(whole) >> 1;
    const inside = whole.edgeCreases.findIndex(
      (code, e) => code !== BORDER && whole.edgeCells[2 * e] === cell && whole.edgeCells[2 * e + 1] >= 0,
    );
    // A crease that is neither the edge's nor runs through both of its ends.
    const elsewhere = whole.edgeCreases.find((code) => code < 32 && code !== whole.edgeCreases[inside]) ?? BORDER;
    const corner = whole.corners[whole.cellStarts[cell]];
    const vertices = whole.vertices.with(2 * corner, whole.vertices[2 * corner] + 1e-3);
    const affineAt = cell * (whole.affine.length / cellCount(whole));
    const patternAt = cell * whole.layout.words;
    const coincident = Uint32Array.from([...pairsOf(whole), [inside, elsewhere]].sort(([e, c], [f, d]) => e - f || c - d).flat());
    const wrong = {
      pattern: { ...whole, patterns: whole.patterns.with(patternAt, whole.patterns[patternAt] ^ 1) },
      values: { ...whole, affine: whole.affine.with(affineAt, whole.affine[affineAt] + 1e-6) },
      neighbours: { ...whole, coincident },
      vertex: { ...whole, vertices },
    };
    expect(failing(atOnce(wrong.neighbours))).toEqual(['neighbours']);
    for (const [check, partition] of Object.entries(wrong)) {
      const expected = atOnce(partition);
      if (check !== 'vertex') expect(failing(expected)).toContain(check);
      expect(expected.ok, check).toBe(false);
      expect(inExcerpts(partition, every(partition, 7)), check).toEqual(but(expected));
    }
  });

  test('an excerpt that nobody proved is missed', () => {
    expect(failing(inExcerpts(whole, every(whole, 7).slice(1)))).toEqual(['pattern']);
  });
});

const pairsOf = ({ coincident }: Partition) =>
  Array.from({ length: coincident.length / 2 }, (_, n) => [coincident[2 * n], coincident[2 * n + 1]]);

test.each([
  [0, 0],
  [1, 1],
  [128, 1],
  [129, 2],
  [4096, 32],
  [1_000_000, 489],
])('%i cells are proven in %i excerpts, in order and without gaps', (cells, count) => {
  const ranges = excerptRanges({ cellStarts: new Uint32Array(cells + 1) });
  expect(ranges).toHaveLength(count);
  expect([0, ...ranges.map(([, end]) => end)]).toEqual([...ranges.map(([first]) => first), cells]);
});
