// The activations as perturbations: how f(Z + d) and f'(Z + d) differ from f(Z) and f'(Z), without subtracting nearly equal
// numbers, and the piece Z + d lies on. Z belongs to the grid's centre and comes in a Reference; d is the difference of four points.
// chord.wgsl does the same between two points.

// What a unit does at the centre; written by gpu/packing.ts.
struct Reference {
  // Piecewise linear: threshold - Z for each threshold, ascending; leaky relu's slope last. Smooth: Z (for sin within a turn), g(Z),
  // c1, c2.
  a: vec4f,
  // Smooth: c3 to c6, where f(Z + d) = f(Z) + c1 d + c2 d^2 + ...; elu: exp(min(Z, 0)).
  b: vec4f,
  // dZ/dx1, dZ/dx2, f'(Z), -Z.
  t: vec4f,
}

// relu(Z + d) - relu(Z), where k = -Z.
fn ramp(d: vec4f, k: f32) -> vec4f {
  return max(d, vec4f(k)) - max(0.0, k);
}

// clamp(Z + d, lower, upper) - clamp(Z, lower, upper), where lo = lower - Z and hi = upper - Z.
fn segment(d: vec4f, lo: f32, hi: f32) -> vec4f {
  return clamp(d, vec4f(lo), vec4f(hi)) - clamp(0.0, lo, hi);
}

fn above(d: vec4f, k: f32) -> vec4f {
  return select(vec4f(0.0), vec4f(1.0), d > vec4f(k));
}

fn between(d: vec4f, lo: f32, hi: f32) -> vec4f {
  return select(vec4f(0.0), vec4f(1.0), (d > vec4f(lo)) & (d < vec4f(hi)));
}

// Where the Taylor polynomial is used: its truncation and the direct difference's rounding are both about 1e-6 there.
fn near(d: vec4f) -> vec4<bool> {
  return abs(d) < vec4f(0.125);
}

fn smooth_rise(d: vec4f, r: Reference, direct: vec4f) -> vec4f {
  let series = d * (r.a.z + d * (r.a.w + d * (r.b.x + d * (r.b.y + d * (r.b.z + d * r.b.w)))));
  return select(direct, series, near(d));
}

fn smooth_slope_rise(d: vec4f, r: Reference, slope: vec4f) -> vec4f {
  let series = d * (2.0 * r.a.w + d * (3.0 * r.b.x + d * (4.0 * r.b.y + d * (5.0 * r.b.z + d * (6.0 * r.b.w)))));
  return select(slope - r.t.z, series, near(d));
}

// For each activation: rise f(Z + d) - f(Z), slope_rise f'(Z + d) - f'(Z), piece: the number of thresholds below Z + d.

fn identity_rise(d: vec4f, r: Reference) -> vec4f { return d; }
fn identity_slope_rise(d: vec4f, r: Reference) -> vec4f { return vec4f(0.0); }
fn identity_piece(d: vec4f, r: Reference) -> vec4f { return vec4f(0.0); }

fn relu_rise(d: vec4f, r: Reference) -> vec4f { return ramp(d, r.a.x); }
fn relu_slope_rise(d: vec4f, r: Reference) -> vec4f { return above(d, r.a.x) - r.t.z; }
fn relu_piece(d: vec4f, r: Reference) -> vec4f { return above(d, r.a.x); }

fn leaky_relu_rise(d: vec4f, r: Reference) -> vec4f { return r.a.w * d + (1.0 - r.a.w) * ramp(d, r.a.x); }
fn leaky_relu_slope_rise(d: vec4f, r: Reference) -> vec4f {
  return select(vec4f(r.a.w), vec4f(1.0), d > vec4f(r.a.x)) - r.t.z;
}
fn leaky_relu_piece(d: vec4f, r: Reference) -> vec4f { return above(d, r.a.x); }

fn abs_rise(d: vec4f, r: Reference) -> vec4f { return 2.0 * ramp(d, r.a.x) - d; }
fn abs_slope_rise(d: vec4f, r: Reference) -> vec4f {
  return above(d, r.a.x) - select(vec4f(0.0), vec4f(1.0), d < vec4f(r.a.x)) - r.t.z;
}
fn abs_piece(d: vec4f, r: Reference) -> vec4f { return above(d, r.a.x); }

fn hardtanh_rise(d: vec4f, r: Reference) -> vec4f { return segment(d, r.a.x, r.a.y); }
fn hardtanh_slope_rise(d: vec4f, r: Reference) -> vec4f { return between(d, r.a.x, r.a.y) - r.t.z; }
fn hardtanh_piece(d: vec4f, r: Reference) -> vec4f { return above(d, r.a.x) + above(d, r.a.y); }

fn step_rise(d: vec4f, r: Reference) -> vec4f { return above(d, r.a.x) - above(vec4f(0.0), r.a.x); }
fn step_slope_rise(d: vec4f, r: Reference) -> vec4f { return vec4f(0.0); }
fn step_piece(d: vec4f, r: Reference) -> vec4f { return above(d, r.a.x); }

