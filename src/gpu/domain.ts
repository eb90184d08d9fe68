// Finds the domain that a colouring rule asks for, by reductions on the GPU.
import { type Domain, type DomainRule, domainAbove, domainProblem, scaleOf } from '../model/colouring.ts';
import { GpuError } from '../model/errors.ts';
import type { Quantity } from '../model/quantity.ts';
import type { GpuField } from './gpu-field.ts';
import type { GpuContext } from './slices.ts';
import { fieldExtent, fieldPercentiles } from './statistics-pass.ts';

/** What the numbers of a field span. */
export interface FoundDomain {
  /** What the colour map's ends stand for; null where no number is finite. */
  readonly domain: Domain | null;
  /** The same as the field holds it, less the base and scaled: what lies within f32 of the centre keeps its digits there. */
  readonly relative: Domain;
  /** Whether some number is not finite. */
  readonly nonFinite: boolean;
}

/** Null for classes and hashes, which have none. An angle's is the full turn, unless fixed. Throws GpuError for a fixed domain that cannot be drawn. */
export async function findDomain(
  context: GpuContext,
  field: GpuField,
  rule: DomainRule,
  quantity: Quantity,
): Promise<FoundDomain | null> {
  if (scaleOf(quantity) !== 'linear') return null;
  const problem = rule.kind === 'fixed' ? domainProblem(rule.lo, rule.hi) : null;
  if (problem !== null) throw new GpuError(problem, { kind: 'request' });
  const { base, scale } = field;
  const { range, nonFinite } = await fieldExtent(context, field);
  const absolute = (lo: number, hi: number): FoundDomain => ({
    domain: [lo, hi],
    relative: [(lo - base) * scale, (hi - base) * scale],
    nonFinite,
  });
  if (rule.kind === 'fixed') return absolute(rule.lo, rule.hi);
  if (range === null) return { domain: null, relative: [0, 1], nonFinite };
  if (quantity.kind === 'grad' && quantity.component === 'direction') return absolute(-Math.PI, Math.PI);
  const [least, most] = range.map((end) => base + end / scale);
  const reach = Math.max(Math.abs(least), Math.abs(most));
  if (rule.kind === 'symmetric') return absolute(-reach, reach);
  if (rule.kind === 'from-zero') return absolute(Math.min(0, least), Math.max(0, most));
  const [lo, hi] = rule.kind === 'percentiles' ? await fieldPercentiles(context, field, [1, 99], range) : range;
  return { domain: domainAbove(base, lo / scale, hi / scale), relative: [lo, hi], nonFinite };
}
