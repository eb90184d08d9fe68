// The rule of who may import whom, as a function from source texts to sentences about what breaks it.
import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** What each room of src/ may import besides itself; `main` is src/main.ts. */
const MAY_IMPORT: ReadonlyMap<string, readonly string[]> = new Map([
  ['model', []],
  ['cpu-reference', ['model']],
  ['formats', ['model']],
  ['regions', ['model']],
  ['training', ['model']],
  ['shaders', []],
  ['gpu', ['model', 'shaders']],
  ['workers', ['model', 'cpu-reference', 'formats', 'regions', 'training', 'gpu']],
  ['cli', ['model', 'cpu-reference', 'formats', 'regions', 'training', 'gpu', 'workers']],
  ['ui', ['model', 'formats']],
  ['main', ['model', 'cpu-reference', 'formats', 'regions', 'training', 'gpu', 'workers', 'ui']],
]);

/** The one file outside src/ that a source may read, for the version in it. */
const OUTSIDE = ['../package.json'];

/** All modules that a source names, types and workers included, as written. */
export function importsOf(path: string, source: string): string[] {
  const found: string[] = [];
  const note = (node: unknown): void => {
    if (typeof node === 'object' && node !== null && 'value' in node && typeof node.value === 'string') {
      found.push(node.value);
    }
  };
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) {
    throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  }
  new Visitor({
    ImportDeclaration: (node) => note(node.source),
    ExportNamedDeclaration: (node) => note(node.source),
    ExportAllDeclaration: (node) => note(node.source),
    ImportExpression: (node) => note(node.source),
    TSImportType: (node) => note(node.source),
    NewExpression: (node) => {
      // new URL('./x.ts', import.meta.url) is how a worker is imported.
      if (node.callee.type === 'Identifier' && node.callee.name === 'URL' && node.arguments[1]?.type === 'MemberExpression') {
        note(node.arguments[0]);
      }
    },
  }).visit(program);
  return found;
}

function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '');
}

function brokenRule(from: string, to: string): string | null {
  if (to.startsWith('..')) {
    return OUTSIDE.includes(to) ? null : `src/${from} imports ${to}, which lies outside src`;
  }
  const allowed = MAY_IMPORT.get(roomOf(from));
  if (allowed === undefined) {
    return `src/${from} lies in no room of the house: add "${roomOf(from)}" to the rule and to the design`;
  }
  const may = roomOf(to) === roomOf(from) || allowed.includes(roomOf(to));
  return may ? null : `src/${from} imports src/${to}, but ${roomOf(from)} may import ${allowed.join(', ') || 'nothing'}`;
}

/** The circles of a graph, each once, as the way around it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path);
    if (start >= 0) {
      found.push(`a circle: ${[...way.slice(start), path].join(' → ')}`);
    } else if (!done.has(path)) {
      for (const next of graph.get(path) ?? []) {
        visit(next, [...way, path]);
      }
      done.add(path);
    }
  };
  for (const path of graph.keys()) {
    visit(path, []);
  }
  return found;
}

/** What breaks the rule among `sources`, a map from paths below src/ to texts. Paths have forward slashes. */
export function importViolations(sources: ReadonlyMap<string, string>): string[] {
  const graph = new Map<string, string[]>();
  const found: string[] = [];
  for (const [path, source] of sources) {
    const relative = importsOf(path, source).filter((specifier) => specifier.startsWith('.'));
    const targets = relative.map((specifier) => posix.join(posix.dirname(path), specifier.replace(/\?.*$/, '')));
    graph.set(path, targets);
    found.push(...targets.flatMap((target) => brokenRule(path, target) ?? []));
  }
  return [...found, ...circles(graph)];
}
