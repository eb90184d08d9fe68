// Puts pairs of keys into a hash table that holds each pair once, and counts those it did not hold. No key is 0, which stands for an empty
// word. A word is set once and never again, and who finds the first word of a slot equal to his goes on to its second: so all threads
// with equal pairs pass over the same slots and meet in the same one, in whatever order they come.

// Written by gpu/distinct-pass.ts.
struct Keys {
  // The pairs [first, end); the second keys lie `offset` further on than the first ones in their buffer.
  first: u32,
  end: u32,
  offset: u32,
  // Slots that a pair may be tried in.
  probes: u32,
}

struct Counts {
  added: atomic<u32>,
  // Set once a pair has found no slot.
  is_full: atomic<u32>,
}

@group(0) @binding(0) var<uniform> keys: Keys;
@group(0) @binding(1) var<storage, read> first_keys: array<u32>;
@group(0) @binding(2) var<storage, read> second_keys: array<u32>;
// The first words of all slots, then the second ones; a power of two of each.
@group(0) @binding(3) var<storage, read_write> table: array<atomic<u32>>;
@group(0) @binding(4) var<storage, read_write> counts: Counts;

fn pair_at(point: u32) -> vec2u {
  return vec2u(first_keys[point], second_keys[keys.offset + point]);
}

// What the word held when the key was offered to it; where that is 0, it holds the key from now on.
fn offer(word: u32, key: u32) -> u32 {
  var held = 0u;
  var is_done = false;
  // Weak: an exchange may fail though the word is empty.
  while (!is_done) {
    let offered = atomicCompareExchangeWeak(&table[word], 0u, key);
    held = offered.old_value;
    is_done = offered.exchanged || held != 0u;
  }
  return held;
}

const ADDED = 0u;
const KNOWN = 1u;
const NO_SLOT = 2u;

fn put(pair: vec2u) -> u32 {
  let slots = arrayLength(&table) / 2u;
  let mixed = (pair.x ^ (pair.y * 0x85ebca6bu)) * 0x9e3779b1u;
  // An odd step visits every slot.
  let step = (mixed >> 16u) | 1u;
  var slot = mixed ^ (mixed >> 15u);
  for (var n = 0u; n < keys.probes; n++) {
    let at = slot & (slots - 1u);
    let first = offer(at, pair.x);
    if (first == 0u || first == pair.x) {
      let second = offer(slots + at, pair.y);
      if (second == 0u) {
        return ADDED;
      }
      if (second == pair.y) {
        return KNOWN;
      }
    }
    slot += step;
  }
  return NO_SLOT;
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  var added = 0u;
  for (var point = keys.first + id.x; point < keys.end && atomicLoad(&counts.is_full) == 0u; point += groups.x * 256u) {
    let pair = pair_at(point);
    // Most points are on the same region as the one before, whose pair is put in by its own thread.
    if (pair.x == 0u || (point > keys.first && all(pair == pair_at(point - 1u)))) {
      continue;
    }
    let result = put(pair);
    if (result == ADDED) {
      added++;
    } else if (result == NO_SLOT) {
      atomicStore(&counts.is_full, 1u);
    }
  }
  if (added > 0u) {
    atomicAdd(&counts.added, added);
  }
}
