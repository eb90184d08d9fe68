// What the card about linear regions says: how many there are, how sure that is, what a grid sees of them, and how they are made.
import { activationKinks } from '../model/activation.ts';
import { entryAt, fillTable } from '../model/cell-fill.ts';
import type { CellFill } from '../model/painting.ts';
import { cellCount } from '../model/partition.ts';
import {
  type Disagreement,
  type PartitionReport,
  type ShapeBounds,
  type Spread,
  WHOLE_CHECKS,
} from '../model/partition-report.ts';
import { button, signButton } from './button.ts';
import { countText, timeText } from './digits.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';
import type { RegionCount } from './region-count.ts';
import { createRegionDetails, type DetailActions, type DetailContent } from './region-details.ts';
import { LIMIT } from './region-limit.ts';
import { bigText, roughText, shareText } from './region-numbers.ts';
import { drawSeen } from './region-plot.ts';
import { EDGE_CHOICES, type EdgeChoice, FILL_CHOICES, type FillChoice } from './settings.ts';
import { svgElement } from './svg.ts';
import { regionsText as text } from './text/regions.ts';

export interface RegionContent {
  readonly count: RegionCount;
  readonly bounds: ShapeBounds;
  /** The name of the output whose slopes are shown, and its index. */
  readonly output: readonly [string, number];
  /** How the cells are filled on the map: the distribution of what fills them has its colours. */
  readonly fill: FillChoice;
  /** Whether points that disagree are marked on the map. */
  readonly isMarked: boolean;
}

export interface RegionActions extends DetailActions {
  close(): void;
  fit(): void;
  edges(choice: EdgeChoice): void;
  fill(choice: FillChoice): void;
  mark(isMarked: boolean): void;
}

export interface RegionCard {
  /** What tells the active pane from the others; empty where nothing does. */
  name(whose: string): void;
  /** How regions are drawn on the map, and whether they can be. */
  drawn(edges: EdgeChoice, fill: FillChoice, can: boolean): void;
  /** Dims what is shown while something else is counted; but for the number of regions, where that is known already. */
  wait(cells: number | null): void;
  show(content: RegionContent): void;
  /** One region, or a sentence that says why there is none. */
  detail(content: DetailContent | string): void;
  /** Why this network has no regions. */
  refuse(sentence: string): void;
}

