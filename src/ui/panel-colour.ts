// The panel's colour section: the map, what its ends stand for, and contours.
import type { GUI } from 'lil-gui';
import { COLORMAP_NAMES, type ColormapName } from '../model/colormap.ts';
import { type Colouring, type Domain, type DomainRule, scaleOf } from '../model/colouring.ts';
import type { Scene } from '../model/scene.ts';
import { addNumber, addOptions, addWhole, property, refreshRows } from './panel-controls.ts';
import type { Status } from './status.ts';
import type { Store } from './store.ts';

const MOST_CONTOURS = 50;

const RULES = {
  'smallest to largest': 'extent',
  '1st to 99th percentile': 'percentiles',
  'symmetric about 0': 'symmetric',
  'by hand': 'fixed',
} as const satisfies Record<string, DomainRule['kind']>;

/** Fills `folder`; returns what shows a changed scene in it. */
export function addColourSection(folder: GUI, scenes: Store<Scene>, status: Store<Status>): (scene: Scene) => void {
  const colouring = () => scenes.value.colouring;
  const colour = (to: Partial<Colouring>) => scenes.update((scene) => ({ ...scene, colouring: { ...scene.colouring, ...to } }));

  addOptions(
    folder,
    'colour map',
    property<ColormapName>(
      () => colouring().colormap,
      (colormap) => colour({ colormap }),
    ),
    COLORMAP_NAMES,
  );
  folder
    .add(
      property(
        () => colouring().reversed,
        (reversed) => colour({ reversed }),
      ),
      'value',
    )
    .name('reversed');
  const shown = (): Domain => status.value.picture?.domain ?? [0, 1];
  const domain = addOptions(
    folder,
    'domain',
    property<DomainRule['kind']>(
      () => colouring().domain.kind,
      // By hand begins where the picture is.
      (kind) => colour({ domain: kind === 'fixed' ? fixed(...shown()) : { kind } }),
    ),
    RULES,
  );
  const end = (name: string, read: (domain: Domain) => number, write: (domain: Domain, value: number) => DomainRule) =>
    addNumber(
      folder,
      name,
      property(
        () => read(handDomain(colouring())),
        (value) => {
          const rule = write(handDomain(colouring()), value);
          if (rule.kind === 'fixed' && rule.lo < rule.hi) colour({ domain: rule });
        },
      ),
      0.01,
    );
  const low = end(
    'from',
    ([lo]) => lo,
    ([, hi], lo) => ({ kind: 'fixed', lo, hi }),
  );
  const high = end(
    'to',
    ([, hi]) => hi,
    ([lo], hi) => ({ kind: 'fixed', lo, hi }),
  );
  const contours = addWhole(
    folder,
    'contours',
    property(
      () => colouring().contours,
      (count) => colour({ contours: count }),
    ),
    { min: 0, max: MOST_CONTOURS },
  );

  return (scene) => {
    const linear = scaleOf(scene.quantity) === 'linear';
    domain.show(linear);
    contours.show(linear);
    const byHand = linear && scene.colouring.domain.kind === 'fixed';
    low.show(byHand);
    high.show(byHand);
    refreshRows(folder);
  };
}

function fixed(lo: number, hi: number): DomainRule {
  return { kind: 'fixed', lo, hi: hi > lo ? hi : lo + 1 };
}

function handDomain({ domain }: Colouring): Domain {
  return domain.kind === 'fixed' ? [domain.lo, domain.hi] : [0, 1];
}
