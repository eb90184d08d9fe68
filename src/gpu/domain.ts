// Finds the domain that a colouring rule asks for, by reductions on the GPU.
import { type Domain, type DomainRule, scaleOf } from '../model/colouring.ts';
import { GpuError } from '../model/errors.ts';
import type { Quantity } from '../model/quantity.ts';
import type { GpuField } from './gpu-field.ts';
import type { GpuContext } from './slices.ts';
import { fieldExtent, fieldPercentiles } from './statistics-pass.ts';

/** The domain and the same less the field's base: what lies within f32 of the centre keeps its digits there. */
export interface FoundDomain {
  readonly domain: Domain;
  readonly relative: Domain;
}

/** Null for classes and hashes, which have none. A field without a finite number gets 0 to 1; an angle the full turn, unless fixed. */
export async function findDomain(
  context: GpuContext,
  field: GpuField,
  rule: DomainRule,
  quantity: Quantity,
): Promise<FoundDomain | null> {
  if (scaleOf(quantity) !== 'linear') return null;
  const { base } = field;
  const absolute = (lo: number, hi: number): FoundDomain => ({ domain: [lo, hi], relative: [lo - base, hi - base] });
  if (rule.kind === 'fixed') {
    checkDomain(rule.lo, rule.hi);
    return absolute(rule.lo, rule.hi);
  }
  if (quantity.kind === 'grad' && quantity.component === 'direction') return absolute(-Math.PI, Math.PI);
  const relative =
    rule.kind === 'percentiles' ? await fieldPercentiles(context, field, [1, 99]) : await fieldExtent(context, field);
  if (relative === null) return absolute(0, 1);
  const [lo, hi] = relative;
  if (rule.kind === 'symmetric') {
    const reach = Math.max(Math.abs(base + lo), Math.abs(base + hi));
    return absolute(-reach, reach);
  }
  return { domain: [base + lo, base + hi], relative: [lo, hi] };
}

/** What the colour pass divides by and into must be normal numbers of f32. */
function checkDomain(lo: number, hi: number): void {
  const length = hi - lo;
  if (!(length >= 1e-35 && length <= 1e35))
    throw new GpuError(
      `The domain from ${lo} to ${hi} is ${length} long; the GPU draws domains from 1e-35 to 1e35 long: choose another.`,
    );
}
