// Accepted when the address holds the scene half a second after the last change, when a link becomes the scene, when a broken one gives
// a sentence and is not lost, and when the browser's history gets no entries but for that.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { formatScene, parseScene } from '../../src/formats/scene-address.ts';
import type { Scene } from '../../src/model/scene.ts';
import { type Address, attachAddress } from '../../src/ui/address.ts';
import type { AddressBar } from '../../src/ui/address-bar.ts';
import { Store } from '../../src/ui/store.ts';

const STANDARD = 'v=1&net=2-12-12-1:relu@torch:1';
const OTHER = 'v=1&net=2-20-1:tanh@torch:4&view=1,2,0.5';

/** The browser's history, and what the page does with it. */
class FakeBar implements AddressBar {
  entries: string[];
  writes = 0;
  refuses = false;
  copied: string | null = null;
  #open = () => {};
  #leave = () => {};

  constructor(fragment: string) {
    this.entries = [fragment];
  }

  get fragment(): string {
    return this.entries[this.entries.length - 1];
  }

  link(fragment: string): string {
    return `https://crease.example/#${fragment}`;
  }

  write(fragment: string, isNewStep: boolean): void {
    if (this.refuses) throw new Error('too often');
    this.writes++;
    if (!isNewStep) this.entries.pop();
    this.entries.push(fragment);
  }

  async copy(text: string): Promise<void> {
    if (this.refuses) throw new Error('not allowed');
    this.copied = text;
  }

  onOpen(listener: () => void): void {
    this.#open = listener;
  }

  onLeave(listener: () => void): void {
    this.#leave = listener;
  }

  /** The reader pastes a fragment into the address bar. */
  paste(fragment: string): Promise<void> {
    this.entries.push(fragment);
    this.#open();
    return settle();
  }

  back(): Promise<void> {
    this.entries.pop();
    this.#open();
    return settle();
  }

  leave(): Promise<void> {
    this.#leave();
    return settle();
  }
}

/** Lets promises follow one another without a moment passing. */
async function settle(): Promise<void> {
  for (let i = 0; i < 500; i++) await Promise.resolve();
}

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

interface Page {
  readonly bar: FakeBar;
  readonly scenes: Store<Scene>;
  readonly said: (string | null)[];
  readonly address: Address;
}

async function openPage(fragment: string): Promise<Page> {
  const bar = new FakeBar(fragment);
  const scenes = new Store(await parseScene(STANDARD));
  const said: (string | null)[] = [];
  const address = await attachAddress(scenes, { bar, tell: (sentence) => said.push(sentence) });
  return { bar, scenes, said, address };
}

const strip = (page: Page, to: Scene['strip']) => page.scenes.update((scene) => ({ ...scene, strip: to }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the page opened', () => {
  test('without a link shows its own scene, and the address holds it', async () => {
    const { bar, scenes, said } = await openPage('');
    expect(bar.entries).toEqual([STANDARD]);
    expect(await formatScene(scenes.value)).toBe(STANDARD);
    expect(said).toEqual([]);
  });

  test('with a link shows it, and leaves the address as it was written', async () => {
    const { bar, scenes, said } = await openPage(encodeURIComponent(OTHER));
    expect(await formatScene(scenes.value)).toBe(OTHER);
    await pass(2000);
    expect([bar.writes, bar.fragment]).toEqual([0, encodeURIComponent(OTHER)]);
    expect(said).toEqual([]);
  });

  test('with a broken link says so, shows its own scene and leaves the link to be mended', async () => {
    const page = await openPage('v=1&net=2-20-1:rule');
    expect(await formatScene(page.scenes.value)).toBe(STANDARD);
    expect(page.said).toEqual([
      expect.stringMatching(/^This link cannot be opened\. The activation "rule" is unknown.* first scene/),
    ]);
    await pass(5000);
    await page.bar.leave();
    expect(page.bar.entries).toEqual(['v=1&net=2-20-1:rule']);
    strip(page, 'pre');
    await pass(500);
    strip(page, 'post');
    await pass(500);
    expect(page.bar.entries).toEqual(['v=1&net=2-20-1:rule', `${STANDARD}&strip=post`]);
    await page.bar.back();
    // The sentence about the first scene went with the first change.
    expect(page.said).toEqual([expect.any(String), null, expect.stringContaining('undo brings back')]);
  });
});

