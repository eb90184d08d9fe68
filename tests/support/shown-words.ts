// Finds words for readers in a source: texts that belong into src/ui/text, where they can be translated.
import { parseSync, Visitor } from 'vite';

/** Two or more words, or one beside what is put in, are for readers wherever they stand; where a control gets its words, one is enough. */
const SENTENCE = /\p{L}{2,}\S* (\S+ )*\S*(\p{L}{2,}|…)|… (\S+ )*\p{L}{2,}/u;
const WORD = /\p{L}{2,}/u;
/** The page's name is the same in every language. */
const NAMES = ['Crease'];

const COLOUR = /^rgb\(.*\)$/;

/** Calls with a class, a selector or a query, and calls with words, each with the argument's place. */
const TECHNICAL_ARGUMENTS = new Map([
  ['element', 1],
  ['createDialog', 2],
  ['querySelector', 0],
  ['querySelectorAll', 0],
  ['closest', 0],
  ['matches', 0],
  ['matchMedia', 0],
]);
const SHOWN_ARGUMENTS = new Map([
  ['element', 2],
  ['addFolder', 0],
  ['name', 0],
  ['title', 0],
]);
const TECHNICAL_PROPERTIES = ['font', 'fillStyle', 'strokeStyle', 'className', 'class'];
const SHOWN_PROPERTIES = ['textContent', 'innerText', 'title', 'ariaLabel', 'ariaDescription', 'ariaValueText', 'placeholder'];
const SHOWN_ATTRIBUTES = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'];

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Each such text of a TypeScript source; templates have … for what is put into them. */
export function shownWords(path: string, source: string): string[] {
  const texts: (Span & { readonly text: string })[] = [];
  const technical: Span[] = [];
  const shown: Span[] = [];
  const isIn = (spans: readonly Span[], { start, end }: Span) => spans.some((span) => span.start <= start && end <= span.end);
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  new Visitor({
    ThrowStatement: (node) => void technical.push(node),
    ImportDeclaration: (node) => void technical.push(node),
    TSLiteralType: (node) => void technical.push(node),
    CallExpression: ({ callee, arguments: given }) => {
      const name = nameOf(callee.type === 'MemberExpression' ? callee.property : callee);
      const [technicalAt, shownAt] = [TECHNICAL_ARGUMENTS.get(name), SHOWN_ARGUMENTS.get(name)];
      if (technicalAt !== undefined && given[technicalAt]) technical.push(given[technicalAt]);
      if (shownAt !== undefined && given[shownAt]) shown.push(given[shownAt]);
      if (name !== 'setAttribute' || given.length < 2) return;
      const [attribute, value] = given;
      const isShown = attribute.type === 'Literal' && SHOWN_ATTRIBUTES.includes(`${attribute.value}`);
      (isShown ? shown : technical).push(value);
    },
    AssignmentExpression: ({ left, right }) => {
      const property = left.type === 'MemberExpression' ? nameOf(left.property) : '';
      if (TECHNICAL_PROPERTIES.includes(property)) technical.push(right);
      if (SHOWN_PROPERTIES.includes(property)) shown.push(right);
    },
    BinaryExpression: (node) => void technical.push(node),
    Property: ({ key, value }) => {
      if (TECHNICAL_PROPERTIES.includes(nameOf(key))) technical.push(value);
    },
    Literal: ({ start, end, value }) => {
      if (typeof value === 'string') texts.push({ start, end, text: value });
    },
    TemplateLiteral: ({ start, end, quasis }) => {
      texts.push({ start, end, text: quasis.map(({ value }) => value.cooked ?? value.raw).join('…') });
    },
  }).visit(program);
  return texts
    .filter((span) => !isIn(technical, span) && !NAMES.includes(span.text) && !COLOUR.test(span.text))
    .filter((span) => (isIn(shown, span) ? WORD : SENTENCE).test(span.text))
    .map(({ text }) => text);
}

function nameOf(node: { readonly type: string }): string {
  return 'name' in node && typeof node.name === 'string' ? node.name : '';
}
