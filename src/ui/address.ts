// Keeps the address and the scene alike: the address always holds the whole scene, and a link that is opened becomes the scene.
import { formatScene, parseScene } from '../formats/scene-address.ts';
import { FormatError } from '../model/errors.ts';
import type { Scene } from '../model/scene.ts';
import { type AddressBar, BROWSER_BAR } from './address-bar.ts';
import type { Store } from './store.ts';
import { shareText } from './text/share.ts';

/** ms without a change after which the address is written: below the half second that is promised, above Safari's 100 writes in 30 s. */
const QUIET = 400;

export interface AddressOptions {
  /** Shows a sentence about the address until the next; null takes it away. */
  readonly tell: (sentence: string | null) => void;
  readonly bar?: AddressBar;
}

export interface Address {
  /** Puts the link to the present scene on the clipboard; returns the sentence that says so, or what to do instead. */
  copyLink(): Promise<string>;
}

/**
 * Opens the link that the page was opened with, if any, and keeps both alike from then on. What cannot be opened gives a sentence and
 * the scene that was in `scenes` at first. Resolves once the first scene is there: draw only then.
 */
export async function attachAddress(scenes: Store<Scene>, { tell, bar = BROWSER_BAR }: AddressOptions): Promise<Address> {
  const standard = scenes.value;
  /** The scene that the address stands for. */
  let held: Scene | null = null;
  /** The address holds a link that cannot be opened. It stays until the scene changes, and then one step back, so that it can be mended. */
  let isBroken = false;
  let isTold = false;
  let opened = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function say(sentence: string | null): void {
    if (sentence === null && !isTold) return;
    isTold = sentence !== null;
    tell(sentence);
  }

  async function open(isFirst: boolean): Promise<void> {
    const turn = ++opened;
    clearTimeout(timer);
    const { fragment } = bar;
    const { scene, problem } = fragment === '' ? { scene: standard, problem: null } : await sceneOf(fragment, standard);
    // A newer link overtook this one.
    if (turn !== opened) return;
    isBroken = problem !== null;
    held = scene;
    scenes.set(scene);
    say(problem === null ? null : shareText.broken(problem, isFirst));
    if (fragment !== '') return;
    held = null;
    await write();
  }

  async function write(): Promise<void> {
    clearTimeout(timer);
    const [scene, turn] = [scenes.value, opened];
    if (scene === held) return;
    const fragment = await fragmentOf(scene);
    // What came in between is written in its turn.
    if (scene !== scenes.value || turn !== opened) return;
    // Whatever comes of it, this scene is not tried again.
    held = scene;
    if (fragment.problem !== null) return say(shareText.tooLarge(fragment.problem));
    try {
      bar.write(fragment.text, isBroken);
      isBroken = false;
      say(null);
    } catch (error) {
      say(shareText.refused(error instanceof Error ? error.message : String(error)));
    }
  }

  await open(true);
  scenes.watch(() => {
    clearTimeout(timer);
    if (scenes.value === held) return;
    // "Here is the first scene instead": it no longer is.
    if (isBroken) say(null);
    timer = setTimeout(write, QUIET);
  });
  bar.onOpen(() => void open(false));
  bar.onLeave(() => void write());

  return {
    async copyLink() {
      const fragment = await fragmentOf(scenes.value);
      if (fragment.problem !== null) return shareText.tooLarge(fragment.problem);
      try {
        await bar.copy(bar.link(fragment.text));
        return shareText.copied;
      } catch {
        return shareText.copyRefused;
      }
    },
  };
}

async function sceneOf(fragment: string, standard: Scene): Promise<{ scene: Scene; problem: string | null }> {
  try {
    return { scene: await parseScene(fragment), problem: null };
  } catch (error) {
    return { scene: standard, problem: sentenceOf(error) };
  }
}

async function fragmentOf(scene: Scene): Promise<{ text: string; problem: null } | { problem: string }> {
  try {
    return { text: await formatScene(scene), problem: null };
  } catch (error) {
    return { problem: sentenceOf(error) };
  }
}

/** What a FormatError says; anything else is a mistake of the page's own and goes on as one. */
function sentenceOf(error: unknown): string {
  if (error instanceof FormatError) return error.message;
  throw error;
}
