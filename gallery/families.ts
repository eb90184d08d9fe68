// The networks that are searched: a shape, activations and an initialiser each, and a number of seeds.

export interface Family {
  /** What hidden layers have, in turn. */
  readonly activations: readonly string[];
  readonly initialiser: string;
  /** Units of a hidden layer, and how many such layers there are. */
  readonly width: number;
  readonly depth: number;
  readonly seeds: number;
}

const family = (activations: string, initialiser: string, width: number, depth: number, seeds: number): Family => ({
  activations: activations.split(','),
  initialiser,
  width,
  depth,
  seeds,
});

/**
 * Nearly all are without biases and bounded: they fold the plane again and again, and creases come at all scales. Narrow ones fold it into
 * stripes and go deep; wide ones into facets, and are noise sooner. PyTorch's own have creases of at most two layers in most views.
 */
export const FAMILIES: readonly Family[] = [
  family('tent', 'uniform=1.5', 5, 32, 16),
  family('hardtanh', 'uniform=1', 8, 24, 12),
  family('relu,tent', 'uniform=1', 6, 32, 16),
  family('hardtanh', 'uniform=1.5', 6, 48, 12),
  family('abs,hardtanh', 'uniform=1', 8, 20, 12),
  family('leaky-relu,hardtanh', 'uniform=1', 8, 32, 12),
  family('sin', 'uniform=1.2', 4, 20, 6),
  family('abs,tent', 'uniform=1.2', 5, 32, 12),
  family('relu', 'he', 24, 4, 4),
  family('tent', 'uniform=1', 6, 20, 12),
  family('relu', 'torch', 40, 3, 12),
  family('tanh', 'uniform=1.5', 6, 24, 6),
  family('abs', 'torch', 16, 6, 12),
  family('leaky-relu', 'torch', 24, 5, 8),
];

/** The spec of one of a family's networks. */
export function specOf({ activations, initialiser, width, depth }: Family, seed: number): string {
  const hidden = Array.from({ length: depth }, (_, layer) => activations[layer % activations.length]);
  const list = activations.length > 1 ? hidden.join() : activations[0];
  return `2-${`${width}-`.repeat(depth)}1:${list}@${initialiser}:${seed}`;
}
