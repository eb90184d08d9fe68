// The words of the network strip: its maps of all neurons, and the weights into the chosen one.

export const stripText = {
  name: 'Neurons',
  shown: 'What the maps show',
  show: { pre: 'z', post: 'f(z)' },
  showHints: { pre: 'Pre-activations: what goes into the activation', post: 'Activations: what comes out' },
  scale: {
    pre: 'pre-activations · blue below 0, red above · each on its own scale',
    post: 'activations · dark is low, yellow high · each on its own scale',
  },
  close: 'Close the neuron maps',
  layer: (layer: number) => `layer ${layer}`,
  layerKind: (activation: string, units: number) => `${activation} · ${units}`,
  layerLabel: (layer: number, activation: string, units: number) =>
    `Layer ${layer}: ${activation}, ${units} ${units === 1 ? 'unit' : 'units'}`,
  unit: (layer: number, unit: number) => `unit ${unit} of layer ${layer}`,
  range: (first: number, last: number) => `${first}–${last}`,
  previousUnits: (layer: number) => `Previous units of layer ${layer}`,
  nextUnits: (layer: number) => `Next units of layer ${layer}`,
  noUnit: 'Choose a neuron to see it large, with the weights into it.',
  weights: (layer: number, unit: number) => `Weights into unit ${unit} of layer ${layer}`,
  weightsHint: 'Drag a bar; Shift for fine steps, double click or Delete for the number as drawn',
  reach: (reach: string) => `bars reach ±${reach}`,
  previousInputs: 'Previous inputs',
  nextInputs: 'Next inputs',
  axis: (input: number) => (input === 0 ? 'x₁' : 'x₂'),
  bias: 'bias',
  /** `from` is what axis() or inputName() gives, or null for the bias. */
  barLabel: (from: string | null) => (from === null ? 'Bias' : `Weight from ${from}`),
  inputName: (layer: number, unit: number) => `unit ${unit} of layer ${layer}`,
  editedValue: (value: string) => `${value}, set by hand`,
} as const;
