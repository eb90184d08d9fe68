// The gallery: places worth a visit, as pictures; each opens as its link does, and is toured.
import { parseScene } from '../formats/scene-address.ts';
import type { Scene } from '../model/scene.ts';
import { button } from './button.ts';
import { networkWords } from './describe.ts';
import { createDialog } from './dialog.ts';
import { widthText } from './digits.ts';
import { element } from './element.ts';
import PLACES from './gallery.json';
import { icon } from './icons.ts';
import type { Store } from './store.ts';
import { galleryText as text } from './text/gallery.ts';

/** The side of a picture, in CSS pixels; the files have twice as many. */
const SIDE = 168;

export interface GallerySources {
  readonly scenes: Store<Scene>;
  /** Plays the scene's tour. */
  readonly play: () => void;
}

/** Adds the closed dialog to `parent`; resolves to what opens it once all places are read. */
export async function attachGallery(parent: HTMLElement, { scenes, play }: GallerySources): Promise<() => void> {
  const dialog = createDialog(parent, text.title);
  dialog.classList.add('gallery');
  const list = element('ul');
  for (const { id, link } of PLACES) list.append(item(id, await parseScene(link)));
  // Or the dialog would begin at its end, with the only other button.
  list.querySelector('button')?.setAttribute('autofocus', '');
  const buttons = element('div', 'buttons');
  buttons.append(button(text.close, () => dialog.close()));
  dialog.append(element('p', 'hint', text.hint), list, buttons);

  function item(id: string, scene: Scene): HTMLElement {
    const visit = (isPlayed: boolean) => {
      dialog.close();
      scenes.set(scene);
      if (isPlayed) play();
    };
    const name = text.names[id] ?? id;
    const width = widthText(2 * scene.view.radius);
    const show = button('', () => visit(false), networkWords(scene.networks[0]), 'place');
    const picture = element('img');
    picture.alt = '';
    picture.width = picture.height = SIDE;
    picture.addEventListener('error', () => picture.classList.add('missing'));
    picture.src = `gallery/${id}.webp`;
    show.append(picture, element('b', '', name), element('small', '', text.wide(width)));
    const tour = button('', () => visit(true), text.play(name), 'play');
    tour.setAttribute('aria-label', text.play(name));
    tour.append(icon('play'));
    const made = element('li');
    made.append(show, tour);
    return made;
  }
  return () => dialog.showModal();
}
