// Fits a network's whole structure into the active pane's view: every corner of its regions, or the first layer's creases meanwhile and instead.
import { fittingView, frameView } from '../model/fit.ts';
import type { Network } from '../model/network.ts';
import type { StructureFrame } from '../model/partition-report.ts';
import { recipeNetwork } from '../model/recipe.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { MAX_VIEW_WIDTH, sameView, type View } from '../model/view.ts';
import { look } from './actions.ts';
import { countText } from './digits.ts';
import { roughText } from './region-numbers.ts';
import type { Store } from './store.ts';
import { regionsText as text } from './text/regions.ts';
import type { Say } from './toast.ts';

/** A structure that is known within so many ms is shown at once. */
const AT_ONCE_MS = 250;

/** The frame of every corner of a network's regions; null where there is none. Rejects where it is not known, with a sentence. */
export type FindStructure = (network: Network, signal: AbortSignal) => Promise<StructureFrame | null>;

export interface FitDeps {
  readonly scenes: Store<Scene>;
  readonly structure: FindStructure;
  readonly say: Say;
}

/** Returns what fits. Whoever moves on meanwhile is not taken back. */
export function createFit({ scenes, structure, say }: FitDeps): () => void {
  let running = new AbortController();
  return () => {
    running.abort();
    const current = new AbortController();
    running = current;
    const { active } = scenes.value;
    const { recipe, view } = subjectOf(scenes.value);
    const network = recipeNetwork(recipe);
    const first = fittingView(network);
    const go = (to: View) => look(scenes, () => to, active);
    const end = scenes.watch((scene) => {
      const now = scene.active === active && subjectOf(scene);
      if (!now || now.recipe !== recipe || !(sameView(now.view, view) || sameView(now.view, first))) current.abort();
    });
    const finding = structure(network, current.signal);
    const waiting = setTimeout(() => {
      say(text.fitting, finding);
      go(first);
    }, AT_ONCE_MS);
    const finish = (to: View, sentence: string) => {
      clearTimeout(waiting);
      end();
      if (current.signal.aborted) return;
      go(to);
      say(sentence);
    };
    finding.then(
      (frame) => (frame ? finish(frameView(frame), fittedWords(frame)) : finish(first, text.noCorner)),
      (error) => finish(first, text.notFitted(error instanceof Error ? error.message : String(error))),
    );
  };
}

function fittedWords({ center, radius, vertices }: StructureFrame): string {
  const place = center.map(roughText).join(', ');
  return text.fitted(countText(vertices), roughText(radius), place, MAX_VIEW_WIDTH / 2 >= radius);
}
