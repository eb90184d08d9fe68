// The whole Scene as the fragment of an address, and back: what docs/address.md describes.
import { FormatError } from '../model/errors.ts';
import { LAYOUTS, MAX_RESOLUTION, MIN_RESOLUTION, type Scene, STRIPS } from '../model/scene.ts';
import { clampedSurfaceCamera } from '../model/surface-camera.ts';
import { parseNumber, parseWhole } from './number.ts';
import { formatPanes, parsePanes } from './pane.ts';
import { formatPlaces, formatView, parsePlace, parseSection, parseView, parts } from './place.ts';
import { formatRecipes, MAX_NETWORK_TEXT, parseRecipes } from './recipe.ts';
import { formatRecord, parseRecord, type RecordForm } from './record.ts';
import { checkScene } from './scene-check.ts';
import { formatTour, parseTour } from './tour.ts';

/** The version of the format; a change after which old links would mean something else makes it 2. */
const VERSION = 1;
/** Browsers take at least this much, and an honest link without edits has a few hundred characters. */
const LONGEST = MAX_NETWORK_TEXT + 20_000;

const SCENE: RecordForm<Scene> = {
  what: 'link',
  between: '&',
  after: '=',
  fields: {
    networks: { name: 'net', absent: null, format: formatRecipes, parse: parseRecipes, longest: MAX_NETWORK_TEXT },
    layout: { name: 'layout', absent: 'one', format: String, parse: (text) => oneOf(LAYOUTS, text, 'layout') },
    panes: { name: 'panes', absent: 'value', format: formatPanes, parse: parsePanes },
    active: { name: 'active', absent: '0', format: String, parse: (text) => parseWhole(text, 'active pane', 0, 99) },
    view: { name: 'view', absent: '0,0,3', format: formatView, parse: parseView },
    camera: {
      name: 'camera',
      absent: '0.6,0.55,1.8',
      format: ({ azimuth, elevation, distance }) => [azimuth, elevation, distance].join(),
      parse: parseCamera,
    },
    resolution: {
      name: 'resolution',
      absent: 'screen',
      format: String,
      parse: (text) => (text === 'screen' ? text : parseWhole(text, 'resolution', MIN_RESOLUTION, MAX_RESOLUTION)),
    },
    strip: { name: 'strip', absent: 'none', format: String, parse: (text) => oneOf(STRIPS, text, 'network strip') },
    pin: {
      name: 'pin',
      absent: 'none',
      format: (pin) => (pin === null ? 'none' : formatPlaces([pin])),
      parse: (text) => (text === 'none' ? null : parsePlace(text)),
    },
    section: {
      name: 'section',
      absent: 'none',
      format: (ends) => (ends === null ? 'none' : formatPlaces(ends)),
      parse: (text) => (text === 'none' ? null : parseSection(text)),
    },
    tour: { name: 'tour', absent: 'none', format: formatTour, parse: parseTour },
  },
};

/**
 * The fragment, without #, that parseScene makes `scene` of; numbers set by hand are rounded to f32, as networks hold them.
 * Throws FormatError for a scene that no link can hold.
 */
export async function formatScene(scene: Scene): Promise<string> {
  checkScene(scene);
  const text = await formatRecord(SCENE, scene);
  // No number needs the + of 1e+21, and some programs take it for a space.
  const fragment = `v=${VERSION}&${text.replaceAll('+', '')}`;
  if (fragment.length > LONGEST)
    throw new FormatError(`The scene makes a link of ${fragment.length} characters; at most ${LONGEST} are opened again.`);
  return fragment;
}

/** Reads a fragment, without #. Throws FormatError in a sentence for what is broken, hostile or newer; what is returned can be shown. */
export async function parseScene(fragment: string): Promise<Scene> {
  try {
    const scene = await parseRecord(SCENE, body(fragment));
    checkScene(scene);
    return scene;
  } catch (error) {
    throw error instanceof FormatError ? new FormatError(shortened(error.message)) : error;
  }
}

/** What stands behind the version. */
function body(fragment: string): string {
  if (fragment.length > LONGEST)
    throw new FormatError(`The link has ${fragment.length} characters; at most ${LONGEST} are read.`);
  const text = decoded(fragment);
  const version = /^v=(\d+)(?:&|$)/.exec(text);
  if (!version) throw new FormatError(`The link does not begin with v=${VERSION}: it is cut off, or was not made by Crease.`);
  if (Number(version[1]) > VERSION)
    throw new FormatError(
      `The link is of version ${version[1]}, and this page reads version ${VERSION}: load the newest page, and open it again.`,
    );
  if (Number(version[1]) < VERSION) throw new FormatError(`The link is of version ${version[1]}; there is none before 1.`);
  const rest = text.slice(version[0].length);
  if (rest === '') throw new FormatError('The link says nothing: it is cut off behind its version; copy it again in full.');
  return rest;
}

/** Some programs write , : ; and others as %2C and so on. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw new FormatError('The link has a % that no two digits of a character follow; copy it again in full.');
  }
}

function parseCamera(text: string): Scene['camera'] {
  const numbers = parts(text, 'camera', 'azimuth,elevation,distance');
  const [azimuth, elevation, distance] = numbers.map((part) => parseNumber(part, 'number of the camera'));
  return clampedSurfaceCamera({ azimuth, elevation, distance });
}

function oneOf<T extends string>(names: readonly T[], text: string, what: string): T {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new FormatError(`The ${what} "${text}" is unknown; choose one of ${names.join(', ')}.`);
  return found;
}

/** The sentence with its quotations cut: a link may quote pages of anything. */
function shortened(sentence: string): string {
  return sentence.replace(/"([^"]{40})[^"]+"/g, '"$1…"').slice(0, 400);
}