export function createRegionCard(parent: HTMLElement, actions: RegionActions): RegionCard {
  const head = element('header');
  const title = element('h2');
  const bar = element('progress');
  bar.setAttribute('aria-label', text.progress);
  head.append(title, signButton('×', text.close, actions.close, 'regions-close'), bar);
  const body = element('div', 'regions-body');

  const count = element('section');
  const total = element('p', 'regions-total');
  const heard = element('output', 'unseen');
  const note = element('p', 'regions-note');
  const [proof, proofHead, checks] = disclosure('ul');
  proofHead.className = 'regions-badge';
  const facts = element('p', 'regions-note regions-facts');
  const beside = element('dl', 'regions-beside');
  const edges = choiceOf(text.edges, EDGE_CHOICES, text.edgeChoices, actions.edges);
  const fill = choiceOf(text.fill, FILL_CHOICES, text.fillChoices, actions.fill);
  const onMap = element('div', 'regions-actions');
  onMap.append(edges.label, fill.label, button(text.fit, actions.fit, text.fitHint, 'regions-fit'));
  count.append(total, heard, beside, note, proof, facts, onMap);

  const one = element('section');
  const detail = createRegionDetails(one, actions);

  const seen = section(text.seenTitle);
  const svg = svgElement('svg', { role: 'img' });
  const [table, tableHead, rows] = disclosure('table');
  tableHead.textContent = text.table;
  const seenNote = element('p', 'regions-note');
  const agreement = element('p', 'regions-note');
  const marks = button(text.mark, () => actions.mark(marks.ariaPressed !== 'true'), text.markHint, 'region-extend');
  seen.append(svg, seenNote, agreement, marks, table);
  const most = section(text.mostTitle);
  const layers = section(text.layersTitle(true));
  const spreads = element('section');
  body.append(count, one, seen, most, layers, spreads);
  parent.append(head, body);
  /** What is seen once something has been counted. */
  const counted = [proof, seen, most, layers, spreads];
  /** What is seen once it is known what there is. */
  const found = [beside, one];
  for (const part of [bar, ...found, ...counted]) part.hidden = true;

  const showTotal = (cells: number, complete: boolean) => {
    const number = element('data', '', `${complete ? '' : text.atLeast}${countText(cells)}`);
    number.value = `${cells}`;
    total.replaceChildren(number, ` ${text.inView(cells)}`);
  };
  const showBeside = ({ seen: points, wanted }: RegionCount, bounds: ShapeBounds) => {
    const own = points.find(({ isPicture }) => isPicture);
    const { width, height } = wanted.picture;
    beside.replaceChildren(
      element('dt', '', text.seenAt(width, height)),
      element('dd', '', own ? countText(own.seen) : '…'),
      element('dt', '', text.shapeMost),
      element('dd', '', bigText(bounds.upper)),
    );
  };
  const showCount = ({ progress, partition, report }: RegionCount) => {
    bar.hidden = report !== null;
    // The checks may take their time.
    const known = !report && partition !== null;
    if (known) parent.classList.add('known');
    if (report) {
      const { cells, complete, covered } = report;
      showTotal(cells, complete);
      heard.textContent = text.counted(cells, `${complete ? '' : text.atLeast}${countText(cells)}`);
      note.textContent = complete ? '' : text.stopped(shareText(covered, 1), countText(LIMIT.cells), LIMIT.seconds);
      showProof(report);
    } else if (progress) {
      const { cells, covered, proven } = progress;
      bar.value = (covered + proven) / 2;
      facts.textContent = known ? text.proving(shareText(proven, 1)) : text.sofar(countText(cells), shareText(covered, 1));
    }
    if (!known) return;
    showTotal(cellCount(partition), partition.complete);
    note.textContent = '';
    proof.hidden = true;
  };
  const showProof = ({ cells, vertices, edges, seconds, threads, certificate, complete }: PartitionReport) => {
    // Of a part of a view not everything can be asked.
    const asked = certificate.checks.filter(({ name }) => complete || !WHOLE_CHECKS.includes(name));
    const failed = asked.filter(({ ok }) => !ok).length;
    const all = asked.length;
    proofHead.replaceChildren(sign(failed === 0), failed ? text.uncertified(failed, all) : text.certified(all));
    proofHead.classList.toggle('failed', failed > 0);
    checks.replaceChildren(
      ...asked.map(({ ok, says }) => {
        const item = element('li', ok ? '' : 'failed');
        item.append(sign(ok), says);
        return item;
      }),
      ...(certificate.undecided > 0 ? [element('li', '', text.undecided(countText(certificate.undecided)))] : []),
    );
    facts.textContent = text.facts(
      countText(vertices),
      countText(edges),
      timeText(1000 * seconds),
      countText(cells / Math.max(seconds, 1e-3), true),
      text.threads(threads),
    );
  };
  const showSeen = ({ seen: points, report, slow, wanted }: RegionCount) => {
    const exact = report?.complete ? report.cells : null;
    drawSeen(svg, points, exact, svg.clientWidth, svg.clientHeight);
    const said = points.map((point) => text.seenRow(countText(point.points), countText(point.seen)));
    svg.setAttribute('aria-label', text.seenSummary(said.join(', ')));
    const own = points.find(({ isPicture }) => isPicture);
    const words =
      own && text.picture(countText(own.points), countText(own.seen), exact === null ? null : shareText(own.seen, exact));
    const last = points[points.length - 1]?.points ?? 0;
    seenNote.classList.toggle('regions-picture', own !== undefined);
    seenNote.textContent = [words, slow && text.slow(countText(last))].filter(Boolean).join(' ');
    rows.replaceChildren(
      row('th', text.columns),
      ...points.map((point) => {
        const side = point.isPicture ? `${wanted.picture.width} × ${wanted.picture.height}` : `${Math.sqrt(point.points)}²`;
        return row('td', [side, countText(point.seen), exact ? shareText(point.seen, exact) : '–']);
      }),
    );
  };
  const showAgreement = (found: Disagreement | null, isMarked: boolean) => {
    agreement.hidden = found === null;
    marks.hidden = !found || found.count === 0;
    if (!found) return;
    const { compared, count, largest } = found;
    agreement.textContent =
      count === 0
        ? text.agree(countText(compared))
        : text.disagree(count, countText(count), countText(compared), roughText(largest));
    marks.ariaPressed = `${isMarked}`;
  };
  const showLayers = ({ wanted, report }: RegionCount) => {
    if (!report) return;
    const born = report.statistics.layers;
    const largest = Math.max(...born.map((layer) => layer.born), 1);
    const list = element('table');
    const heads = row('th', text.layerColumns);
    for (const [i, cell] of [...heads.cells].entries()) cell.title = text.layerHints[i];
    list.append(heads);
    for (const [l, layer] of born.entries()) {
      if (activationKinks(wanted.network.layers[l].activation).length === 0) continue;
      const found = [layer.dead, layer.alwaysOn, layer.linear];
      const made = row('td', [`${l}`, countText(layer.born), `${layer.units}`, ...found.map((units) => `${units.length}`)]);
      made.cells[1].style.setProperty('--share', `${layer.born / largest}`);
      for (const [i, units] of found.entries()) made.cells[3 + i].title = units.join(', ');
      list.append(made);
    }
    layers.replaceChildren(element('h3', '', text.layersTitle(report.complete)), list);
  };

  return {
    name: (whose) => {
      title.textContent = [text.title, whose].filter(Boolean).join(' · ');
    },
    drawn: (edgeChoice, fillChoice, can) => {
      edges.show(edgeChoice, can ? text.edgesHint : null);
      fill.show(fillChoice, can ? text.fillHint : null);
    },
    wait: (cells) => {
      parent.classList.add('waiting');
      parent.classList.toggle('known', cells !== null);
      if (cells !== null) showTotal(cells, true);
      if (!total.textContent) facts.textContent = text.counting;
    },
    show: ({ count: shown, bounds, output, fill: by, isMarked }) => {
      parent.classList.toggle('waiting', !shown.report);
      showCount(shown);
      if (!shown.partition) return;
      for (const part of found) part.hidden = false;
      showBeside(shown, bounds);
      if (!shown.report) return;
      for (const part of counted) part.hidden = false;
      showSeen(shown);
      showAgreement(shown.disagreement, isMarked);
      showLayers(shown);
      const [least, largest] = [bigText(bounds.lower), bigText(bounds.upper)];
      most.replaceChildren(
        most.children[0],
        element('p', 'regions-most', least === largest ? least : text.most(least, largest)),
        element('p', 'regions-note', text.sources(bounds.lowerSource, bounds.upperSource)),
      );
      const { statistics, complete } = shown.report;
      const { areas, slopes } = statistics;
      const [y, index] = output;
      spreads.replaceChildren(
        ...spread(text.areas(complete), areas, by === 'area' ? by : null),
        ...spread(text.slopes(y, complete), slopes[index], by === 'slope' ? by : null),
      );
    },
    detail,
    refuse: (sentence) => {
      parent.classList.remove('waiting');
      total.replaceChildren();
      facts.textContent = '';
      bar.hidden = true;
      for (const part of [...found, ...counted]) part.hidden = true;
      note.textContent = `${sentence} ${text.smooth}`;
    },
  };
}

