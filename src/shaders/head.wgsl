// The heads as perturbations, over accessors that are defined elsewhere: y_rise(j) is how far output j lies above its value at the
// grid's centre, y_tangent_rise(j, axis) how far its derivative does, y_chord(j) how far output j rises to the second point of a
// finite difference; head_reference(j) = (Y_j - Y_top, P_j, T_j1, T_j2) at the centre, with P = softmax(lambda Y) and top the largest Y.
// OUTPUTS is a generated constant.

// Softmax over the outputs: near the centre by differences of exponentials, elsewhere directly.
struct Normaliser {
  is_near: vec4<bool>,
  // Sum of P_j (exp(lambda d_j) - 1), d_j relative to the top's.
  rise: vec4f,
  // The largest lambda (y_j - Y_top), and the sum of exp(lambda (y_j - Y_top) - largest).
  largest: vec4f,
  total: vec4f,
}

fn y_relative(j: u32) -> vec4f {
  return head_reference(j).x + y_rise(j);
}

fn y_best() -> vec4u {
  var best = vec4u(0u);
  var value = y_relative(0u);
  for (var j = 1u; j < OUTPUTS; j++) {
    let candidate = y_relative(j);
    let wins = candidate > value;
    best = select(best, vec4u(j), wins);
    value = select(value, candidate, wins);
  }
  return best;
}

fn normalise(lambda: f32, top: u32) -> Normaliser {
  var n: Normaliser;
  n.largest = lambda * y_relative(0u);
  var reach = vec4f(0.0);
  for (var j = 0u; j < OUTPUTS; j++) {
    let d = lambda * (y_rise(j) - y_rise(top));
    reach = max(reach, abs(d));
    n.rise += head_reference(j).y * expm1(d);
    n.largest = max(n.largest, lambda * y_relative(j));
  }
  for (var j = 0u; j < OUTPUTS; j++) {
    n.total += exp(lambda * y_relative(j) - n.largest);
  }
  n.is_near = reach < vec4f(0.25);
  return n;
}

// p_j - P_j
fn probability_rise(n: Normaliser, lambda: f32, top: u32, j: u32) -> vec4f {
  let p = head_reference(j).y;
  let d = lambda * (y_rise(j) - y_rise(top));
  let close = p * (expm1(d) - n.rise) / (1.0 + n.rise);
  return select(exp(lambda * y_relative(j) - n.largest) / n.total - p, close, n.is_near);
}

fn none_rise(k: u32, lambda: f32, top: u32) -> vec4f {
  return y_rise(k);
}
fn none_tangent_rise(k: u32, lambda: f32, top: u32, axis: u32) -> vec4f {
  return y_tangent_rise(k, axis);
}

fn softmax_rise(k: u32, lambda: f32, top: u32) -> vec4f {
  return probability_rise(normalise(lambda, top), lambda, top, k);
}
// The derivative is lambda p_k s with s = sum p_j (t_k - t_j); both factors are carried as centre + rise.
fn softmax_tangent_rise(k: u32, lambda: f32, top: u32, axis: u32) -> vec4f {
  let n = normalise(lambda, top);
  let t_k = head_reference(k)[2u + axis];
  var s = 0.0;
  var s_rise = vec4f(0.0);
  for (var j = 0u; j < OUTPUTS; j++) {
    let h = head_reference(j);
    let p_rise = probability_rise(n, lambda, top, j);
    s += h.y * (t_k - h[2u + axis]);
    s_rise += p_rise * (t_k - h[2u + axis]) + (h.y + p_rise) * (y_tangent_rise(k, axis) - y_tangent_rise(j, axis));
  }
  let p_rise = probability_rise(n, lambda, top, k);
  return lambda * (p_rise * s + (head_reference(k).y + p_rise) * s_rise);
}

fn log_sum_exp_rise(k: u32, lambda: f32, top: u32) -> vec4f {
  let n = normalise(lambda, top);
  let close = y_rise(top) + log1p(n.rise) / lambda;
  return select((n.largest + log(n.total) + log(head_reference(top).y)) / lambda, close, n.is_near);
}
fn log_sum_exp_tangent_rise(k: u32, lambda: f32, top: u32, axis: u32) -> vec4f {
  let n = normalise(lambda, top);
  let t_top = head_reference(top)[2u + axis];
  var rise = vec4f(0.0);
  for (var j = 0u; j < OUTPUTS; j++) {
    let h = head_reference(j);
    let p_rise = probability_rise(n, lambda, top, j);
    rise += p_rise * (h[2u + axis] - t_top) + (h.y + p_rise) * y_tangent_rise(j, axis);
  }
  return rise;
}

