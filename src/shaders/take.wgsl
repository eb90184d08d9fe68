// The number that is taken of a network: its value behind the head, a component of its gradient, its class or its pattern.
// head_rise and head_tangent_rise are generated and name one of head.wgsl's.

// Written by gpu/plan.ts.
struct Take {
  // The gradient at the centre, and its norm.
  gradient: vec2f,
  norm: f32,
  // The head's scale.
  lambda: f32,
  // The output that is asked for, and the largest one at the centre.
  output: u32,
  top: u32,
}

fn take_value(take: Take) -> vec4f {
  return head_rise(take.output, take.lambda, take.top);
}

fn take_x1(take: Take) -> vec4f {
  return head_tangent_rise(take.output, take.lambda, take.top, 0u);
}

fn take_x2(take: Take) -> vec4f {
  return head_tangent_rise(take.output, take.lambda, take.top, 1u);
}

// |G + r| - |G| = (2 G.r + |r|^2) / (|G + r| + |G|)
fn take_norm(take: Take) -> vec4f {
  let r1 = take_x1(take);
  let r2 = take_x2(take);
  let g1 = take.gradient.x + r1;
  let g2 = take.gradient.y + r2;
  let sum = sqrt(g1 * g1 + g2 * g2) + take.norm;
  let rise = (r1 * (take.gradient.x + g1) + r2 * (take.gradient.y + g2)) / max(sum, vec4f(1e-37));
  return select(vec4f(0.0), rise, sum > vec4f(0.0));
}

fn take_direction(take: Take) -> vec4f {
  return atan2_precise(take.gradient.y + take_x2(take), take.gradient.x + take_x1(take));
}

fn take_argmax(take: Take) -> vec4f {
  return vec4f(y_best());
}

// The hash of model/pattern.ts.
fn pattern_step(hash: vec4u, piece: vec4f) -> vec4u {
  let mixed = (hash ^ vec4u(piece)) * 0x9e3779b1u;
  return mixed ^ (mixed >> vec4u(15u));
}

fn take_pattern(take: Take) -> vec4f {
  return bitcast<vec4f>(vec4u(0x20000000u) + (pattern_hash() >> vec4u(2u)));
}
