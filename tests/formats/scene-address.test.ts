// Accepted when every scene that can be shown survives the way through a link, when links say the same for ever, and when everything
// else (damaged, hostile, newer) is refused with a FormatError, in a short sentence and without delay.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deflatedText } from '../../src/formats/deflate.ts';
import { formatScene, parseScene } from '../../src/formats/scene-address.ts';
import { parseSpec } from '../../src/formats/spec.ts';
import { parseCoordinate } from '../../src/model/coordinate.ts';
import { FormatError } from '../../src/model/errors.ts';
import { withLayout } from '../../src/model/layout.ts';
import { drawnRecipe, recipeNetwork, withEdit, withWidth } from '../../src/model/recipe.ts';
import { LAYOUTS, type Scene, subjectOf, withNetwork } from '../../src/model/scene.ts';
import { fittedQuantity } from '../../src/model/subject.ts';
import { clampedView } from '../../src/model/view.ts';
import { anyScene } from './arbitraries.ts';

const LINK = 'v=1&net=2-12-12-1:relu@torch:1';

/** What parseScene says against the link. */
async function complaint(fragment: string): Promise<string> {
  const error = await parseScene(fragment).then(
    () => new Error('the link was opened'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FormatError);
  const { message } = error as FormatError;
  expect(message.length).toBeLessThanOrEqual(400);
  return message;
}

/** A scene that can be shown, or a FormatError in a sentence. */
async function opensOrComplains(fragment: string): Promise<void> {
  const scene = await parseScene(fragment).catch((error: unknown) => {
    expect(error).toBeInstanceOf(FormatError);
    return null;
  });
  if (scene !== null) expectShowable(scene);
}

function expectShowable(scene: Scene): void {
  expect(scene.panes.length).toBe(withLayout(scene, scene.layout).panes.length);
  expect(scene.active).toBeLessThan(scene.panes.length);
  scene.panes.forEach(({ quantity, frame }, i) => {
    const { recipe, view } = subjectOf(scene, i);
    expect(recipeNetwork(recipe).layers[0].fanIn).toBe(2);
    expect(fittedQuantity(recipe, quantity)).toBe(quantity);
    expect(clampedView(view)).toEqual(view);
    expect(frame === null || frame.radius > 0).toBe(true);
  });
}

describe('a link', () => {
  test('is short, can be read, and means what version 1 says where it is silent', async () => {
    const scene = await parseScene(LINK);
    const { architecture, initialiser, seed } = parseSpec('2-12-12-1:relu@torch:1');
    expect(scene).toEqual({
      networks: [drawnRecipe(architecture, initialiser, seed)],
      layout: 'one',
      panes: [
        {
          network: 0,
          quantity: { kind: 'value', output: 0 },
          colouring: { colormap: 'viridis', reversed: false, domain: { kind: 'extent' }, contours: 0 },
          frame: null,
          surface: false,
        },
      ],
      active: 0,
      view: { center: [0n, 0n], radius: 3 },
      camera: { azimuth: 0.6, elevation: 0.55, distance: 1.8 },
      resolution: 'screen',
      strip: 'none',
      pin: null,
      section: null,
      tour: null,
    });
    expect(await formatScene(scene)).toBe(LINK);
  });

  test('says all else in words', async () => {
    const text = [
      'v=1&net=2-20-1:relu@torch:0~drawn:2-16-1;2-5-5-5-5-1:tanh@he:7&layout=networks',
      'panes=fd-x2/index~map:coolwarm_r~over:-1,1~contours:9;act:0:4~over:symmetric~net:B~frame:1.5,-2,0.25~as:surface',
      'active=1&view=0.1234567890123456789012345,-0.27,1e-9&camera=1,0.5,3&resolution=2048&strip=pre&pin=0.5,1&section=0,0,1,-1&tour=10..1e-12',
    ].join('&');
    const scene = await parseScene(text);
    expect(scene.networks[0].drawnWidths).toEqual([2, 16, 1]);
    expect(scene.panes[0].quantity).toEqual({ kind: 'fd', component: 'x2', output: 0, spacing: 'index' });
    expect(scene.panes[1]).toMatchObject({ network: 1, surface: true, quantity: { kind: 'activation', layer: 0, neuron: 4 } });
    expect(scene.view.center[0]).toBe(parseCoordinate('0.1234567890123456789012345'));
    expect(scene.tour).toEqual({ from: 10, to: 1e-12 });
    expect(await formatScene(scene)).toBe(text);
  });

  test('keeps a network that waits while no pane shows it, or the other one', async () => {
    for (const text of [`${LINK};2-5-1:tanh@he:7`, `${LINK};2-5-1:tanh@he:7&panes=value~net:B`]) {
      const scene = await parseScene(text);
      expect(scene.networks.map(({ widths }) => widths[1])).toEqual([12, 5]);
      expect(await formatScene(scene)).toBe(text);
    }
  });

  test('may come percent-encoded', async () => {
    expect(await parseScene(encodeURIComponent(LINK))).toEqual(await parseScene(LINK));
  });

  test('holds every scene that can be shown', async () => {
    await fc.assert(
      fc.asyncProperty(anyScene, async (scene) => {
        const text = await formatScene(scene);
        expect(text).toMatch(/^[\w\-.~:;,=&@/]+$/);
        const read = await parseScene(text);
        expect(read).toEqual(scene);
        expect(await formatScene(read)).toBe(text);
      }),
    );
  });

  test.each(LAYOUTS)('holds the layout %s as the page makes it', async (layout) => {
    const scene = withLayout(await parseScene(LINK), layout);
    expect(await parseScene(await formatScene(scene))).toEqual(scene);
  });

  test('holds 5,000 numbers set by hand, rounded to f32, and stays within what programs take', async () => {
    const scene = await parseScene('v=1&net=2-100-100-1:relu@torch:1');
    const recipe = withWidth(scene.networks[0], 1, 90);
    const edits = Array.from({ length: 5000 }, (_, i) => {
      return { layer: 1, unit: Math.floor(i / 100), input: i % 100, value: Math.fround(Math.sin(i + 1)) };
    });
    const edited = withNetwork(scene, 0, { ...recipe, edits });
    const text = await formatScene(edited);
    expect(text.length).toBeLessThan(30_000);
    const read = await parseScene(text);
    expect(read).toEqual(edited);
    expect(recipeNetwork(read.networks[0])).toEqual(recipeNetwork(edited.networks[0]));
    const one = withNetwork(scene, 0, withEdit(recipe, { layer: 0, unit: 3, input: null, value: 0.1 }));
    expect((await parseScene(await formatScene(one))).networks[0].edits[0].value).toBe(Math.fround(0.1));
  });

  test('is not made of a scene that no link could open again', async () => {
    const scene = await parseScene(LINK);
    await expect(formatScene({ ...scene, active: 3 })).rejects.toThrow('The active pane is 3');
    const edits = Array.from({ length: 70_000 }, (_, i) => ({ layer: 0, unit: i % 512, input: i >> 9, value: 1 }));
    await expect(formatScene(withNetwork(scene, 0, { ...scene.networks[0], edits }))).rejects.toThrow(/70000 .* at most 65536/);
  });
});

describe('refused in a sentence', () => {
  test.each([
    ['', 'does not begin with v=1'],
    ['hello', 'does not begin with v=1'],
    ['net=2-20-1:relu&v=1', 'does not begin with v=1'],
    ['v=2&net=whatever', 'version 2, and this page reads version 1'],
    ['v=99999999999999999999999999&x', 'reads version 1'],
    ['v=0&net=2-20-1:relu', 'there is none before 1'],
    ['v=1', 'says nothing: it is cut off'],
    ['v=1&', 'says nothing: it is cut off'],
    ['v=1&layout=one', 'lacks its "net"'],
    [`${LINK}&`, 'unknown part ""'],
    [`${LINK}&pin`, 'nothing behind "pin"; write it as pin=…'],
    [`${LINK}&colour=red`, 'unknown part "colour"; there are net, layout, panes'],
    [`${LINK}&__proto__=1`, 'unknown part "__proto__"'],
    [`${LINK}&constructor=1`, 'unknown part "constructor"'],
    [`${LINK}&strip=pre&strip=post`, '"strip" twice'],
    [`${LINK}&strip=__proto__`, 'The network strip "__proto__" is unknown; choose one of none, pre, post'],
    [`${LINK}&layout=six`, 'The layout "six" is unknown'],
    [`${LINK}&layout=two`, 'The layout two has 2 panes, and the link has 1'],
    [`${LINK}&layout=networks&panes=value;value`, 'The layout networks has 2 in "net", and the link has 1'],
    [`${LINK}&panes=value;value;value;value;value;value`, 'more than 5'],
    [`${LINK};2-3-1:relu;2-3-1:relu`, 'more than 2'],
    [`${LINK}&active=1`, 'The active pane is 1; they count from 0 to 0'],
    [`${LINK}&active=-1`, 'The active pane is "-1"'],
    [`${LINK}&panes=value~net:B`, 'Pane 0 shows network B'],
    [`${LINK}&panes=value~net:C`, 'the network "C"'],
    [`${LINK}&panes=prob:0`, 'Pane 0 shows prob:0, which the network 2-12-12-1 with the head none does not have'],
    [`${LINK}&panes=value:1`, 'shows value:1'],
    [`${LINK}&panes=act:3:0`, 'shows act:3:0'],
    [`${LINK}&panes=value/index`, 'no finite difference'],
    [`${LINK}&panes=__proto__`, 'The quantity "__proto__" is unknown'],
    [`${LINK}&panes=value~map:toString`, 'The colour map "toString" is unknown'],
    [`${LINK}&panes=value~over:1,1`, 'from 1 to 1'],
    [`${LINK}&panes=value~over:-1e300,1e300`, 'both finite in f32'],
    [`${LINK}&panes=value~over:0,1e-36`, 'domains from 1e-35 to 1e+35 long can be drawn'],
    [`${LINK}&panes=value~over:-1e35,1e35`, 'choose another'],
    [`${LINK}&panes=value~over:wide`, 'The domain "wide" is unknown'],
    [`${LINK}&panes=value~contours:201`, 'from 0 to 200'],
    [`${LINK}&panes=value~as:hologram`, 'map or surface'],
    [`${LINK}&view=0,0`, '2 numbers; write 3 of them: x1,x2,radius'],
    [`${LINK}&view=0,0,-3`, 'must be above 0'],
    [`${LINK}&view=0,0,NaN`, 'finite decimal number'],
    [`${LINK}&view=0,Infinity,1`, 'The coordinate "Infinity"'],
    [`${LINK}&view=1e9999,0,1`, 'within ±1e12'],
    [`${LINK}&view=${'9'.repeat(200)},0,1`, 'at most 100 characters'],
    [`${LINK}&camera=1,2`, 'azimuth,elevation,distance'],
    [`${LINK}&resolution=1e9`, 'from 2 to 8192'],
    [`${LINK}&pin=1`, 'write 2 of them'],
    [`${LINK}&section=1,2,3`, 'write 4 of them'],
    [`${LINK}&tour=10`, 'from..to'],
    [`${LINK}&tour=1..2..3`, 'from..to'],
    [`${LINK}&tour=1e-12..10`, 'must become narrower'],
    [`${LINK}&tour=1..1`, 'must become narrower'],
    [`${LINK}&tour=10..1e-31`, 'views are 1e-30 to 1000000000 wide'],
    [`${LINK}&tour=1e10..1`, 'views are 1e-30 to 1000000000 wide'],
    [`${LINK}&tour=10..NaN`, 'width of the tour'],
    ['v=1&net=3-20-1:relu', '3 inputs'],
    ['v=1&net=2-513-1:relu', 'from 1 to 512'],
    [`v=1&net=2-${'512-'.repeat(30)}1:relu`, 'at most 4194304'],
    [`v=1&net=2${'-1'.repeat(65)}:relu`, 'at most 64'],
    ['v=1&net=2-3-1:relu~drawn:2-3', 'drawn at 2 widths and has 3 now'],
    ['v=1&net=2-3-1:relu~drawn:2-512-512-512-512-512-512-512-512-512-512-512-512-512-512-512-512-512-1', 'as many'],
    ['v=1&net=2-3-1:relu~drawn:2-x-1', 'width 1 at which the network was drawn'],
    ['v=1&net=2-3-1:relu~set:*', 'cannot be unpacked'],
    ['v=1&net=2-3-1:relu~set:AAAA', 'cannot be unpacked'],
    [`v=1&net=2-3-1:${'relu,'.repeat(2000)}relu`, 'at most 4000 are read'],
    [`${LINK}&panes=${'x'.repeat(3000)}`, `The quantity "${'x'.repeat(40)}…" is unknown`],
    [`v=1&net=${'x'.repeat(2_000_000)}`, 'characters; at most'],
    ['v=1&net=%', 'a % that no two digits'],
    ['v=1&net=%E0%A4', 'a % that no two digits'],
  ])('%.80s', async (link, sentence) => {
    expect(await complaint(link)).toContain(sentence);
  });

  test('edits where the network has no number, twice, or of a value that is none', async () => {
    const record = (layer: number, unit: number, input: number, bits: number) => [
      layer,
      unit >> 8,
      unit & 255,
      input >> 8,
      input & 255,
      bits >>> 24,
      (bits >> 16) & 255,
      (bits >> 8) & 255,
      bits & 255,
    ];
    const link = async (...records: number[][]) => {
      const planes = records[0].flatMap((_, b) => records.map((bytes) => bytes[b]));
      return `v=1&net=2-3-1:relu~set:${await deflatedText(Uint8Array.from(planes))}`;
    };
    const one = 0x3f800000;
    expect((await parseScene(await link(record(1, 0, 3, one)))).networks[0].edits).toEqual([
      { layer: 1, unit: 0, input: 2, value: 1 },
    ]);
    expect(await complaint(await link(record(2, 0, 0, one)))).toContain('has none: layer 2, unit 0, bias');
    expect(await complaint(await link(record(0, 512, 0, one)))).toContain('unit 512');
    expect(await complaint(await link(record(0, 0, 513, one)))).toContain('input 512');
    expect(await complaint(await link(record(0, 1, 1, one), record(0, 1, 1, 0)))).toContain('twice');
    expect(await complaint(await link(record(0, 0, 0, 0x7f800000)))).toContain('finite');
    expect(await complaint(await link(record(0, 0, 0, one).slice(1)))).toContain('no multiple of 9');
  });

  test('a bomb: a small text of many megabytes', async () => {
    const bomb = await deflatedText(new Uint8Array(1 << 26));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await complaint(`v=1&net=2-3-1:relu~set:${bomb}`)).toContain('unpack to more than');
  });
});

