// The typed errors of Crease: each message is a sentence that names the value, the limit and the remedy.

/** A network that cannot be: broken shapes, non-finite weights, unknown activations, too large. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/** A grid on which what is asked for has no meaning: too few points along an axis. */
export class GridError extends Error {
  override readonly name = 'GridError';
}

/** Text or bytes that do not say what they should: a spec, a file, a quantity, a colour map. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

/**
 * What stands in the way: no adapter or device, a limit of the GPU, its memory, a shader that does not compile, a device that went away,
 * or a request that no GPU takes.
 */
export type GpuErrorKind = 'request' | 'start' | 'limit' | 'memory' | 'shader' | 'lost';

/** What the GPU, its driver or its limits do not allow. */
export class GpuError extends Error {
  override readonly name = 'GpuError';
  readonly kind: GpuErrorKind;

  constructor(message: string, { kind = 'limit', ...options }: ErrorOptions & { readonly kind?: GpuErrorKind } = {}) {
    super(message, options);
    this.kind = kind;
  }
}
