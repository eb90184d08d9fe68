// The colours that a quantity gets where nobody chooses others.
import type { Colouring } from './colouring.ts';
import type { Quantity } from './quantity.ts';

const PLAIN: Colouring = { colormap: 'viridis', reversed: false, domain: { kind: 'extent' }, contours: 0 };
const NORM: Colouring = { ...PLAIN, colormap: 'magma' };
const SIGNED: Colouring = { ...PLAIN, colormap: 'coolwarm', domain: { kind: 'symmetric' } };
/** Dark lines about 1.5 steps wide on a light ground, as smooth at their edges as a pen's. */
const LINES: Colouring = { ...PLAIN, colormap: 'gray', domain: { kind: 'fixed', lo: 0, hi: 1.5 } };

/** Diverging about 0 for what has a sign, cyclic for angles, distinct colours for classes and patterns. */
export function defaultColouring(quantity: Quantity): Colouring {
  switch (quantity.kind) {
    case 'value':
    case 'activation':
      return PLAIN;
    case 'probability':
      return { ...PLAIN, domain: { kind: 'fixed', lo: 0, hi: 1 } };
    case 'argmax':
    case 'pattern':
      return { ...PLAIN, colormap: 'tab20' };
    case 'crease':
      return LINES;
    case 'crease-layer':
      return { ...PLAIN, colormap: 'plasma' };
    case 'hessian':
      // From 0, so that what bends alike everywhere is not told apart by f32's rounding.
      return { ...NORM, domain: { kind: 'from-zero' } };
    case 'error':
    case 'preactivation':
      return SIGNED;
    case 'fd':
    case 'grad':
      if (quantity.component === 'norm') return NORM;
      if (quantity.component === 'direction')
        return { ...PLAIN, colormap: 'twilight', domain: { kind: 'fixed', lo: -Math.PI, hi: Math.PI } };
      return SIGNED;
  }
}
