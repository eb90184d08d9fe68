// The cross-section: reads the active pane along the scene's line and plots it below the stage.
import { scaleOf } from '../model/colouring.ts';
import type { Field } from '../model/field.ts';
import { isDifference } from '../model/quantity.ts';
import { type Scene, type Section, subjectOf } from '../model/scene.ts';
import type { Subject } from '../model/subject.ts';
import { offsetOf } from '../model/view.ts';
import { drawSection } from './actions.ts';
import { pixelStep } from './camera.ts';
import { quantityWords } from './describe.ts';
import { attachSectionPlot } from './section-plot.ts';
import type { Stage } from './stage.ts';
import { oncePerFrame, type Store } from './store.ts';
import { sectionText as text } from './text/section.ts';

/** `count` numbers from end to end; `step` is a pixel's size. Rejects once the signal aborts. */
export type ReadLine = (
  subject: Subject,
  section: Section,
  options: { readonly step: number; readonly count: number; readonly signal: AbortSignal },
) => Promise<Field>;

export interface SectionSources {
  readonly scenes: Store<Scene>;
  readonly stage: Stage;
  readonly readLine: ReadLine;
  /** Kept at the place of the plot's cursor along the line. */
  readonly spot: Store<number | null>;
  readonly onError: (error: unknown) => void;
}

/** Shows the plot in `parent` while the scene has a section. */
export function attachSection(parent: HTMLElement, { scenes, stage, readLine, spot, onError }: SectionSources): void {
  parent.setAttribute('aria-label', text.name);
  const onPlace = (t: number | null) => spot.set(t);
  const plot = attachSectionPlot(parent, { onPlace, onClose: () => drawSection(scenes, null) });
  let asked: readonly unknown[] = [];
  let reading: AbortController | null = null;

  const write = oncePerFrame(() => {
    const scene = scenes.value;
    parent.hidden = scene.section === null;
    if (!scene.section) {
      reading?.abort();
      asked = [];
      spot.set(null);
      return;
    }
    const subject = subjectOf(scene);
    const { recipe, quantity, view } = subject;
    const pane = stage.panes[scene.active];
    const step = pixelStep(view, pane.size.value);
    // Differences of neighbours and a distance in pixels depend on the pixel; all else on the line alone.
    const perPixel = isDifference(quantity) || quantity.kind === 'crease' || quantity.kind === 'crease-layer';
    const wanted = [scene.section, recipe, quantity, plot.samples(), perPixel ? step : 0];
    if (wanted.every((part, i) => part === asked[i])) return;
    asked = wanted;
    reading?.abort();
    const current = new AbortController();
    reading = current;
    plot.show(null);
    const [from, to] = scene.section;
    readLine(subject, scene.section, { step, count: plot.samples(), signal: current.signal }).then(
      (field) => {
        if (current.signal.aborted) return;
        const length = Math.hypot(...offsetOf({ center: from }, to));
        plot.show({ field, length, quantity: quantityWords(recipe, quantity), scale: scaleOf(quantity) });
      },
      (error) => {
        if (!current.signal.aborted) onError(error);
      },
    );
  });
  scenes.watch(write);
  new ResizeObserver(write).observe(parent);
}
