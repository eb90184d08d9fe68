// What the benchmark measures, as data: the JSON beside the table.
import type { Watched } from './other-load.ts';

/** A number, or the reason why there is none. */
export type Measured<T> = T | { readonly skipped: string };

export interface Throughput {
  /** Points a second. */
  readonly rate: number;
  /** Median of `runs`, submission to completion, in ms. */
  readonly ms: number;
  readonly runs: number;
}

export interface ThroughputCase {
  readonly net: string;
  readonly quantity: string;
  readonly points: number;
  readonly strategy: string;
  /** 2 for each multiply-add: planes carried × Σ fan-in × fan-out of the layers. */
  readonly flopsPerPoint: number;
  readonly measured: Measured<Throughput>;
}

export interface CompileCase {
  readonly net: string;
  readonly quantity: string;
  readonly strategy: string;
  /** The first evaluation on a fresh device less the second; the best of two devices each. */
  readonly ms: number;
}

/** Times in ms since a fresh process began; medians of `runs` processes. */
export interface FirstPicture {
  readonly net: string;
  readonly side: number;
  readonly quantity: string;
  /** The first statement of the program. */
  readonly started: number;
  /** The device is there. */
  readonly opened: number;
  /** The RGBA bytes are there. */
  readonly pictured: number;
  /** The same picture again, alone. */
  readonly again: number;
  readonly runs: number;
}

export interface PageSize {
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly gzipped: number }[];
  /** Gzipped, of what opening the page loads: the rest comes when it is asked for. */
  readonly atFirst: number;
  readonly bytes: number;
  readonly gzipped: number;
}

/** Times in ms since the page was opened; medians of `visits`, each with nothing kept. */
export interface PageStart {
  /** Of the window, in pixels. */
  readonly width: number;
  readonly height: number;
  /** The page's controls are on the screen. */
  readonly shown: number;
  /** The first picture, which is coarse where a full one takes long, and the full one. */
  readonly first: number;
  readonly full: number;
  readonly visits: number;
}

export interface PeerCase {
  /** Library, version and device, as in "NumPy 2.4.6 on 2 threads". */
  readonly peer: string;
  readonly net: string;
  readonly quantity: string;
  readonly points: number;
  readonly measured: Measured<Throughput>;
}

export interface Host {
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  readonly threads: number;
  readonly platform: string;
}

export interface Machine extends Host {
  readonly adapter: string;
  readonly software: boolean;
}

export interface Results {
  readonly machine: Machine;
  readonly limit: number;
  readonly throughput: Watched<readonly ThroughputCase[]>;
  readonly compile: Watched<readonly CompileCase[]>;
  readonly firstPicture: Measured<FirstPicture>;
  readonly page: Measured<PageSize>;
  readonly pageStart: Measured<PageStart>;
  readonly peers: readonly PeerCase[];
  /** Words on peers that are not there. */
  readonly missingPeers: readonly string[];
}

/** Cells a second of one program on one network. */
export interface CellRate {
  readonly cells: number;
  /** Median of `runs`, in ms. */
  readonly ms: number;
  readonly runs: number;
  /** Cells a second. */
  readonly rate: number;
}

export interface RegionCase {
  readonly net: string;
  /** "Crease", or the peer's name and version. */
  readonly program: string;
  readonly measured: Measured<CellRate>;
}

export interface ThreadCase {
  readonly net: string;
  readonly threads: number;
  readonly measured: Measured<CellRate>;
}

/** One partition in a fresh process, nothing warmed up. */
export interface RegionProcess {
  readonly net: string;
  /** 0 where it was the only thread's own work. */
  readonly threads: number;
  readonly cells: number;
  /** Without the proof. */
  readonly ms: number;
  /** What the certificate said, and how long it took; null where nothing was proven. */
  readonly proof: { readonly ok: boolean; readonly ms: number } | null;
  /** The most memory that the process ever held, in bytes. */
  readonly peak: number;
}

export interface RegionResults {
  readonly host: Host;
  readonly limit: number;
  /** Of the box [−bound, bound]². */
  readonly bound: number;
  /** Others' share while Crease ran, not while its peers did. */
  readonly shapes: Watched<readonly RegionCase[]>;
  readonly missingPeers: readonly string[];
  readonly threads: Watched<readonly ThreadCase[]>;
  readonly processes: readonly Measured<RegionProcess>[];
}

export function wasSkipped<T>(measured: Measured<T>): measured is { readonly skipped: string } {
  return typeof measured === 'object' && measured !== null && 'skipped' in measured;
}
