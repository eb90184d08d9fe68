// One layer of a network as the kernels see it.

// Written by gpu/uniforms.ts.
struct LayerShape {
  fan_in: u32,
  units: u32,
  // Where the layer's weights begin, in vec4f, and its references.
  first_weight: u32,
  first_reference: u32,
  // Which of the generated activations it has.
  activation: u32,
  // Layer by layer only: points/4 of one plane and of all planes (gpu/planes.ts).
  quads: u32,
  columns: u32,
  // Its number, from the input.
  layer: u32,
}