describe('anything at all is opened and can be shown, or is refused in a sentence:', () => {
  test('random text', async () => {
    const text = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary' }), fc.webFragments());
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          text,
          text.map((tail) => `${LINK}&${tail}`),
        ),
        opensOrComplains,
      ),
    );
  });

  test('links cut off, with a part changed, inserted or encoded anew', async () => {
    const part = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(...'&=~:;,/-@%+.'.split('')),
      fc.constantFrom('1e999', '-0', '9'.repeat(400), 'NaN', '__proto__', '%00', '%', 'constructor', '0x10', '²', 'none', '512'),
    );
    const changed = fc
      .tuple(anyScene, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(8), fc.option(part))
      .map(([scene, at, length, text]) => ({ scene, at, length, text }));
    await fc.assert(
      fc.asyncProperty(changed, async ({ scene, at, length, text }) => {
        const link = await formatScene(scene);
        const cut = Math.floor(at * link.length);
        await opensOrComplains(text === null ? link.slice(0, cut) : link.slice(0, cut) + text + link.slice(cut + length));
      }),
      { numRuns: 400 },
    );
  });

  test('the words of the format in any order', async () => {
    const words = [
      'net=',
      'panes=',
      'view=',
      'set:',
      'drawn:',
      'value',
      '2-3-1:relu',
      '&',
      ';',
      '~',
      ',',
      '0',
      '1e-300',
      'one',
      'two',
      'A',
    ];
    const link = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((list) => `v=1&${list.join('')}`);
    await fc.assert(fc.asyncProperty(link, opensOrComplains), { numRuns: 400 });
  });

  test('long runs of one character', async () => {
    const run = fc.tuple(
      fc.constantFrom(...' 1-,;~&=:@/%.eA'.split('')),
      fc.constantFrom('v=1&net=', `${LINK}&view=`, `${LINK}&panes=`, `${LINK}~set:`),
    );
    await fc.assert(
      fc.asyncProperty(run, ([character, start]) => opensOrComplains(start + character.repeat(900_000))),
      { numRuns: 60 },
    );
  });
});
