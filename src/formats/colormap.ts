// A colour map as text: matplotlib's name, with "_r" behind it where it is reversed.
import { COLORMAP_NAMES, type ColormapName, isColormapName } from '../model/colormap.ts';
import { FormatError } from '../model/errors.ts';

export interface ColormapChoice {
  readonly colormap: ColormapName;
  readonly reversed: boolean;
}

/** Reads "viridis" or "viridis_r"; capitals count, as in matplotlib. Throws FormatError for an unknown name. */
export function parseColormap(text: string): ColormapChoice {
  const reversed = text.endsWith('_r');
  const colormap = reversed ? text.slice(0, -2) : text;
  if (!isColormapName(colormap))
    throw new FormatError(
      `The colour map "${text}" is unknown; choose one of ${COLORMAP_NAMES.join(', ')}, with _r behind it to reverse it.`,
    );
  return { colormap, reversed };
}

export function formatColormap({ colormap, reversed }: ColormapChoice): string {
  return reversed ? `${colormap}_r` : colormap;
}
