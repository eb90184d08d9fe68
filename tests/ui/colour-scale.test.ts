// Accepted when a colour bar's numbers are round, lie at their places and fit beside each other, and its words say the same.
import { describe, expect, test } from 'vitest';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { defaultColouring } from '../../src/model/default-colouring.ts';
import { type ColourBarState, colourScale, endTexts } from '../../src/ui/colour-scale.ts';

function state(quantity: string, changes: Partial<ColourBarState> = {}): ColourBarState {
  const parsed = parseQuantity(quantity);
  return { quantity: parsed, colouring: defaultColouring(parsed), classes: 3, domain: null, nonFinite: false, ...changes };
}

function marksOf(of: ColourBarState, width = 340): readonly { at: number; text: string }[] {
  const scale = colourScale(of, width);
  if (scale.kind !== 'ramp') throw new Error(`The scale is one of ${scale.kind}, not a ramp.`);
  return scale.marks;
}

describe('numbers', () => {
  test('lie where their values are', () => {
    const marks = marksOf(state('value', { domain: [-0.2, 0.31] }));
    expect(marks.map(({ text }) => text)).toEqual(['−0.2', '−0.1', '0', '0.1', '0.2', '0.3']);
    for (const { at, text } of marks) expect(-0.2 + at * 0.51).toBeCloseTo(Number(text.replace('−', '-')), 12);
  });

  test('are fewer on a narrow bar', () => {
    const domain = [-123456, 923456] as const;
    const [wide, narrow] = [marksOf(state('value', { domain }), 500), marksOf(state('value', { domain }), 150)];
    expect(narrow.length).toBeLessThan(wide.length);
    expect(narrow.length).toBeGreaterThan(0);
  });

  test('of a direction are parts of a turn', () => {
    const marks = marksOf(state('grad-direction', { domain: [-Math.PI, Math.PI] }));
    expect(marks.map(({ text }) => text)).toEqual(['−π', '−π/2', '0', 'π/2', 'π']);
  });

  test('of an empty domain are one, in the middle', () => {
    expect(marksOf(state('value', { domain: [2, 2] }))).toEqual([{ at: 0.5, text: '2.000' }]);
  });

  test('that f64 could not tell apart are told from a base', () => {
    const deep = state('value', { domain: [-2e-31, 3e-31, 0.1871] });
    const scale = colourScale(deep, 500);
    expect(scale).toMatchObject({ kind: 'ramp', base: '0.1871000000000000', exponent: -31 });
    const marks = marksOf(deep, 500);
    expect(marks.map(({ text }) => text)).toEqual(['−2', '−1', '0', '1', '2', '3']);
    for (const { at, text } of marks) expect(-2 + at * 5).toBeCloseTo(Number(text.replace('−', '-')), 12);
    expect(endTexts([-2e-31, 3e-31, 0.1871])).toEqual(['0.1871000000000000 − 2e−31', '0.1871000000000000 + 3e−31']);
  });

  test('are none where no number is finite, and the words say so', () => {
    const scale = colourScale(state('value', { nonFinite: true }), 340);
    expect(scale).toMatchObject({ marks: [], words: 'no finite number' });
    expect(colourScale(state('value'), 340).words).toContain('follow with the picture');
  });

  test('at both ends are written alike', () => {
    expect(endTexts([0, 1])).toEqual(['0', '1.000']);
    expect(endTexts([-0.25, 1.5])).toEqual(['−0.250', '1.500']);
  });

  test('of the widest domain have places', () => {
    for (const { at } of marksOf(state('value', { domain: [-Number.MAX_VALUE, Number.MAX_VALUE] }))) {
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThanOrEqual(1);
    }
  });
});

describe('classes', () => {
  test('have the colours of the map', () => {
    const scale = colourScale(state('argmax'), 340);
    expect(scale).toMatchObject({
      kind: 'classes',
      swatches: [
        { colour: 'rgb(31 119 180)', text: '0' },
        { colour: 'rgb(174 199 232)', text: '1' },
        { colour: 'rgb(255 127 14)', text: '2' },
      ],
    });
  });

  test('beyond ten are the first and the last', () => {
    const colouring = { ...defaultColouring(parseQuantity('argmax')), colormap: 'viridis' } as const;
    const scale = colourScale(state('argmax', { classes: 40, colouring }), 340);
    const swatches = scale.kind === 'classes' ? scale.swatches : [];
    expect(swatches.map(({ text }) => text).join(' ')).toBe('0 1 2 3 4 5 6 7 … 39');
    expect(swatches.at(-1)?.colour).toBe('rgb(253 231 36)');
    expect(swatches.at(-2)?.colour).toBeNull();
  });
});

describe('words', () => {
  test.each([
    [state('value', { domain: [-0.2, 0.31] }), 'viridis from −0.2000 to 0.3100'],
    [
      state('value', { domain: [0, 1], colouring: { ...defaultColouring(parseQuantity('value')), reversed: true } }),
      'viridis, reversed, from 0 to 1.000',
    ],
    [state('grad-direction', { domain: [-Math.PI, Math.PI] }), 'twilight from −π to π'],
    [state('argmax'), 'one colour for each of the 3 classes'],
    [state('crease-layer'), 'one colour for the creases of each of 2 layers'],
    [state('pattern'), 'One colour for each activation pattern; different patterns may share one.'],
    [state('value'), 'viridis; the numbers follow with the picture'],
  ])('say what is seen (%#)', (of, words) => {
    expect(colourScale(of, 340).words).toBe(words);
  });
});
