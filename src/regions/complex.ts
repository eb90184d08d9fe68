// The cells while they are being cut: vertices, edges that remember how they were split, and the lines that they lie on, all growing.

/** A vertex that may lie further off than this part of its distance from the centre is blurred. */
const BLURRED = 1e-11;

/** The same numbers in an array of at least twice the length. */
export function grown<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(array: T, count: number): T {
  const Kind = array.constructor as new (length: number) => T;
  const larger = new Kind(Math.max(count, 2 * array.length));
  larger.set(array as never);
  return larger;
}

/** Cells as loops of half-edges, counter-clockwise. Half-edge 2e runs along edge e, 2e + 1 runs back. */
export class CellList {
  readonly words: number;
  readonly outputs: number;
  count = 0;
  /** [count + 1] */
  starts: Uint32Array;
  sides: Int32Array;
  /** [count × words] */
  patterns: Uint32Array;
  /** [count × outputs × 3] */
  affine: Float64Array;
  /** [count]; 0 unless cut along classes. */
  classes: Int32Array;

  /** `room` is how many cells are expected. */
  constructor(words: number, outputs: number, room = 64) {
    this.words = words;
    this.outputs = outputs;
    this.starts = new Uint32Array(room + 1);
    this.sides = new Int32Array(room * 4);
    this.patterns = new Uint32Array(room * words);
    this.affine = new Float64Array(room * outputs * 3);
    this.classes = new Int32Array(room);
  }

  /** Room for another cell with so many sides. */
  reserve(sides: number): void {
    const { count, words, outputs } = this;
    const end = this.starts[count] + sides;
    if (count + 2 > this.starts.length) this.starts = grown(this.starts, count + 2);
    if (end > this.sides.length) this.sides = grown(this.sides, end);
    if ((count + 1) * words > this.patterns.length) this.patterns = grown(this.patterns, (count + 1) * words);
    if ((count + 1) * outputs * 3 > this.affine.length) this.affine = grown(this.affine, (count + 1) * outputs * 3);
    if (count + 1 > this.classes.length) this.classes = grown(this.classes, count + 1);
  }
}

export class Complex {
  vertexCount = 0;
  /** [vertices × 2] x1, x2. */
  at = new Float64Array(2048);
  /**
   * [vertices × 3] how far a vertex may lie from where it should, by rounding: ± the first two along its edge, and the third all around.
   * Two lines that are nearly parallel leave much of the first and little of the second.
   */
  blur = new Float64Array(3072);
  /** 1 where signs cannot come from a cell's maps, because the vertex's blur is not far below its distance from the centre. */
  asks = new Uint8Array(1024);

  edgeCount = 0;
  /** [edges × 2] from, to: half-edge h begins at ends[h] and ends at ends[h ^ 1]. */
  ends = new Int32Array(2048);
  line = new Int32Array(1024);
  /** The vertex that splits an edge into edges `child` and `child` + 1; −1 where it is whole. */
  mid = new Int32Array(1024);
  child = new Int32Array(1024);

  lineCount = 0;
  /** a x + b y + c = 0 */
  a = new Float64Array(1024);
  b = new Float64Array(1024);
  c = new Float64Array(1024);
  /** [lines × 2] what a line's constant and gradient were summed from, over the gradient's length: it lies there to a few ULP of these. */
  spread = new Float64Array(2048);
  /** What bore the line; see Partition.edgeCreases. */
  creases = new Uint32Array(1024);

  /** Pairs [edge, crease code]: creases that run along an edge that another one bore. */
  coincident: number[] = [];

  addVertex(x: number, y: number, along1: number, along2: number, around: number): number {
    const v = this.vertexCount++;
    if (v >= this.asks.length) {
      this.at = grown(this.at, 2 * v + 2);
      this.blur = grown(this.blur, 3 * v + 3);
      this.asks = grown(this.asks, v + 1);
    }
    this.at[2 * v] = x;
    this.at[2 * v + 1] = y;
    this.blur[3 * v] = along1;
    this.blur[3 * v + 1] = along2;
    this.blur[3 * v + 2] = around;
    const isBlurred = Math.abs(along1) + Math.abs(along2) + around > BLURRED * (Math.abs(x) + Math.abs(y));
    this.asks[v] = isBlurred ? 1 : 0;
    return v;
  }

  addLine(a: number, b: number, c: number, crease: number, sizeC: number, sizeG: number): number {
    const l = this.lineCount++;
    if (l >= this.a.length) {
      this.a = grown(this.a, l + 1);
      this.b = grown(this.b, l + 1);
      this.c = grown(this.c, l + 1);
      this.spread = grown(this.spread, 2 * l + 2);
      this.creases = grown(this.creases, l + 1);
    }
    this.a[l] = a;
    this.b[l] = b;
    this.c[l] = c;
    const length = Math.sqrt(a * a + b * b);
    this.spread[2 * l] = sizeC / length;
    this.spread[2 * l + 1] = sizeG / length;
    this.creases[l] = crease;
    return l;
  }

  addEdge(from: number, to: number, line: number): number {
    const e = this.edgeCount++;
    if (e >= this.line.length) {
      this.ends = grown(this.ends, 2 * e + 2);
      this.line = grown(this.line, e + 1);
      this.mid = grown(this.mid, e + 1);
      this.child = grown(this.child, e + 1);
    }
    this.ends[2 * e] = from;
    this.ends[2 * e + 1] = to;
    this.line[e] = line;
    this.mid[e] = -1;
    return e;
  }

  /** Splits edge e at vertex v. */
  splitEdge(e: number, v: number): void {
    this.mid[e] = v;
    const first = this.addEdge(this.ends[2 * e], v, this.line[e]);
    this.addEdge(v, this.ends[2 * e + 1], this.line[e]);
    // Not before: adding an edge may move the array.
    this.child[e] = first;
  }

  /** Appends what a half-edge has been split into, in order. */
  pieces(half: number, out: number[]): void {
    const e = half >>> 1;
    if (this.mid[e] < 0) {
      out.push(half);
      return;
    }
    const child = this.child[e];
    this.pieces(half & 1 ? 2 * child + 3 : 2 * child, out);
    this.pieces(half & 1 ? 2 * child + 1 : 2 * child + 2, out);
  }
}
