// The panel's colour section: the map, what its ends stand for, and contours.
import type { GUI } from 'lil-gui';
import { COLORMAP_NAMES, type ColormapName } from '../model/colormap.ts';
import { type Colouring, type Domain, type DomainRule, domainProblem, scaleOf } from '../model/colouring.ts';
import { FormatError } from '../model/errors.ts';
import type { Subject } from '../model/subject.ts';
import { addNumber, addOptions, addWhole, property, refreshRows } from './panel-controls.ts';
import type { Source } from './store.ts';
import { addSwatches } from './swatches.ts';
import { panelText as text } from './text/panel.ts';

const MOST_CONTOURS = 50;

const RULES: Readonly<Record<string, DomainRule['kind']>> = {
  [text.domains.extent]: 'extent',
  [text.domains.percentiles]: 'percentiles',
  [text.domains.symmetric]: 'symmetric',
  [text.domains.fromZero]: 'from-zero',
  [text.domains.fixed]: 'fixed',
};

/** Fills `folder`; `shown` is the domain on the screen. Returns what shows a changed subject in it. */
export function addColourSection(folder: GUI, subjects: Source<Subject>, shown: () => Domain): () => void {
  const colouring = () => subjects.value.colouring;
  const colour = (to: Partial<Colouring>) =>
    subjects.update((subject) => ({ ...subject, colouring: { ...subject.colouring, ...to } }));

  addOptions(
    folder,
    text.colormap,
    property<ColormapName>(
      () => colouring().colormap,
      (colormap) => colour({ colormap }),
    ),
    COLORMAP_NAMES,
  );
  const showSwatch = addSwatches(folder.$children, (colormap) => colour({ colormap }));
  folder
    .add(
      property(
        () => colouring().reversed,
        (reversed) => colour({ reversed }),
      ),
      'value',
    )
    .name(text.reversed);
  const domain = addOptions(
    folder,
    text.domain,
    property<DomainRule['kind']>(
      () => colouring().domain.kind,
      // By hand begins where the picture is.
      (kind) => colour({ domain: kind === 'fixed' ? fixed(shown()) : { kind } }),
    ),
    RULES,
  );
  const end = (name: string, index: 0 | 1) =>
    addNumber(
      folder,
      name,
      property(
        () => handDomain(colouring())[index],
        (value) => colour({ domain: moved(handDomain(colouring()), index, value) }),
      ),
      0.01,
    );
  const low = end(text.low, 0);
  const high = end(text.high, 1);
  const contours = addWhole(
    folder,
    text.contours,
    property(
      () => colouring().contours,
      (count) => colour({ contours: count }),
    ),
    { min: 0, max: MOST_CONTOURS },
  );

  return () => {
    const linear = scaleOf(subjects.value.quantity) === 'linear';
    domain.show(linear);
    contours.show(linear);
    const byHand = linear && colouring().domain.kind === 'fixed';
    low.show(byHand);
    high.show(byHand);
    showSwatch(colouring());
    refreshRows(folder);
  };
}

/** The nearest to what is shown that can be fixed. */
function fixed([from, to, base = 0]: Domain): DomainRule {
  const [lo, hi] = [base + from, base + to];
  return domainProblem(lo, hi) === null ? { kind: 'fixed', lo, hi } : { kind: 'fixed', lo: 0, hi: 1 };
}

/** The domain with another end; the one that is passed by it goes along. Throws FormatError where nothing can be drawn over it. */
function moved([lo, hi]: Domain, index: 0 | 1, value: number): DomainRule {
  const next: readonly [number, number] =
    index === 0 ? [value, value < hi ? hi : value + (hi - lo)] : [value > lo ? lo : value - (hi - lo), value];
  const problem = domainProblem(...next);
  if (problem !== null) throw new FormatError(problem);
  return { kind: 'fixed', lo: next[0], hi: next[1] };
}

function handDomain({ domain }: Colouring): Domain {
  return domain.kind === 'fixed' ? [domain.lo, domain.hi] : [0, 1];
}
