// Makes SVG elements.

export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
  text = '',
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, `${value}`);
  if (text) made.textContent = text;
  return made;
}

export function svgLine(kind: string, x1: number, y1: number, x2: number, y2: number): SVGElement {
  return svgElement('line', { class: kind, x1, y1, x2, y2 });
}