describe('the address', () => {
  test('is written once, within half a second after the last of many changes', async () => {
    const page = await openPage(STANDARD);
    for (let i = 0; i < 40; i++) {
      strip(page, i % 2 === 0 ? 'pre' : 'post');
      await pass(100);
    }
    expect(page.bar.writes).toBe(0);
    await pass(400);
    expect([page.bar.writes, page.bar.entries]).toEqual([1, [`${STANDARD}&strip=post`]]);
  });

  test('is written at once when the page may be closed', async () => {
    const page = await openPage(STANDARD);
    strip(page, 'pre');
    await page.bar.leave();
    expect(page.bar.entries).toEqual([`${STANDARD}&strip=pre`]);
    await pass(2000);
    expect(page.bar.writes).toBe(1);
  });

  test('is not written for a change that was taken back', async () => {
    const page = await openPage(STANDARD);
    const before = page.scenes.value;
    strip(page, 'pre');
    page.scenes.set(before);
    await pass(2000);
    expect(page.bar.writes).toBe(0);
  });

  test('is tried again with the next change where the browser refuses it', async () => {
    const page = await openPage(STANDARD);
    page.bar.refuses = true;
    strip(page, 'pre');
    await pass(5000);
    expect(page.said).toEqual([expect.stringContaining('(too often)')]);
    page.bar.refuses = false;
    strip(page, 'post');
    await pass(500);
    expect(page.bar.entries).toEqual([`${STANDARD}&strip=post`]);
    expect(page.said.slice(1)).toEqual([null]);
  });

  test('stays, with a sentence, where no link can hold the scene', async () => {
    const page = await openPage(STANDARD);
    const edits = Array.from({ length: 70_000 }, (_, i) => ({ layer: 0, unit: i % 512, input: i >> 9, value: 1 }));
    page.scenes.update((scene) => ({ ...scene, networks: [{ ...scene.networks[0], edits }] }));
    await pass(500);
    expect(page.bar.entries).toEqual([STANDARD]);
    expect(page.said[0]).toMatch(/^The address does not hold this scene\. The network has 70000 numbers/);
    expect(await page.address.copyLink()).toMatch(/70000/);
  });
});

describe('another link in the same tab', () => {
  test('becomes the scene, and a change that was not yet written does not take its place', async () => {
    const page = await openPage(STANDARD);
    strip(page, 'pre');
    await page.bar.paste(OTHER);
    expect(await formatScene(page.scenes.value)).toBe(OTHER);
    await pass(2000);
    expect([page.bar.writes, page.bar.entries]).toEqual([0, [STANDARD, OTHER]]);
  });

  test('may be none: then the page starts over', async () => {
    const page = await openPage(OTHER);
    await page.bar.paste('');
    expect(page.bar.entries).toEqual([OTHER, STANDARD]);
  });

  test('wins over one that was opened before it', async () => {
    const page = await openPage(STANDARD);
    const first = page.bar.paste('broken');
    await Promise.all([first, page.bar.paste(OTHER)]);
    expect(await formatScene(page.scenes.value)).toBe(OTHER);
    expect(page.said).toEqual([]);
  });

  test('takes the sentence about a broken one away', async () => {
    const page = await openPage('broken');
    await page.bar.paste(OTHER);
    expect(page.said).toEqual([expect.stringContaining('cannot be opened'), null]);
  });
});

describe('copyLink', () => {
  test('copies the present scene, written or not', async () => {
    const page = await openPage(STANDARD);
    strip(page, 'pre');
    expect(await page.address.copyLink()).toBe('Link copied.');
    expect(page.bar.copied).toBe(`https://crease.example/#${STANDARD}&strip=pre`);
  });

  test('says what to do instead where the browser does not let it', async () => {
    const page = await openPage(STANDARD);
    page.bar.refuses = true;
    expect(await page.address.copyLink()).toMatch(/take the link from the address bar/);
  });
});
