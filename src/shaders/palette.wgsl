// How a number becomes a colour: which entry of the colour map, and how much of a contour lies over it.

// Written by gpu/palette.ts. Colours are packed sRGB bytes.
struct Palette {
  // Where the domain begins, relative to the field's base, and 1 / its length, 0 where it has none.
  lo: f32,
  inverse_length: f32,
  contours: f32,
  // How numbers are read: 0 as amounts, 1 as classes, 2 as pattern hashes (model/pattern.ts),
  // 3 as layers' lines (model/crease.ts).
  kind: u32,
  classes: u32,
  entries: u32,
  // 1 where the map is a list of distinct colours.
  qualitative: u32,
  nan_color: u32,
  infinity_color: u32,
}

const LINE_HALF_WIDTH = 0.75;
const LINE_OPACITY = 0.8;

fn entry_of(palette: Palette, value: f32) -> u32 {
  let last = palette.entries - 1u;
  if (palette.kind == 2u) {
    let fraction = (bitcast<u32>(value) - 0x20000000u) >> 14u;
    return (fraction * palette.entries) >> 16u;
  }
  if (palette.kind == 1u || palette.kind == 3u) {
    if (palette.qualitative == 1u) {
      return u32(value) % palette.entries;
    }
    return u32(floor(floor(value) * f32(last) / f32(max(palette.classes, 2u) - 1u) + 0.5));
  }
  return u32(clamp((value - palette.lo) * palette.inverse_length * f32(palette.entries), 0.0, f32(last)));
}

// In grid steps; model/crease.ts and model/colouring.ts.
const CREASE_FADE = 4.0;
const LINE_REACH = 1.5;

// A layer's ink as far from its crease as `value` says, over a white ground; other fills are what they are.
fn inked(palette: Palette, value: f32, ink: vec3f) -> vec3f {
  let share = max(1.0 - fract(value) * (CREASE_FADE / LINE_REACH), 0.0);
  return select(ink, mix(vec3f(1.0), ink, share), palette.kind == 3u);
}

fn has_contours(palette: Palette) -> bool {
  return palette.contours >= 1.0 && palette.kind == 0u && palette.inverse_length != 0.0;
}

// The share of a pixel that a contour covers, where the number changes by `rise` from pixel to pixel.
fn line_coverage(palette: Palette, value: f32, rise: vec2f) -> f32 {
  let levels = palette.inverse_length * (palette.contours + 1.0);
  let s = (value - palette.lo) * levels;
  let nearest = round(s);
  if (nearest < 1.0 || nearest > palette.contours) {
    return 0.0;
  }
  let slope = length(rise) * levels;
  // A plateau has no line, not even one on a level; nor has what lies beside a number that is none.
  if (slope == 0.0 || (bitcast<u32>(slope) & 0x7f800000u) == 0x7f800000u) {
    return 0.0;
  }
  return clamp(0.5 + LINE_HALF_WIDTH - abs(s - nearest) / slope, 0.0, 1.0);
}

// The fill with so much of a contour over it, dark on light and light on dark.
fn lined(fill: vec3f, coverage: f32) -> vec3f {
  let ink = select(1.0, 0.0, dot(fill, vec3f(0.2126, 0.7152, 0.0722)) > 0.45);
  return mix(fill, vec3f(ink), LINE_OPACITY * coverage);
}
