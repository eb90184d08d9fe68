// The certificate: what must hold of every partition, checked without knowing how it was made.
import type { Network } from '../model/network.ts';
import { cellCount, type Partition } from '../model/partition.ts';
import { type Certificate, CHECK_NAMES, type Check, type CheckName, type PieceOracle } from '../model/partition-report.ts';
import { Claims, type Excerpt } from './certificate-claims.ts';
import { EdgeChecks } from './certificate-edges.ts';
import { excerptOf } from './certificate-excerpt.ts';
import { type Proof, proofOf } from './certificate-proof.ts';
import { ShapeChecks } from './certificate-shape.ts';
import { type Count, Tally } from './certificate-tally.ts';
import type { PieceRange } from './piece-ranges.ts';

/** Cells or edges between two breaths. */
const STRIDE = 4096;

/** Certifies at one go; see certification. */
export function certify(network: Network, partition: Partition, oracle: PieceOracle): Certificate {
  const steps = certification(network, partition, oracle);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * The partition's certificate in one thread; yields how much of it is done, 0 to 1, every few milliseconds. `oracle` evaluates the network
 * around the domain's centre by means of its own.
 */
export function* certification(network: Network, partition: Partition, oracle: PieceOracle): Generator<number, Certificate> {
  const certifier = new Certifier(network, partition);
  for (const _ of certifier.checks()) yield 0;
  certifier.add(0, yield* proofOf(network, partition, oracle));
  return certifier.certificate();
}

/**
 * What must hold of a partition as a whole; proofs of its cells are added by whoever makes them, all at once or excerpt by excerpt. In them
 * an oracle is asked inside every cell and at every vertex. A crease that a cell had on its other side, or across it, would show at a
 * corner: between corners everything is affine.
 */
export class Certifier {
  readonly #partition: Partition;
  readonly #claims: Claims;
  readonly #shape: ShapeChecks;
  readonly #edges: EdgeChecks;
  readonly #pattern = new Tally();
  readonly #values = new Tally();
  #undecided = 0;
  readonly #started = performance.now();

  constructor(network: Network, partition: Partition) {
    this.#partition = partition;
    this.#claims = new Claims(network, partition);
    this.#shape = new ShapeChecks(partition);
    this.#edges = new EdgeChecks(network, partition, this.#claims);
  }

  /** All that takes no oracle; yields every few milliseconds. */
  *checks(): Generator<void> {
    const { edgeCreases } = this.#partition;
    for (let cell = 0; cell < cellCount(this.#partition); cell++) {
      if (cell % STRIDE === 0) yield;
      this.#shape.cell(cell);
    }
    for (let edge = 0; edge < edgeCreases.length; edge++) {
      if (edge % STRIDE === 0) yield;
      this.#shape.edge(edge);
      this.#edges.edge(edge);
    }
  }

  /** What a proof takes of cells first … end − 1. */
  excerpt(range: PieceRange): Excerpt {
    return excerptOf(this.#partition, this.#claims, range);
  }

  /** The proof of the cells from `first` on. */
  add(first: number, { pattern, values, undecided, off }: Proof): void {
    const { cellStarts, sides } = this.#partition;
    this.#pattern.add(pattern, first);
    this.#values.add(values, first);
    this.#undecided += undecided;
    for (const side of off) this.#edges.off(sides[cellStarts[first] + side]);
  }

  /** To be asked for after all the checks and proofs. */
  certificate(): Certificate {
    const partition = this.#partition;
    const shape = this.#shape;
    const [V, E, F] = [partition.vertices.length / 2, partition.edgeCreases.length, cellCount(partition)];
    const found: Record<CheckName, Found> = {
      euler: eulerCheck(partition, V, E, F),
      area: areaCheck(partition, shape),
      convex: tallied('Every cell is convex and runs counter-clockwise', 'cell', shape.convex),
      pattern: patternCheck(partition, this.#pattern, this.#undecided),
      values: tallied('At the same points the reference finds what the affine maps give', 'cell', this.#values),
      neighbours: neighboursCheck(shape, this.#edges),
      degree: degreeCheck(partition, F),
      continuous: tallied(
        'Along every edge where nothing jumps the affine maps of both cells agree',
        'edge',
        this.#edges.continuous,
      ),
    };
    const checks = CHECK_NAMES.map((name) => ({ name, ...found[name] }));
    const ok = partition.complete && checks.every((check) => check.ok);
    return { ok, checks, undecided: this.#undecided, seconds: (performance.now() - this.#started) / 1000 };
  }
}

type Found = Omit<Check, 'name'>;

const INCOMPLETE = 'The partition is not complete';

/** `all` is how often it was to be asked. */
function tallied(what: string, kind: 'cell' | 'edge', { asked, wrong, first }: Count, all = asked): Found {
  const but = wrong > 0 ? `; the first that is not so is ${kind} ${first}` : '';
  return { ok: asked - wrong === all, says: `${what}: ${asked - wrong} of ${all}${but}.` };
}

function eulerCheck({ complete }: Partition, V: number, E: number, F: number): Found {
  const sum = `V − E + F = ${V} − ${E} + ${F} = ${V - E + F}`;
  if (!complete) return { ok: false, says: `${INCOMPLETE}; so far, ${sum}.` };
  return { ok: V - E + F === 1, says: `${sum}; it must be 1.` };
}

function areaCheck({ complete, covered }: Partition, shape: ShapeChecks): Found {
  const { whole, missing, allowed } = shape.missingArea();
  if (!complete)
    return { ok: false, says: `${INCOMPLETE}; its cells cover ${(100 * covered).toFixed(1)} % of the domain's area.` };
  const digits = (area: number) => area.toPrecision(3);
  const says = `The cells' areas sum to the domain's ${digits(whole)} but for ${digits(missing)}; rounding allows ${digits(allowed)}.`;
  const beside = shape.border.wrong > 0 ? ` ${shape.border.wrong} edges of the border are beside the domain's sides.` : '';
  return { ok: Math.abs(missing) <= allowed && beside === '', says: says + beside };
}

function patternCheck(partition: Partition, pattern: Count, undecided: number): Found {
  const all = cellCount(partition) + partition.corners.length;
  const { ok, says } = tallied('Inside every cell and at its corners the reference finds its pattern', 'cell', pattern, all);
  return { ok, says: undecided > 0 ? `${says} ${undecided} pieces are within rounding of a kink and count as right.` : says };
}

function neighboursCheck({ sides }: ShapeChecks, { neighbours }: EdgeChecks): Found {
  if (sides.wrong > 0) return tallied('Every side of a cell is an edge that has the cell on that hand', 'cell', sides);
  return tallied('Across every edge patterns differ in the creases that run along it and in nothing else', 'edge', neighbours);
}

/**
 * Where every crease that comes to a vertex also leaves it, vertices inside have 4 edges or more, and by Euler's formula twice the edges inside
 * are fewer than 4 times the cells. Lines do so, and so do lines that bend where they cross those of a layer before, as long as nothing
 * jumps; behind a layer that jumps nothing bends any more. Boundaries of classes do not: three of them may end in one point.
 */
function degreeCheck({ complete, cut, edgeCells }: Partition, F: number): Found {
  let inside = 0;
  for (let e = 0; e < edgeCells.length; e += 2) if (edgeCells[e] >= 0 && edgeCells[e + 1] >= 0) inside++;
  const mean = `A cell has ${((2 * inside) / F).toFixed(3)} neighbours in the mean`;
  if (cut.classes) return { ok: true, says: `${mean}; boundaries of classes may end inside, so that this may be more than 4.` };
  if (!complete) return { ok: true, says: `${mean}; of a part of a partition nothing is asked.` };
  return { ok: inside <= 2 * F, says: `${mean}; creases that do not end inside allow at most 4.` };
}
