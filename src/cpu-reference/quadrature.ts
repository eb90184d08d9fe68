// Gauss and Legendre's quadrature: integrals of smooth functions over [0, 1].

/** Nodes on (0, 1) and weights of the 10-point rule over [−1, 1], which is symmetric (Abramowitz & Stegun, table 25.4). */
const RULE = [
  [0.14887433898163122, 0.29552422471475287],
  [0.4333953941292472, 0.26926671930999635],
  [0.6794095682990244, 0.21908636251598204],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.06667134430868814],
] as const;

/** ∫₀¹ f(s) ds; exact for polynomials up to degree 19. */
export function integrate(f: (s: number) => number): number {
  return RULE.reduce((sum, [node, weight]) => sum + 0.5 * weight * (f(0.5 - 0.5 * node) + f(0.5 + 0.5 * node)), 0);
}

/** The same of every component of a vector function. */
export function integrateVector(f: (s: number) => Float64Array): Float64Array {
  const values = RULE.map(([node]) => [f(0.5 - 0.5 * node), f(0.5 + 0.5 * node)] as const);
  return f(0).map((_, k) => RULE.reduce((sum, [, weight], n) => sum + 0.5 * weight * (values[n][0][k] + values[n][1][k]), 0));
}
