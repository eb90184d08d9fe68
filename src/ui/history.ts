// Undo and redo for every change of the scene.
import type { Scene } from '../model/scene.ts';
import { Store } from './store.ts';

/** How many steps back are kept; scenes share what did not change between them. */
const MOST = 200;
/** Changes of one thing that follow each other within this many ms are one step: a slider that is dragged, a number that is typed. */
const PAUSE = 700;

export interface History {
  undo(): void;
  redo(): void;
  readonly canUndo: Store<boolean>;
  readonly canRedo: Store<boolean>;
}

/** What the newest step is about. */
interface Step {
  readonly paths: ReadonlySet<string>;
  readonly isCamera: boolean;
  readonly time: number;
}

/**
 * Remembers every scene from now on. Camera moves in a row are one step, however long they take; that another pane is active is none.
 * `now` in ms.
 */
export function attachHistory(scenes: Store<Scene>, now: () => number = () => performance.now()): History {
  const past: Scene[] = [];
  const future: Scene[] = [];
  const [canUndo, canRedo] = [new Store(false), new Store(false)];
  let present = scenes.value;
  let newest: Step | null = null;
  let stepping = false;

  const tell = () => {
    canUndo.set(past.length > 0);
    canRedo.set(future.length > 0);
  };

  scenes.watch(() => {
    // Not the watcher's own argument: a watcher before this one may have changed the scene again.
    const before = present;
    present = scenes.value;
    if (stepping) return;
    const paths = new Set(differences(before, present));
    paths.delete('active');
    if (paths.size === 0) return;
    const step = { paths, isCamera: [...paths].every(isCameraPath), time: now() };
    if (!newest || !continues(newest, step)) past.push(before);
    if (past.length > MOST) past.shift();
    future.length = 0;
    newest = step;
    tell();
  });

  function step(from: Scene[], to: Scene[]): void {
    const next = from.pop();
    if (next === undefined) return;
    to.push(present);
    newest = null;
    stepping = true;
    scenes.set(next);
    stepping = false;
    tell();
  }

  return { undo: () => step(past, future), redo: () => step(future, past), canUndo, canRedo };
}

function continues(newest: Step, next: Step): boolean {
  if (newest.isCamera || next.isCamera) return newest.isCamera && next.isCamera;
  const sameThing = [...next.paths].some((path) => newest.paths.has(path));
  return sameThing && next.time - newest.time <= PAUSE;
}

function isCameraPath(path: string): boolean {
  return /^(view|camera)\b|^panes\.\d+\.frame$/.test(path);
}

/** Where two values differ, as paths of at most three names, such as "networks.0.widths". */
function* differences(a: unknown, b: unknown, path: readonly string[] = []): Generator<string> {
  if (Object.is(a, b)) return;
  const [mine, other] = [entriesOf(a), entriesOf(b)];
  const isAlike = mine?.length === other?.length && mine?.every(([key], i) => key === other?.[i][0]);
  if (!mine || !other || !isAlike) yield path.slice(0, 3).join('.');
  else for (const [i, [key, value]] of mine.entries()) yield* differences(value, other[i][1], [...path, key]);
}

function entriesOf(value: unknown): [string, unknown][] | null {
  return typeof value === 'object' && value !== null ? Object.entries(value) : null;
}
