// The words of the probe's card.

export const probeText = {
  exact: 'exact',
  finite: 'finite',
  /** The exact derivative and the finite difference: the same digits, nearly the same, different. */
  same: '=',
  near: '≈',
  different: '≠',
  differentWhy: 'A crease or a bend lies within a pixel of here.',
  class: 'class',
  probability: (index: string) => `p${index}`,
  preactivation: (layer: number, unit: number) => `z, unit ${unit} of layer ${layer}`,
  activation: (layer: number, unit: number) => `f(z), unit ${unit} of layer ${layer}`,
  slope: (axis: string) => `∂/∂${axis}`,
  onTheMap: 'on the map',
  moreOutputs: (count: number) => `and ${count} more ${count === 1 ? 'output' : 'outputs'}`,
  pattern: 'Pattern',
  layer: (layer: number) => `layer ${layer}`,
  active: (count: number, of: number) => `${count}/${of}`,
  units: (count: number) => `${count}`,
  moreLayers: (count: number) => `and ${count} more ${count === 1 ? 'layer' : 'layers'}`,
  /** For screen readers; `pieces` has a digit for every unit that is shown. */
  layerAloud: (layer: number, active: number, of: number, pieces: string, cut: boolean) =>
    `layer ${layer}: ${active} of ${of} active: ${pieces}${cut ? ' and so on' : ''}`,
  piecesAloud: (layer: number, units: number, pieces: string, cut: boolean) =>
    `layer ${layer}, ${units} units, the piece that each is on: ${pieces}${cut ? ' and so on' : ''}`,
  close: 'Unpin',
} as const;
