// The norm of the Hessian: how much the gradient differs between a point's neighbours, those that np.gradient takes its difference over: the next ones
// on both sides, or the point itself where it lies on that edge.

// Written by gpu/hessian-pass.ts.
struct Neighbours {
  // What a difference over one step is multiplied by, along x1 and x2.
  per_step: vec2f,
  // Of the whole grid.
  width: u32,
  height: u32,
  // The grid rows that point 0 of the gradient and of the Hessian lies on.
  gradient_row: u32,
  hessian_row: u32,
  // The Hessian's points [first, end) are this dispatch's.
  first: u32,
  end: u32,
}

@group(0) @binding(0) var<uniform> neighbours: Neighbours;
// The gradient's components, less what they are at the grid's centre.
@group(0) @binding(1) var<storage, read> along_x1: array<f32>;
@group(0) @binding(2) var<storage, read> along_x2: array<f32>;
@group(0) @binding(3) var<storage, read_write> norm: array<f32>;

fn change(low: vec2u, high: vec2u, per_step: f32) -> vec2f {
  let start = (low.y - neighbours.gradient_row) * neighbours.width + low.x;
  let stop = (high.y - neighbours.gradient_row) * neighbours.width + high.x;
  let steps = f32(high.x - low.x + high.y - low.y);
  return vec2f(along_x1[stop] - along_x1[start], along_x2[stop] - along_x2[start]) * per_step / steps;
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let point = neighbours.first + id.x;
  if (point >= neighbours.end) {
    return;
  }
  let place = vec2u(point % neighbours.width, point / neighbours.width + neighbours.hessian_row);
  let low = max(place, vec2u(1u)) - 1u;
  let high = min(place + 1u, vec2u(neighbours.width, neighbours.height) - 1u);
  let changes = vec4f(
    change(vec2u(low.x, place.y), vec2u(high.x, place.y), neighbours.per_step.x),
    change(vec2u(place.x, low.y), vec2u(place.x, high.y), neighbours.per_step.y),
  );
  // Their squares need not be numbers of f32.
  let sizes = abs(changes);
  let largest = max(max(sizes.x, sizes.y), max(sizes.z, sizes.w));
  if (largest == 0.0) {
    norm[point] = 0.0;
  } else {
    norm[point] = largest * length(changes / largest);
  }
}
