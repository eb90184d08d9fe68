// Records as text: named fields, each with its own codec, as links are made of them.
import { FormatError } from '../model/errors.ts';

/** How one property is written and read. */
export interface Field<V> {
  /** What stands before its text; '' for one that comes first and needs none. */
  readonly name: string;
  /**
   * The text that is meant where the field is missing; null where it must not be. It belongs to the format and not to the page's
   * defaults, so that a link means the same when these change.
   */
  readonly absent: string | null;
  readonly format: (value: V) => string | Promise<string>;
  /** Throws FormatError. */
  readonly parse: (text: string) => V | Promise<V>;
  /** The most characters that are looked at; 4,000 where it is not given. */
  readonly longest?: number;
}

/** One for every property: a missing one does not compile. */
export type Fields<T> = { readonly [K in keyof T]-?: Field<T[K]> };

export interface RecordForm<T> {
  /** For error messages, such as "pane". */
  readonly what: string;
  /** In the order in which they are written. */
  readonly fields: Fields<T>;
  /** What stands between two fields. */
  readonly between: string;
  /** What stands between a field's name and its text. */
  readonly after: string;
}

const LONGEST = 4000;

export async function formatRecord<T extends object>({ fields, between, after }: RecordForm<T>, value: T): Promise<string> {
  const parts: string[] = [];
  for (const key of keysOf(fields)) {
    const { name, absent, format } = fields[key];
    const text = await format(value[key]);
    if (text !== absent) parts.push(name === '' ? text : name + after + text);
  }
  return parts.join(between);
}

/** Throws FormatError for fields that are unknown, doubled, missing, too long or that do not parse. */
export async function parseRecord<T extends object>(form: RecordForm<T>, text: string): Promise<T> {
  const texts = namedTexts(form, text);
  const record: Partial<T> = {};
  for (const key of keysOf(form.fields)) {
    const { name, absent, parse } = form.fields[key];
    const own = texts.get(name) ?? absent;
    if (own === null) throw new FormatError(`The ${form.what} lacks its "${name}".`);
    record[key] = await parse(own);
  }
  // Every key of T is in the table.
  return record as T;
}

/** Items of one form, one behind the other. */
export function listOf<T extends object>(form: RecordForm<T>, between: string, most: number) {
  return {
    format: async (items: readonly T[]) => (await Promise.all(items.map((item) => formatRecord(form, item)))).join(between),
    parse: async (text: string): Promise<T[]> => {
      const texts = text.split(between, most + 1);
      if (texts.length > most) throw new FormatError(`The link has more than ${most} of "${form.what}"; take some out.`);
      return Promise.all(texts.map((item) => parseRecord(form, item)));
    },
  };
}

function namedTexts<T>({ what, fields, between, after }: RecordForm<T>, text: string): ReadonlyMap<string, string> {
  const known = new Map(keysOf(fields).map((key) => [fields[key].name, fields[key].longest ?? LONGEST]));
  const texts = new Map<string, string>();
  for (const part of text.split(between)) {
    const cut = known.has('') && texts.size === 0 ? null : part.indexOf(after);
    const [name, own] = cut === null ? ['', part] : cut < 0 ? [part, null] : [part.slice(0, cut), part.slice(cut + after.length)];
    const longest = known.get(name);
    const names = () => [...known.keys()].filter((one) => one !== '').join(', ');
    if (longest === undefined) throw new FormatError(`The ${what} has the unknown part "${name}"; there are ${names()}.`);
    if (own === null) throw new FormatError(`The ${what} has nothing behind "${name}"; write it as ${name}${after}….`);
    if (texts.has(name)) throw new FormatError(`The ${what} has "${name}" twice; once is enough.`);
    if (own.length > longest)
      throw new FormatError(`The ${what} has ${own.length} characters in "${name}"; at most ${longest} are read.`);
    texts.set(name, own);
  }
  return texts;
}

function keysOf<T>(fields: Fields<T>): (keyof T & string)[] {
  return Object.keys(fields) as (keyof T & string)[];
}
