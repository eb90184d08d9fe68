// How numbers become colours, as the shaders that draw fields read it: palette.wgsl's Palette and the colour map's table.
import { colormapTable, isQualitative, packedColour, packedTable } from '../model/colormap.ts';
import { type Colouring, type Domain, INFINITY_COLOR, NAN_COLOR, type ScaleKind } from '../model/colouring.ts';

const SCALE_CODES: Record<ScaleKind, number> = { linear: 0, classes: 1, hash: 2, lines: 3 };

export interface ColourRule {
  readonly colouring: Colouring;
  readonly scale: ScaleKind;
  /** Classes that a class number may name. */
  readonly classes: number;
  /** What the colour map's ends stand for as the field holds it, less the base and scaled. */
  readonly relativeDomain: Domain;
}

/** palette.wgsl's Palette. */
export function writePalette({ colouring, scale, classes, relativeDomain }: ColourRule): ArrayBuffer {
  const [lo, hi] = relativeDomain;
  const data = new ArrayBuffer(36);
  new Float32Array(data, 0, 3).set([lo, hi > lo ? 1 / (hi - lo) : 0, colouring.contours]);
  new Uint32Array(data, 12, 6).set([
    SCALE_CODES[scale],
    classes,
    colormapTable(colouring.colormap).length / 3,
    isQualitative(colouring.colormap) ? 1 : 0,
    packedColour(NAN_COLOR),
    packedColour(INFINITY_COLOR),
  ]);
  return data;
}

/** The colour map's entries as packed sRGB bytes, first the lowest. */
export function packTable({ colormap, reversed }: Colouring): ArrayBuffer {
  return packedTable(colormap, reversed).buffer;
}
