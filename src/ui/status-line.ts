// The line below the stage: how many points the active pane's picture has, how fast they came, and from which machine.
import type { Scene } from '../model/scene.ts';
import { countText, timeText } from './digits.ts';
import { element } from './element.ts';
import type { Status } from './status.ts';
import { oncePerFrame, type Store } from './store.ts';
import { stageText as text } from './text/stage.ts';

/** Keeps `parent`'s text up to date. For a software adapter there is a button: `onHelp` is told the adapter's name. */
export function attachStatusLine(
  parent: HTMLElement,
  scenes: Store<Scene>,
  status: Store<Status>,
  onHelp: (adapter: string) => void,
): void {
  const words = element('span');
  const help = element('button', '', text.whySlow);
  help.type = 'button';
  help.addEventListener('click', () => onHelp(status.value.machine?.name ?? ''));
  parent.append(words, help);
  const write = oncePerFrame(() => {
    const { pictures, machine } = status.value;
    const picture = pictures[scenes.value.active];
    const name = machine ? `${machine.name}${machine.kind === 'gpu' ? '' : ` (${text[machine.kind]})`}` : text.noMachine;
    const rate = picture ? (1000 * picture.points) / Math.max(picture.ms, 0.01) : 0;
    help.hidden = machine?.kind !== 'software';
    words.textContent = picture
      ? `${text.measured(countText(picture.points), timeText(picture.ms), countText(rate, true))} · ${picture.full ? (machine?.kind === 'cpu' ? text.reduced : text.full) : text.coarse} · ${name}`
      : `${text.firstPicture} · ${name}`;
  });
  scenes.watch(write);
  status.watch(write);
}
