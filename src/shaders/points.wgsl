// Where the points of a dispatch lie: four consecutive ones a thread, as offsets from the grid's centre.

// Written by gpu/uniforms.ts.
struct Tile {
  // (width - 1)/2 and (height - 1)/2 of the whole grid: exact, so that offsets are exact multiples of the step.
  half: vec2f,
  // In input units.
  step: vec2f,
  // From the centre to the grid's middle.
  shift: vec2f,
  width: u32,
  height: u32,
  // The grid row that the buffer's point 0 lies on.
  first_row: u32,
  // The buffer's points [first, end) are this dispatch's; first is a multiple of 4.
  first: u32,
  end: u32,
}

// Four points, and for each axis the neighbours that np.gradient takes its difference over: the next ones on both sides, or the point
// itself where it lies on that edge.
struct Points {
  // Offsets from the centre along x1 and x2.
  here: array<vec4f, 2>,
  // Of the lower neighbour, along its own axis.
  low: array<vec4f, 2>,
  // From the lower to the upper neighbour, in steps: 2 inside, 1 at an edge.
  span: array<vec4f, 2>,
}

fn points_of(tile: Tile, quad: u32) -> Points {
  let point = vec4u(tile.first + 4u * quad) + vec4u(0u, 1u, 2u, 3u);
  let row_in_buffer = point / vec4u(tile.width);
  let column = point - row_in_buffer * tile.width;
  let row = row_in_buffer + tile.first_row;
  let low_column = max(column, vec4u(1u)) - 1u;
  let low_row = max(row, vec4u(1u)) - 1u;
  var p: Points;
  p.here = array<vec4f, 2>(
    (vec4f(column) - tile.half.x) * tile.step.x + tile.shift.x,
    (vec4f(row) - tile.half.y) * tile.step.y + tile.shift.y,
  );
  p.low = array<vec4f, 2>(
    (vec4f(low_column) - tile.half.x) * tile.step.x + tile.shift.x,
    (vec4f(low_row) - tile.half.y) * tile.step.y + tile.shift.y,
  );
  p.span = array<vec4f, 2>(
    vec4f(min(column + 1u, vec4u(tile.width - 1u)) - low_column),
    vec4f(min(row + 1u, vec4u(tile.height - 1u)) - low_row),
  );
  return p;
}
