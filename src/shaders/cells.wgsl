// Fills the cells of a partition over the picture that is there, each in its colour.

// Written by gpu/cells-pass.ts. Pixels are the picture's, from its middle, x2 up.
struct Cells {
  // A corner lies at its place * zoom + shift.
  zoom: vec2f,
  shift: vec2f,
  // The picture's.
  size: vec2f,
}

@group(0) @binding(0) var<uniform> cells: Cells;
// In pixels of the view that they were placed for.
@group(0) @binding(1) var<storage, read> corners: array<vec2f>;
// Three corners for each triangle.
@group(0) @binding(2) var<storage, read> triangles: array<u32>;
// Of each corner its cell's, as packed sRGB bytes.
@group(0) @binding(3) var<storage, read> colors: array<u32>;

struct Vertex {
  @builtin(position) position: vec4f,
  @location(0) @interpolate(flat, either) color: u32,
}

@vertex
fn place(@builtin(vertex_index) index: u32) -> Vertex {
  let corner = triangles[index];
  let pixel = corners[corner] * cells.zoom + cells.shift;
  var vertex: Vertex;
  vertex.position = vec4f(2.0 * pixel / cells.size, 0.0, 1.0);
  vertex.color = colors[corner];
  return vertex;
}

@fragment
fn shade(vertex: Vertex) -> @location(0) vec4f {
  return unpack4x8unorm(vertex.color);
}
