// The regions of the scene's other networks, for their maps alone: found one after the other when there is nothing else to count.
import { type PaintRequest, sameGrid } from '../model/painting.ts';
import { checkPartitionable, NO_CUT, type Partition } from '../model/partition.ts';
import type { Partitioning } from '../model/partitioning.ts';
import type { Scene } from '../model/scene.ts';
import type { Pane } from './pane.ts';
import { domainOf } from './region-count.ts';
import { LIMIT } from './region-limit.ts';
import type { Store } from './store.ts';

export interface OtherDeps {
  readonly scenes: Store<Scene>;
  readonly stage: { readonly panes: readonly Pane[] };
  readonly partition: Partitioning['partition'];
  readonly onError: (error: unknown) => void;
  /** What is known, by its network's number in the scene. */
  readonly known: Map<number, Partition>;
}

export interface OtherRegions {
  /** Finds those that are not known in their present views, and calls `told` as each is known. */
  begin(told: () => void): void;
  stop(): void;
}

export function createOtherRegions({ scenes, stage, partition, onError, known }: OtherDeps): OtherRegions {
  /** Of which network and view what is known is, where it was found here. */
  const found = new WeakMap<Partition, PaintRequest>();
  let running = new AbortController();

  const find = async (slot: number, pane: Pane, { signal }: AbortController): Promise<boolean> => {
    const wanted = pane.wanted(scenes.value);
    const { network, pixels } = wanted;
    const last = known.get(slot);
    const lastWanted = last && found.get(last);
    if (lastWanted && lastWanted.network === network && sameGrid(lastWanted.pixels, pixels)) return false;
    try {
      checkPartitionable(network);
    } catch {
      // The card says why when its pane is the active one.
      return known.delete(slot);
    }
    // Nobody asks for a certificate.
    const enough = new AbortController();
    const request = { network, domain: domainOf(pixels), cut: NO_CUT, limit: LIMIT };
    const onPartition = (whole: Partition) => {
      known.set(slot, whole);
      found.set(whole, wanted);
      enough.abort();
    };
    await partition(request, { signal: AbortSignal.any([signal, enough.signal]), onPartition }).catch((error) => {
      if (!signal.aborted && !enough.signal.aborted) onError(error);
    });
    return enough.signal.aborted;
  };

  return {
    begin(told) {
      running.abort();
      const own = new AbortController();
      running = own;
      const { panes, active } = scenes.value;
      const slots = new Map(panes.map(({ network }, i) => [network, i]));
      for (const slot of known.keys()) if (!slots.has(slot)) known.delete(slot);
      slots.delete(panes[active].network);
      void (async () => {
        for (const [slot, i] of slots) {
          if (own.signal.aborted) return;
          if (await find(slot, stage.panes[i], own)) told();
        }
      })();
    },
    stop: () => running.abort(),
  };
}
