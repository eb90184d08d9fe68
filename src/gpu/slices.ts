// Runs long work as slices of about 50 ms of GPU time, one submission each, so that the device stays responsive and work can stop.
import { GpuError } from '../model/errors.ts';
import type { PipelineCache } from './context.ts';
import type { Turn } from './turns.ts';

/**
 * What a slice aims at, in ms; twice as much is still well. Under a hand, graphics hardware leaves time in every frame for the next
 * picture; a software adapter would spend too much of it on beginnings.
 */
export const SLICE_MS = { background: 50, underHand: { hardware: 8, software: 50 } } as const;
/** Shorter slices say more of the latency than of the rate. */
const TRUSTED_MS = 5;
/** Multiply-adds a ms that even a slow software adapter does: what the first slice is cut by. */
const CAUTIOUS_RATE = 2e5;
/** Points a slice has a multiple of: whole quads, and few enough that a slice of the widest network stays short on a software adapter. */
const GRAIN = 16;

/** Points a ms of each kind of work, as measured; so that a second picture is cut right at once. */
export class Pace {
  readonly #rates = new Map<string, number>();

  /** Points that take about so many ms. */
  pointsFor(key: string, multiplyAdds: number, ms: number = SLICE_MS.background): number {
    const rate = this.#rates.get(key) ?? CAUTIOUS_RATE / multiplyAdds;
    return Math.max(GRAIN, Math.floor((rate * ms) / GRAIN) * GRAIN);
  }

  learn(key: string, points: number, ms: number): void {
    const measured = points / Math.max(ms, 0.05);
    const known = this.#rates.get(key);
    // A short slice measures the latency: the rate is at least this. Otherwise one odd slice must not halve or blow up the next.
    if (known === undefined) this.#rates.set(key, measured);
    else if (ms < TRUSTED_MS) this.#rates.set(key, Math.max(known, measured));
    else this.#rates.set(key, Math.min(2 * known, 0.5 * (known + measured)));
  }
}

export interface SlicedWork {
  /** Names the kind of work for the pace: equal keys take equally long a point. */
  readonly key: string;
  readonly points: number;
  readonly multiplyAdds: number;
  readonly maxPoints: number;
  /** Whoever asks waits for it otherwise: what is one slice is only submitted. */
  readonly brief?: boolean;
  /** Records the points [first, end). */
  readonly record: (pass: GPUComputePassEncoder, first: number, end: number) => void;
}

export interface SliceOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told the points done since it was last told. */
  readonly onPoints?: (points: number) => void;
}

/** What jobs on one device share. */
export interface GpuContext {
  readonly device: GPUDevice;
  readonly pipelines: PipelineCache;
  readonly pace: Pace;
  /** Every slice waits for its turn, so that several jobs share the device by their urgency and not by chance. */
  readonly turn: Turn;
  /** What a slice aims at. */
  readonly sliceMs: number;
}

/** Submits the work slice by slice and waits for each, unless it is brief; resolves to the ms it took. Rejects with the signal's reason once that aborts. */
export async function runSliced(
  { device, pace, turn, sliceMs }: GpuContext,
  work: SlicedWork,
  options: SliceOptions = {},
): Promise<number> {
  let total = 0;
  for (let first = 0; first < work.points; ) {
    const from = first;
    await turn(async () => {
      options.signal?.throwIfAborted();
      const end = Math.min(work.points, from + Math.min(pace.pointsFor(work.key, work.multiplyAdds, sliceMs), work.maxPoints));
      const encoder = device.createCommandEncoder({ label: `${work.key}.slice` });
      const pass = encoder.beginComputePass({ label: `${work.key}.slice` });
      work.record(pass, from, end);
      pass.end();
      first = end;
      const start = performance.now();
      device.queue.submit([encoder.finish()]);
      if (work.brief && end - from === work.points) return;
      await submitted(device);
      const ms = performance.now() - start;
      pace.learn(work.key, end - from, ms);
      total += ms;
    });
    options.onPoints?.(first - from);
  }
  return total;
}

/** Fields of coarse pictures have at most so many points: they are evaluated and reduced in a moment. */
export const BRIEF_POINTS = 2 ** 16;

/** A context whose slices all belong to one turn: it begins with the first of them and lasts until `end`. */
export interface HeldTurn {
  readonly context: GpuContext;
  /** ms since it began; 0 before. */
  elapsed(): number;
  end(): void;
}

export function inOneTurn(context: GpuContext): HeldTurn {
  let began = Number.NaN;
  let end = () => {};
  let turn: Promise<void> | null = null;
  const begin = () =>
    new Promise<void>((begins) => {
      void context.turn(() => {
        began = performance.now();
        begins();
        return new Promise<void>((ends) => {
          end = ends;
        });
      });
    });
  return {
    context: {
      ...context,
      turn: async (work) => {
        turn ??= begin();
        await turn;
        return work();
      },
    },
    elapsed: () => performance.now() - began || 0,
    end: () => end(),
  };
}

/** Waits for everything submitted. Throws GpuError where the device was lost meanwhile: several promises resolve even then. */
export async function submitted(device: GPUDevice): Promise<void> {
  const lost = await Promise.race([device.queue.onSubmittedWorkDone().then(() => null), device.lost]);
  if (lost) throw lostError(lost);
}

function lostError({ reason, message }: GPUDeviceLostInfo): GpuError {
  return new GpuError(
    `The GPU device was lost (${reason || 'unknown reason'}): ${message || 'no message'} Open it again to go on.`,
    { kind: 'lost' },
  );
}