// The largest y, relative to the centre's.
fn largest_here() -> vec4f {
  var largest = y_relative(0u);
  for (var j = 1u; j < OUTPUTS; j++) {
    largest = max(largest, y_relative(j));
  }
  return largest;
}

fn max_rise(k: u32, lambda: f32, top: u32) -> vec4f {
  return largest_here();
}
fn max_tangent_rise(k: u32, lambda: f32, top: u32, axis: u32) -> vec4f {
  let best = y_best();
  var rise = vec4f(0.0);
  for (var j = 0u; j < OUTPUTS; j++) {
    let t = head_reference(j)[2u + axis] - head_reference(top)[2u + axis] + y_tangent_rise(j, axis);
    rise = select(rise, t, best == vec4u(j));
  }
  return rise;
}

fn one_hot_rise(k: u32, lambda: f32, top: u32) -> vec4f {
  return select(vec4f(0.0), vec4f(1.0), y_best() == vec4u(k)) - select(0.0, 1.0, top == k);
}
fn one_hot_tangent_rise(k: u32, lambda: f32, top: u32, axis: u32) -> vec4f {
  return vec4f(0.0);
}

// From here on the heads between two points: h(y + c) - h(y), as chord.wgsl does for activations.

fn none_chord(k: u32, lambda: f32, top: u32) -> vec4f {
  return y_chord(k);
}

// The softmax moves by p_k (e_k - s) / (1 + s), e_j = exp(lambda c_j) - 1 relative to the top's, s = sum p_j e_j.
struct Move {
  is_close: vec4<bool>,
  sum: vec4f,
  largest: vec4f,
  total: vec4f,
}

fn move_of(n: Normaliser, lambda: f32, top: u32) -> Move {
  var m: Move;
  var reach = vec4f(0.0);
  m.largest = lambda * (y_relative(0u) + y_chord(0u));
  for (var j = 0u; j < OUTPUTS; j++) {
    let c = lambda * (y_chord(j) - y_chord(top));
    reach = max(reach, abs(c));
    m.sum += (head_reference(j).y + probability_rise(n, lambda, top, j)) * expm1(c);
    m.largest = max(m.largest, lambda * (y_relative(j) + y_chord(j)));
  }
  for (var j = 0u; j < OUTPUTS; j++) {
    m.total += exp(lambda * (y_relative(j) + y_chord(j)) - m.largest);
  }
  m.is_close = reach < vec4f(0.25);
  return m;
}

fn softmax_chord(k: u32, lambda: f32, top: u32) -> vec4f {
  let n = normalise(lambda, top);
  let m = move_of(n, lambda, top);
  let p = head_reference(k).y + probability_rise(n, lambda, top, k);
  let near_step = p * (expm1(lambda * (y_chord(k) - y_chord(top))) - m.sum) / (1.0 + m.sum);
  return select(exp(lambda * (y_relative(k) + y_chord(k)) - m.largest) / m.total - p, near_step, m.is_close);
}

fn log_sum_exp_chord(k: u32, lambda: f32, top: u32) -> vec4f {
  let n = normalise(lambda, top);
  let m = move_of(n, lambda, top);
  let far_step = ((m.largest - n.largest) + (log(m.total) - log(n.total))) / lambda;
  return select(far_step, y_chord(top) + log1p(m.sum) / lambda, m.is_close);
}

// Relative to the largest at the first point, so that where it stays the largest its own chord comes out unrounded.
fn max_chord(k: u32, lambda: f32, top: u32) -> vec4f {
  let here = largest_here();
  var there = y_relative(0u) - here + y_chord(0u);
  for (var j = 1u; j < OUTPUTS; j++) {
    there = max(there, y_relative(j) - here + y_chord(j));
  }
  return there;
}

fn one_hot_chord(k: u32, lambda: f32, top: u32) -> vec4f {
  let here = largest_here();
  var best = vec4u(0u);
  var value = y_relative(0u) - here + y_chord(0u);
  for (var j = 1u; j < OUTPUTS; j++) {
    let candidate = y_relative(j) - here + y_chord(j);
    let wins = candidate > value;
    best = select(best, vec4u(j), wins);
    value = select(value, candidate, wins);
  }
  let there = select(vec4f(0.0), vec4f(1.0), best == vec4u(k));
  return there - select(vec4f(0.0), vec4f(1.0), y_best() == vec4u(k));
}
