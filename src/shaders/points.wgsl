// Where the points of a dispatch lie: four consecutive ones a thread, as offsets from the grid's centre.

// Written by gpu/tile.ts.
struct Tile {
  // (width - 1)/2 and (height - 1)/2 of the whole grid: exact, so that offsets are exact multiples of the step.
  half: vec2f,
  // In input units.
  step: vec2f,
  width: u32,
  // The grid row that the buffer's point 0 lies on.
  first_row: u32,
  // The buffer's points [first, end) are this dispatch's; first is a multiple of 4.
  first: u32,
  end: u32,
}

fn offsets(tile: Tile, quad: u32) -> array<vec4f, 2> {
  let point = vec4u(tile.first + 4u * quad) + vec4u(0u, 1u, 2u, 3u);
  let row = point / vec4u(tile.width);
  let column = point - row * tile.width;
  return array<vec4f, 2>(
    (vec4f(column) - tile.half.x) * tile.step.x,
    (vec4f(row + tile.first_row) - tile.half.y) * tile.step.y,
  );
}
