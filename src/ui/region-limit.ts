// Where counting regions ends in the page: what its memory and a reader's patience hold.
import type { PartitionLimit } from '../model/partition.ts';

export const LIMIT = { cells: 1_000_000, seconds: 20 } as const satisfies PartitionLimit;
