// The constants of f32 arithmetic that error bounds are made of (Higham, Accuracy and Stability of Numerical Algorithms, chapters 2, 3).

/** Unit roundoff: the relative error of one rounding to f32. */
export const U = 2 ** -24;

/** The smallest normal f32; what is smaller may be flushed to 0. */
export const TINY = 2 ** -126;

/**
 * Of an elementary function in numeric.wgsl, relative where it is small and absolute elsewhere. Most of it is exp, which WGSL promises to
 * 3 + 2|x| units of the last place: for expm1 just above 1/2, where 1 is taken off, that is 20 u.
 */
export const ELEMENTARY = 24 * U;

/** γ_n = nu/(1 − nu): the relative error of a product of n factors 1 + ε, |ε| ≤ u. A sum of n products has γ_n Σ|product|, in any order. */
export function gamma(n: number): number {
  return (n * U) / (1 - n * U);
}
