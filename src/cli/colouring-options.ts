// How the commands that draw are told their colours.
import { parseColormap } from '../formats/colormap.ts';
import { parseWhole } from '../formats/number.ts';
import { formatQuantity } from '../formats/quantity.ts';
import { COLORMAP_NAMES } from '../model/colormap.ts';
import { type Colouring, MAX_CONTOURS, scaleOf } from '../model/colouring.ts';
import { defaultColouring } from '../model/default-colouring.ts';
import { FormatError } from '../model/errors.ts';
import type { Quantity } from '../model/quantity.ts';
import { type OptionNames, type Options, parseDomain } from './arguments.ts';

export const COLOURING_OPTIONS: OptionNames = { colormap: true, domain: true, contours: true };

/** The lines on these options in a command's help. */
export const COLOURING_HELP = `  --colormap NAME         ${COLORMAP_NAMES.join(', ')}; with _r behind it, reversed.
                          Default: viridis for values, coolwarm for signed, magma for norms, twilight for directions,
                          tab20 for classes and patterns, gray for distances to creases
  --domain LO,HI          what the ends of the colour map stand for; or auto (smallest and largest value), percentiles
                          (1st and 99th), symmetric about 0, from-zero (auto, stretched to hold 0).
                          Default: auto; symmetric for signed derivatives, from-zero for hessian-norm,
                          0,1 for probabilities, -π,π for directions, 0,1.5 for distances to creases
  --contours N            draws N iso-lines, equally spaced inside the domain; default 0, at most ${MAX_CONTOURS}`;

/** What is not given is the quantity's own. Throws FormatError for what is unknown or has no meaning. */
export function readColouring(options: Options, quantity: Quantity): Colouring {
  const defaults = defaultColouring(quantity);
  const [colormap, domain, contours] = [options.text('colormap'), options.text('domain'), options.text('contours')];
  if (scaleOf(quantity) !== 'linear' && (domain !== undefined || contours !== undefined))
    throw new FormatError(
      `The options --domain and --contours have no meaning for ${formatQuantity(quantity)}, whose numbers are no amounts; leave them out.`,
    );
  return {
    ...(colormap === undefined ? defaults : parseColormap(colormap)),
    domain: domain === undefined ? defaults.domain : parseDomain(domain),
    contours: contours === undefined ? defaults.contours : parseWhole(contours, 'number of contours', 0, MAX_CONTOURS),
  };
}
