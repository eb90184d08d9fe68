// Draws the edges of a partition as lines of one width on the screen, over the picture that is there.

// Written by gpu/edges-pass.ts. Pixels are the picture's, from its middle, x2 up.
struct Lines {
  // An end lies at its place * zoom + shift.
  zoom: vec2f,
  shift: vec2f,
  // The picture's.
  size: vec2f,
  half_width: f32,
  opacity: f32,
  // Packed sRGB bytes for all lines; 0 where each has its own.
  color: u32,
}

@group(0) @binding(0) var<uniform> lines: Lines;
// Both ends of each edge, in pixels of the view that they were placed for.
@group(0) @binding(1) var<storage, read> ends: array<vec4f>;
// Of each edge, packed sRGB bytes.
@group(0) @binding(2) var<storage, read> colors: array<u32>;

struct Vertex {
  @builtin(position) position: vec4f,
  // From the first end, along the line and across it, in pixels.
  @location(0) at: vec2f,
  @location(1) @interpolate(flat, either) length: f32,
  @location(2) @interpolate(flat, either) color: u32,
}

// Half a pixel around a line is covered in part.
const SOFT = 0.5;
// One triangle an edge, whose right angle lies behind its first end: it holds the line with its margin. A quad would be two triangles, and an
// instance an edge would be drawn by software adapters one after the other.
@vertex
fn place(@builtin(vertex_index) index: u32) -> Vertex {
  let edge = index / 3u;
  let corner = index % 3u;
  let from_end = ends[edge].xy * lines.zoom + lines.shift;
  let to_end = ends[edge].zw * lines.zoom + lines.shift;
  let margin = lines.half_width + SOFT;
  let limit = 0.5 * lines.size + margin;
  var vertex: Vertex;
  if (any(max(from_end, to_end) < -limit) || any(min(from_end, to_end) > limit)) {
    // Nothing of it is in the picture: a triangle without extent.
    return vertex;
  }
  let length = distance(from_end, to_end);
  let direction = select(vec2f(1.0, 0.0), (to_end - from_end) / length, length > 0.0);
  vertex.at = vec2f(
    select(-margin, 2.0 * length + 3.0 * margin, corner == 1u),
    select(-margin, 3.0 * margin, corner == 2u),
  );
  let pixel = from_end + vertex.at.x * direction + vertex.at.y * vec2f(-direction.y, direction.x);
  vertex.position = vec4f(2.0 * pixel / lines.size, 0.0, 1.0);
  vertex.length = length;
  vertex.color = select(lines.color, colors[edge], lines.color == 0u);
  return vertex;
}

@fragment
fn shade(vertex: Vertex) -> @location(0) vec4f {
  // The ends are round, so that lines which meet leave no notch between them.
  let beyond = max(max(-vertex.at.x, vertex.at.x - vertex.length), 0.0);
  let away = length(vec2f(beyond, vertex.at.y));
  // A line narrower than a pixel covers a part of those that it crosses.
  let covered = clamp(lines.half_width + SOFT - away, 0.0, min(1.0, 2.0 * lines.half_width));
  return vec4f(unpack4x8unorm(vertex.color).rgb, covered * lines.opacity);
}

struct End {
  @builtin(position) position: vec4f,
  @location(0) @interpolate(flat, either) color: u32,
}

// Of a draft: both ends of a line that the adapter draws itself, a pixel wide and with steps.
@vertex
fn place_end(@builtin(vertex_index) index: u32) -> End {
  let edge = ends[index / 2u];
  let pixel = select(edge.xy, edge.zw, index % 2u == 1u) * lines.zoom + lines.shift;
  return End(vec4f(2.0 * pixel / lines.size, 0.0, 1.0), colors[index / 2u]);
}

@fragment
fn shade_end(end: End) -> @location(0) vec4f {
  return vec4f(unpack4x8unorm(end.color).rgb, lines.opacity);
}
