// The bar above the stage: layouts, surface, neurons, regions, undo and redo, sharing, gallery, help, theme and panel.
import { LAYOUTS, type Scene } from '../model/scene.ts';
import { arrange, toggleStrip } from './actions.ts';
import { button } from './button.ts';
import { element } from './element.ts';
import { type IconName, icon } from './icons.ts';
import { type Settings, THEMES, toggleRegions } from './settings.ts';
import { drawsSurfaces, type Status } from './status.ts';
import type { Store } from './store.ts';
import { regionsText } from './text/regions.ts';
import { stageText as text } from './text/stage.ts';

export interface ToolbarActions {
  undo(): void;
  redo(): void;
  copyLink(): void;
  save(): void;
  keys(): void;
  gallery(): void;
  surface(): void;
}

export interface ToolbarSources {
  readonly scenes: Store<Scene>;
  readonly settings: Store<Settings>;
  readonly status: Store<Status>;
  readonly canUndo: Store<boolean>;
  readonly canRedo: Store<boolean>;
  readonly actions: ToolbarActions;
}

export function attachToolbar(
  parent: HTMLElement,
  { scenes, settings, status, canUndo, canRedo, actions }: ToolbarSources,
): void {
  const layouts = group(text.layouts);
  layouts.classList.add('segments');
  const layoutButtons = LAYOUTS.map((layout) => {
    const made = button(text.layout[layout], () => arrange(scenes, layout), text.layoutHints[layout]);
    layouts.append(made);
    return [layout, made] as const;
  });
  const surface = button(text.surfaceButton, actions.surface, text.surfaceHint);
  const strip = button(text.stripButton, () => toggleStrip(scenes), text.stripHint);
  const regions = button(regionsText.button, () => toggleRegions(settings), regionsText.hint);
  const undo = iconButton('undo', text.undo, actions.undo);
  const redo = iconButton('redo', text.redo, actions.redo);
  const theme = iconButton('auto', '', () =>
    settings.update((all) => ({ ...all, theme: THEMES[(THEMES.indexOf(all.theme) + 1) % THEMES.length] })),
  );
  const panel = iconButton('panel', text.panel, () => settings.update((all) => ({ ...all, panel: !all.panel })));
  panel.setAttribute('aria-controls', 'panel');
  const brand = element('h1', '', 'Crease');
  const end = element('div', 'end');
  end.append(
    undo,
    redo,
    button(text.copyLink, actions.copyLink, text.copyLinkHint),
    button(text.save, actions.save, text.saveHint),
    button(text.gallery, actions.gallery, text.galleryHint),
    button(text.keys, actions.keys, text.keysHint),
    theme,
    panel,
  );
  parent.append(brand, layouts, surface, strip, regions, end);

  const showSurface = () => {
    const { panes, active } = scenes.value;
    const can = drawsSurfaces(status.value);
    surface.disabled = !can;
    surface.title = can ? text.surfaceHint : text.noSurfaces;
    press(surface, can && panes[active].surface);
  };
  status.watch(showSurface);
  scenes.watch((scene) => {
    for (const [layout, made] of layoutButtons) press(made, scene.layout === layout);
    showSurface();
    press(strip, scene.strip !== 'none');
  });
  settings.watch((all) => {
    name(theme, text.theme[all.theme]);
    theme.replaceChildren(icon(all.theme));
    press(regions, all.regions);
    panel.setAttribute('aria-expanded', String(all.panel));
  });
  canUndo.watch((can) => {
    undo.disabled = !can;
  });
  canRedo.watch((can) => {
    redo.disabled = !can;
  });
}

function group(label: string): HTMLElement {
  const made = element('div');
  made.setAttribute('role', 'group');
  made.setAttribute('aria-label', label);
  return made;
}

function iconButton(sign: IconName, words: string, act: () => void): HTMLButtonElement {
  const made = button('', act, words);
  made.append(icon(sign));
  name(made, words);
  return made;
}

function name(made: HTMLButtonElement, words: string): void {
  made.title = words;
  made.setAttribute('aria-label', words);
}

function press(made: HTMLButtonElement, pressed: boolean): void {
  made.setAttribute('aria-pressed', String(pressed));
}
