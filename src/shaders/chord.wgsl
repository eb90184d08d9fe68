// The activations between two points: f(Z + d + c) - f(Z + d), to a few ULP of itself however small c is. Finite differences are carried
// through the layers by these: a difference of two evaluated values would keep only the digits in which they differ.

// relu(c - k) - relu(-k)
fn ramp_from(c: vec4f, k: vec4f) -> vec4f {
  return max(c, k) - max(vec4f(0.0), k);
}

fn segment_from(c: vec4f, lo: vec4f, hi: vec4f) -> vec4f {
  return clamp(c, lo, hi) - clamp(vec4f(0.0), lo, hi);
}

// Where the smooth functions' addition theorems are used; beyond, two rises differ by enough to be subtracted.
fn close(c: vec4f) -> vec4<bool> {
  return abs(c) < vec4f(0.5);
}

// sigmoid(z + c) - sigmoid(z), by the addition theorem of the exponential.
fn sigmoid_step(z: vec4f, c: vec4f) -> vec4f {
  let s = sigmoid_precise(z);
  let e = expm1(c);
  return s * sigmoid_precise(-z) * e / (1.0 + s * e);
}

// The standard normal distribution function at z + c less at z: Gauss and Legendre's rule with four nodes over the density.
fn normal_step(z: vec4f, c: vec4f) -> vec4f {
  let m = z + 0.5 * c;
  let inner = 0.16999052179242813 * c;
  let outer = 0.43056815579702629 * c;
  let near_sum = exp(-0.5 * (m - inner) * (m - inner)) + exp(-0.5 * (m + inner) * (m + inner));
  let far_sum = exp(-0.5 * (m - outer) * (m - outer)) + exp(-0.5 * (m + outer) * (m + outer));
  return c * 0.3989422804014327 * (0.32607257743127307 * near_sum + 0.17392742256872693 * far_sum);
}

fn normal_cdf(z: vec4f) -> vec4f {
  let tail = normal_tail(z);
  return select(1.0 - tail, tail, z < vec4f(0.0));
}

fn identity_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f { return c; }

fn relu_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f { return ramp_from(c, r.a.x - d); }

fn leaky_relu_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f {
  return r.a.w * c + (1.0 - r.a.w) * ramp_from(c, r.a.x - d);
}

fn abs_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f { return 2.0 * ramp_from(c, r.a.x - d) - c; }

fn hardtanh_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f { return segment_from(c, r.a.x - d, r.a.y - d); }

fn step_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f { return above(d + c, r.a.x) - above(d, r.a.x); }

fn tent_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f {
  return 2.0 * segment_from(c, r.a.x - d, r.a.y - d) - 2.0 * segment_from(c, r.a.y - d, r.a.z - d);
}

fn tanh_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f {
  return select(tanh_rise(d + c, r) - tanh_rise(d, r), 2.0 * sigmoid_step(2.0 * (r.a.x + d), 2.0 * c), close(c));
}

fn sigmoid_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f {
  return select(sigmoid_rise(d + c, r) - sigmoid_rise(d, r), sigmoid_step(r.a.x + d, c), close(c));
}

fn softplus_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f {
  return select(softplus_rise(d + c, r) - softplus_rise(d, r), log1p(sigmoid_precise(r.a.x + d) * expm1(c)), close(c));
}

fn silu_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f {
  let z = r.a.x + d;
  return select(silu_rise(d + c, r) - silu_rise(d, r), c * sigmoid_precise(z + c) + z * sigmoid_step(z, c), close(c));
}

fn gelu_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f {
  let z = r.a.x + d;
  return select(gelu_rise(d + c, r) - gelu_rise(d, r), c * normal_cdf(z + c) + z * normal_step(z, c), close(c));
}

fn sin_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f {
  return 2.0 * sin_quarter(r.a.x + d + 0.5 * c, 1) * sin_quarter(0.5 * c, 0);
}

fn elu_chord(d: vec4f, c: vec4f, r: Reference) -> vec4f {
  let k = r.a.x - d;
  let here = exp(min(-k, vec4f(0.0)));
  let below = min(c, k) - min(vec4f(0.0), k);
  return ramp_from(c, k) + select(exp(min(c - k, vec4f(0.0))) - here, here * expm1(below), close(below));
}
