// How many finite numbers of a field fall into each of BINS equal bins, below the first and above the last.

// Written by gpu/statistics-pass.ts.
struct Span {
  first: u32,
  end: u32,
  lo: f32,
  // Bins per unit.
  scale: f32,
}

const BINS = 1024u;

@group(0) @binding(0) var<uniform> span: Span;
@group(0) @binding(1) var<storage, read> field: array<f32>;
// [0]: below, [1 + b]: bin b, [BINS + 1]: above.
@group(0) @binding(2) var<storage, read_write> counts: array<atomic<u32>>;

var<workgroup> bins: array<atomic<u32>, 1026>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) index: u32) {
  for (var b = index; b < BINS + 2u; b += 256u) {
    atomicStore(&bins[b], 0u);
  }
  workgroupBarrier();
  for (var point = span.first + id.x; point < span.end; point += groups.x * 256u) {
    let value = field[point];
    if ((bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u) {
      let position = clamp((value - span.lo) * span.scale, -1.0, f32(BINS));
      atomicAdd(&bins[u32(floor(position) + 1.0)], 1u);
    }
  }
  workgroupBarrier();
  for (var b = index; b < BINS + 2u; b += 256u) {
    let count = atomicLoad(&bins[b]);
    if (count > 0u) {
      atomicAdd(&counts[b], count);
    }
  }
}