fn tent_rise(d: vec4f, r: Reference) -> vec4f { return 2.0 * segment(d, r.a.x, r.a.y) - 2.0 * segment(d, r.a.y, r.a.z); }
fn tent_slope_rise(d: vec4f, r: Reference) -> vec4f {
  let up = select(vec4f(0.0), vec4f(2.0), (d > vec4f(r.a.x)) & (d <= vec4f(r.a.y)));
  return up - 2.0 * between(d, r.a.y, r.a.z) - r.t.z;
}
fn tent_piece(d: vec4f, r: Reference) -> vec4f { return above(d, r.a.x) + above(d, r.a.y) + above(d, r.a.z); }

fn tanh_rise(d: vec4f, r: Reference) -> vec4f { return smooth_rise(d, r, tanh_precise(r.a.x + d) - r.a.y); }
fn tanh_slope_rise(d: vec4f, r: Reference) -> vec4f {
  let e = exp(-2.0 * abs(r.a.x + d));
  return smooth_slope_rise(d, r, 4.0 * e / ((1.0 + e) * (1.0 + e)));
}
fn tanh_piece(d: vec4f, r: Reference) -> vec4f { return above(d, -r.a.x); }

fn sigmoid_rise(d: vec4f, r: Reference) -> vec4f { return smooth_rise(d, r, sigmoid_precise(r.a.x + d) - r.a.y); }
fn sigmoid_slope_rise(d: vec4f, r: Reference) -> vec4f {
  let e = exp(-abs(r.a.x + d));
  return smooth_slope_rise(d, r, e / ((1.0 + e) * (1.0 + e)));
}
fn sigmoid_piece(d: vec4f, r: Reference) -> vec4f { return above(d, -r.a.x); }

// softplus, silu and gelu are relu plus a bounded remainder g, so that the direct difference is as good far out as near 0.
fn softplus_rise(d: vec4f, r: Reference) -> vec4f {
  return smooth_rise(d, r, ramp(d, -r.a.x) + (log1p(exp(-abs(r.a.x + d))) - r.a.y));
}
fn softplus_slope_rise(d: vec4f, r: Reference) -> vec4f { return smooth_slope_rise(d, r, sigmoid_precise(r.a.x + d)); }
fn softplus_piece(d: vec4f, r: Reference) -> vec4f { return above(d, -r.a.x); }

fn silu_rise(d: vec4f, r: Reference) -> vec4f {
  let z = r.a.x + d;
  return smooth_rise(d, r, ramp(d, -r.a.x) + (-abs(z) * sigmoid_precise(-abs(z)) - r.a.y));
}
fn silu_slope_rise(d: vec4f, r: Reference) -> vec4f {
  let z = r.a.x + d;
  return smooth_slope_rise(d, r, sigmoid_precise(z) * (1.0 + z * sigmoid_precise(-z)));
}
fn silu_piece(d: vec4f, r: Reference) -> vec4f { return above(d, -r.a.x); }

fn gelu_rise(d: vec4f, r: Reference) -> vec4f {
  let z = r.a.x + d;
  return smooth_rise(d, r, ramp(d, -r.a.x) + (-abs(z) * normal_tail(z) - r.a.y));
}
fn gelu_slope_rise(d: vec4f, r: Reference) -> vec4f {
  let z = r.a.x + d;
  let tail = normal_tail(z);
  let density = exp(-0.5 * z * z) * 0.3989422804014327;
  return smooth_slope_rise(d, r, select(1.0 - tail, tail, z < vec4f(0.0)) + z * density);
}
fn gelu_piece(d: vec4f, r: Reference) -> vec4f { return above(d, -r.a.x); }

fn sin_rise(d: vec4f, r: Reference) -> vec4f { return smooth_rise(d, r, sin_quarter(r.a.x + d, 0) - r.a.y); }
fn sin_slope_rise(d: vec4f, r: Reference) -> vec4f { return smooth_slope_rise(d, r, sin_quarter(r.a.x + d, 1)); }
fn sin_piece(d: vec4f, r: Reference) -> vec4f { return above(d, r.t.w); }

// elu's second derivative jumps at 0, so no series: relu plus exp(min(z, 0)) - 1. E = exp(min(Z, 0)) may underflow where exp(min(z, 0))
// does not, so only small moves `below` of the exponent go by exp(u + v) - exp(u) = exp(u) (exp(v) - 1).
fn elu_exponential_rise(d: vec4f, r: Reference) -> vec4f {
  let below = min(d, vec4f(r.a.x)) - min(0.0, r.a.x);
  return select(exp(min(d - r.a.x, vec4f(0.0))) - r.b.x, r.b.x * expm1(below), abs(below) < vec4f(0.5));
}
fn elu_rise(d: vec4f, r: Reference) -> vec4f { return ramp(d, r.a.x) + elu_exponential_rise(d, r); }
fn elu_slope_rise(d: vec4f, r: Reference) -> vec4f { return elu_exponential_rise(d, r); }
fn elu_piece(d: vec4f, r: Reference) -> vec4f { return above(d, r.a.x); }