/** A labelled list of choices, and what shows one; without a hint it is not to be chosen from. */
function choiceOf<C extends string>(
  name: string,
  choices: readonly C[],
  words: Readonly<Record<C, string>>,
  choose: (choice: C) => void,
): { readonly label: HTMLElement; show(choice: C, hint: string | null): void } {
  const select = element('select');
  select.append(...choices.map((choice) => new Option(words[choice], choice)));
  select.addEventListener('change', () => choose(choices[select.selectedIndex]));
  const label = element('label', 'regions-choice', name);
  label.append(select);
  return {
    label,
    show: (choice, hint) => {
      select.value = hint === null ? 'off' : choice;
      select.disabled = hint === null;
      label.title = hint ?? text.noDrawing;
    },
  };
}

/** A distribution as a heading and bars, in the colours of the cells that it fills. */
function spread(name: string, { median, histogram }: Spread, fill: CellFill | null): HTMLElement[] {
  const [from, middle, to] = [histogram.from, median, histogram.to].map(roughText);
  const below = histogram.below > 0 ? text.below(countText(histogram.below)) : '';
  const head = element('h3', '', name);
  head.append(element('span', '', text.median(middle) + below));
  const bars = element('div', 'regions-bars');
  bars.role = 'img';
  bars.ariaLabel = text.spread(name, from, middle, to);
  const largest = Math.max(...histogram.counts, 1);
  const table = fill && fillTable(fill);
  for (const [n, share] of histogram.counts.entries()) {
    const bar = element('i');
    bar.style.setProperty('--share', `${share / largest}`);
    if (table) bar.style.backgroundColor = cssInk(entryAt(table, (n + 0.5) / histogram.counts.length));
    bars.append(bar);
  }
  const ends = element('p', 'regions-ends');
  ends.append(...[from, text.scales[histogram.scale], to].map((words) => element('span', '', words)));
  return [head, bars, ends];
}

/** Of packed sRGB bytes, red in the lowest. */
function cssInk(ink: number): string {
  return `rgb(${ink & 255} ${(ink >> 8) & 255} ${(ink >> 16) & 255})`;
}

/** Whether a check holds; what fails says so in its sentence. */
function sign(ok: boolean): SVGSVGElement {
  return icon(ok ? 'check' : 'close');
}

function section(title: string): HTMLElement {
  const made = element('section');
  made.append(element('h3', '', title));
  return made;
}

function disclosure<K extends keyof HTMLElementTagNameMap>(tag: K): [HTMLElement, HTMLElement, HTMLElementTagNameMap[K]] {
  const [made, head, content] = [element('details'), element('summary'), element(tag)];
  made.append(head, content);
  return [made, head, content];
}

function row(tag: 'th' | 'td', words: readonly string[]): HTMLTableRowElement {
  const made = element('tr');
  words.forEach((word, i) => {
    const cell = element(i === 0 ? 'th' : tag, '', word);
    if (cell.tagName === 'TH') cell.setAttribute('scope', tag === 'th' ? 'col' : 'row');
    made.append(cell);
  });
  return made;
}
