// The number that is taken of a network: its value behind the head, a component of its exact or finite gradient, its class or its
// pattern. head_rise, head_tangent_rise and head_chord are generated and name one of head.wgsl's; anchor, generated too, chooses
// the point that they speak of, and FIRST_CHORD is the first anchor of a finite difference.

// Written by gpu/plan.ts.
struct Take {
  // The gradient at the centre, and its norm.
  gradient: vec2f,
  norm: f32,
  // What a finite difference over one step is multiplied by: 1/step, or 1 for np.gradient per index.
  per_step_x1: f32,
  per_step_x2: f32,
  // The head's scale.
  lambda: f32,
  // The output that is asked for, and the largest one at the centre.
  output: u32,
  top: u32,
}

fn take_value(take: Take, points: Points) -> vec4f {
  return head_rise(take.output, take.lambda, take.top);
}

fn rise_x1(take: Take) -> vec4f {
  return head_tangent_rise(take.output, take.lambda, take.top, 0u);
}

fn rise_x2(take: Take) -> vec4f {
  return head_tangent_rise(take.output, take.lambda, take.top, 1u);
}

fn take_grad_x1(take: Take, points: Points) -> vec4f {
  return rise_x1(take);
}

fn take_grad_x2(take: Take, points: Points) -> vec4f {
  return rise_x2(take);
}

// |G + r| - |G| = (2 G.r + |r|^2) / (|G + r| + |G|)
fn take_grad_norm(take: Take, points: Points) -> vec4f {
  let r1 = rise_x1(take);
  let r2 = rise_x2(take);
  let g1 = take.gradient.x + r1;
  let g2 = take.gradient.y + r2;
  let sum = sqrt(g1 * g1 + g2 * g2) + take.norm;
  let rise = (r1 * (take.gradient.x + g1) + r2 * (take.gradient.y + g2)) / max(sum, vec4f(1e-37));
  return select(vec4f(0.0), rise, sum > vec4f(0.0));
}

fn take_grad_direction(take: Take, points: Points) -> vec4f {
  return atan2_precise(take.gradient.y + rise_x2(take), take.gradient.x + rise_x1(take));
}

fn take_fd_x1(take: Take, points: Points) -> vec4f {
  anchor = FIRST_CHORD;
  return head_chord(take.output, take.lambda, take.top) * take.per_step_x1 / points.span[0];
}

fn take_fd_x2(take: Take, points: Points) -> vec4f {
  anchor = FIRST_CHORD;
  return head_chord(take.output, take.lambda, take.top) * take.per_step_x2 / points.span[1];
}

fn take_fd_norm(take: Take, points: Points) -> vec4f {
  let along_x1 = take_fd_x1(take, points);
  anchor = FIRST_CHORD + 1u;
  let along_x2 = head_chord(take.output, take.lambda, take.top) * take.per_step_x2 / points.span[1];
  return sqrt(along_x1 * along_x1 + along_x2 * along_x2);
}

fn take_error_x1(take: Take, points: Points) -> vec4f {
  let exact = take.gradient.x + rise_x1(take);
  return take_fd_x1(take, points) - exact;
}

fn take_error_x2(take: Take, points: Points) -> vec4f {
  let exact = take.gradient.y + rise_x2(take);
  return take_fd_x2(take, points) - exact;
}

fn take_error_norm(take: Take, points: Points) -> vec4f {
  let g1 = take.gradient.x + rise_x1(take);
  let g2 = take.gradient.y + rise_x2(take);
  return take_fd_norm(take, points) - sqrt(g1 * g1 + g2 * g2);
}

fn take_argmax(take: Take, points: Points) -> vec4f {
  return vec4f(y_best());
}

// The hash of model/pattern.ts.
fn pattern_step(hash: vec4u, piece: vec4f) -> vec4u {
  let mixed = (hash ^ vec4u(piece)) * 0x9e3779b1u;
  return mixed ^ (mixed >> vec4u(15u));
}

fn take_pattern(take: Take, points: Points) -> vec4f {
  return bitcast<vec4f>(vec4u(0x20000000u) + (pattern_hash() >> vec4u(2u)));
}
