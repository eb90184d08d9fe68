// The signs on buttons, drawn as lines: fonts lack some of them.
import { svgElement } from './svg.ts';

/** Paths in a square of 16 × 16. */
const PATHS = {
  undo: 'M6 3.5 2.5 7 6 10.5M2.5 7H10a3.25 3.25 0 0 1 0 6.5H7',
  redo: 'M10 3.5 13.5 7 10 10.5M13.5 7H6a3.25 3.25 0 0 0 0 6.5h3',
  light:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M3.2 12.8l1-1M11.8 4.2l1-1',
  dark: 'M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6',
  auto: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 2v12M10.5 3.2v9.6M12.8 5v6',
  panel: 'M2 3h12v10H2zM10 3v10M12 6h0M12 8.5h0',
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M5 3v10l8-5z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  check: 'M2.5 8.5 6.5 12.5 13.5 4',
} as const;

export type IconName = keyof typeof PATHS;

/** An icon in the colour of the text around it, not read out. */
export function icon(name: IconName): SVGSVGElement {
  const svg = svgElement('svg', { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' });
  svg.append(svgElement('path', { d: PATHS[name] }));
  return svg;
}
