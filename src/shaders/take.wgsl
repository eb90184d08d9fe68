// The number that is taken of a network: its value behind the head, a component of its exact or finite gradient, its class, its
// pattern or the distance to its nearest crease. head_rise, head_tangent_rise and head_chord are generated and name one of head.wgsl's; anchor, generated too, chooses
// the point that they speak of, and FIRST_CHORD is the first anchor of a finite difference.

// Written by gpu/plan.ts.
struct Take {
  // The gradient at the centre; norm is its length.
  gradient: vec2f,
  // What a finite difference over one step is multiplied by: 1/step, or 1 for np.gradient per index.
  per_step: vec2f,
  norm: f32,
  // The head's scale.
  lambda: f32,
  // The output that is asked for, and the largest one at the centre.
  output: u32,
  top: u32,
  // What is recorded of no unit at all: a pattern's hash, or the bits of the longest distance to a crease.
  seed: u32,
}

fn take_value(take: Take, points: Points) -> vec4f {
  return head_rise(take.output, take.lambda, take.top);
}

// How far the exact derivatives lie above the centre's. A loop, so that the head's code stands in the kernel once.
fn gradient_rise(take: Take) -> array<vec4f, 2> {
  var rise: array<vec4f, 2>;
  for (var axis = 0u; axis < 2u; axis++) {
    rise[axis] = head_tangent_rise(take.output, take.lambda, take.top, axis);
  }
  return rise;
}

fn take_grad_x1(take: Take, points: Points) -> vec4f {
  return head_tangent_rise(take.output, take.lambda, take.top, 0u);
}

fn take_grad_x2(take: Take, points: Points) -> vec4f {
  return head_tangent_rise(take.output, take.lambda, take.top, 1u);
}

// The length of (a, b), whose squares need not be numbers of f32.
fn hypotenuse(a: vec4f, b: vec4f) -> vec4f {
  let larger = max(abs(a), abs(b));
  let ratio = min(abs(a), abs(b)) / larger;
  return select(vec4f(0.0), larger * sqrt(1.0 + ratio * ratio), larger > vec4f(0.0));
}

// |G + r| - |G| = (2 G.r + |r|^2) / (|G + r| + |G|), in units of the longer of the two.
fn take_grad_norm(take: Take, points: Points) -> vec4f {
  let r = gradient_rise(take);
  let g1 = take.gradient.x + r[0];
  let g2 = take.gradient.y + r[1];
  let length_here = hypotenuse(g1, g2);
  let unit = max(length_here, vec4f(take.norm));
  let dot = r[0] / unit * ((take.gradient.x + g1) / unit) + r[1] / unit * ((take.gradient.y + g2) / unit);
  return select(vec4f(0.0), unit * dot / (length_here / unit + take.norm / unit), unit > vec4f(0.0));
}

fn take_grad_direction(take: Take, points: Points) -> vec4f {
  let r = gradient_rise(take);
  return atan2_precise(take.gradient.y + r[1], take.gradient.x + r[0]);
}

fn take_fd_x1(take: Take, points: Points) -> vec4f {
  anchor = FIRST_CHORD;
  return head_chord(take.output, take.lambda, take.top) * take.per_step.x / points.span[0];
}

fn take_fd_x2(take: Take, points: Points) -> vec4f {
  anchor = FIRST_CHORD;
  return head_chord(take.output, take.lambda, take.top) * take.per_step.y / points.span[1];
}

fn take_fd_norm(take: Take, points: Points) -> vec4f {
  var along: array<vec4f, 2>;
  for (var axis = 0u; axis < 2u; axis++) {
    anchor = FIRST_CHORD + axis;
    along[axis] = head_chord(take.output, take.lambda, take.top) * take.per_step[axis] / points.span[axis];
  }
  return hypotenuse(along[0], along[1]);
}

fn take_error_x1(take: Take, points: Points) -> vec4f {
  let exact = take.gradient.x + take_grad_x1(take, points);
  return take_fd_x1(take, points) - exact;
}

fn take_error_x2(take: Take, points: Points) -> vec4f {
  let exact = take.gradient.y + take_grad_x2(take, points);
  return take_fd_x2(take, points) - exact;
}

fn take_error_norm(take: Take, points: Points) -> vec4f {
  let r = gradient_rise(take);
  let g1 = take.gradient.x + r[0];
  let g2 = take.gradient.y + r[1];
  return take_fd_norm(take, points) - hypotenuse(g1, g2);
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
  return bitcast<vec4f>(vec4u(0x20000000u) + (unit_record() >> vec4u(2u)));
}

// The bits of the distance to the nearest crease, after one more unit: `gap` away from its nearest threshold, changing by `along_x1` and
// `along_x2` a step; of its bits those of `kept`, and `mark` in the others. One that does not change is never nearer, nor is anything divided by so little that it overflows.
fn crease_step(nearest: vec4u, gap: vec4f, along_x1: vec4f, along_x2: vec4f, kept: u32, mark: u32) -> vec4u {
  let change = hypotenuse(along_x1, along_x2);
  let own = (bitcast<vec4u>(gap / change) & vec4u(kept)) | vec4u(mark);
  return select(nearest, own, gap < bitcast<vec4f>(nearest) * change);
}

// The bits of a record that number a layer, of 64 at most; written by gpu/plan.ts too.
const LAYER_BITS = 63u;

// model/crease.ts's creaseLayerNumber.
fn take_crease_layer(take: Take, points: Points) -> vec4f {
  let record = unit_record();
  let distance = bitcast<vec4f>(record & vec4u(~LAYER_BITS));
  return vec4f(record & vec4u(LAYER_BITS)) + min(distance / CREASE_FADE, vec4f(1.0 - exp2(-12.0)));
}

const CREASE_FADE = 4.0;

fn take_crease(take: Take, points: Points) -> vec4f {
  return min(bitcast<vec4f>(unit_record()), vec4f(bitcast<f32>(take.seed)));
}
