// The constants of f32 arithmetic that error bounds are made of (Higham, Accuracy and Stability of Numerical Algorithms, chapters 2, 3).

/** Unit roundoff: the relative error of one rounding to f32. */
export const U = 2 ** -24;

/** The smallest normal f32; what is smaller may be flushed to 0. */
export const TINY = 2 ** -126;

/** Of an elementary function in the shaders (numeric.wgsl), absolute where its values are below 1 and relative where it says so. */
export const ELEMENTARY = 16 * U;

/** γ_n = nu/(1 − nu): the relative error of a product of n factors 1 + ε, |ε| ≤ u. A sum of n products has γ_n Σ|product|, in any order. */
export function gamma(n: number): number {
  return (n * U) / (1 - n * U);
}
