// Acceptance: options mean what the help says, in any order; every other text is refused in a sentence that names it.
import { describe, expect, test } from 'vitest';
import { parseBounds, parseChoice, parseDomain, parseResolution, readOptions } from '../../src/cli/arguments.ts';
import { FormatError } from '../../src/model/errors.ts';

const NAMES = { bounds: true, res: true, json: false };
const read = (...args: string[]) => readOptions('eval', args, NAMES);

describe('readOptions', () => {
  test.each([
    ['2-20-1:relu', '--bounds', '-5,5,-5,5', '--res', '9'],
    ['--res=9', '--bounds=-5,5,-5,5', '2-20-1:relu'],
    ['--bounds', '-5,5,-5,5', '2-20-1:relu', '--res', '9'],
    ['--bounds=-5,5,-5,5', '--res', '9', '--', '2-20-1:relu'],
  ])('takes %s %s %s …', (...args) => {
    const options = read(...args);
    expect(options.model).toBe('2-20-1:relu');
    expect(options.text('bounds')).toBe('-5,5,-5,5');
    expect(options.required('res')).toBe('9');
    expect(options.has('json')).toBe(false);
  });

  test('tells what is given from what is not', () => {
    const options = read('m', '--json');
    expect(options.has('json')).toBe(true);
    expect(options.text('bounds')).toBeUndefined();
    expect(() => options.required('bounds')).toThrow(/option --bounds is missing; see crease eval --help/);
  });

  test.each([
    [['m', '--frob'], /option --frob is unknown; crease eval takes --bounds, --res, --json/],
    [['m', '--frob=1'], /option --frob is unknown/],
    [['m', '-x'], /option -x is unknown/],
    [['m', '--constructor'], /option --constructor is unknown/],
    [['m', '--no-json'], /option --no-json is unknown/],
    [['m', '--res'], /option --res needs a value/],
    [['m', '--res', '--json'], /option --res needs a value/],
    [['m', '--json=yes'], /option --json takes no value; leave "yes" out/],
    [['m', '--res', '1', '--res', '2'], /option --res is given twice/],
    [[], /There is no MODEL, where one MODEL is needed/],
    [['a', 'b'], /There are 2 arguments \(a b\), where one MODEL is needed/],
  ])('refuses %j', (args, message) => {
    expect(() => read(...args)).toThrow(FormatError);
    expect(() => read(...args)).toThrow(message);
  });
});

describe('parseBounds', () => {
  test('reads four numbers', () => {
    expect(parseBounds('-5,5,-1e-3,.5')).toEqual([-5, 5, -0.001, 0.5]);
    expect(parseBounds(' -5, 5, -0, 1')).toEqual([-5, 5, 0, 1]);
  });

  test.each([
    ['', /bounds "" have 1 numbers; write 4 as X0,X1,Y0,Y1/],
    ['-5,5,-5', /have 3 numbers/],
    ['-5,5,-5,5,1', /have 5 numbers/],
    ['5,-5,-5,5', /go from 5 to -5 along x1; the first must be below the second/],
    ['-5,5,5,5', /go from 5 to 5 along x2/],
    ['NaN,5,-5,5', /number in the bounds "NaN,5,-5,5" is "NaN"; it must be a finite decimal number/],
    ['-Infinity,5,-5,5', /is "-Infinity"/],
    ['-1e999,5,-5,5', /is "-1e999"/],
    ['a,b,c,d', /is "a"/],
    ['-1e308,1e308,0,1', /further apart along x1 than f64 can say/],
  ])('refuses "%s"', (text, message) => {
    expect(() => parseBounds(text)).toThrow(FormatError);
    expect(() => parseBounds(text)).toThrow(message);
  });
});

describe('parseResolution', () => {
  test('reads one number for both axes, or one each', () => {
    expect(parseResolution('65', 1)).toEqual([65, 65]);
    expect(parseResolution('500x300', 1)).toEqual([500, 300]);
    expect(parseResolution('8192X1', 1)).toEqual([8192, 1]);
  });

  test.each([
    ['0', 1, /--res "0" is "0"; it must be a whole number from 1 to 8192/],
    ['8193', 1, /--res "8193" is "8193"/],
    ['100x8193', 1, /is "8193"/],
    ['1', 2, /from 2 to 8192/],
    ['-5', 1, /is "-5"/],
    ['1.5', 1, /is "1.5"/],
    ['1e3', 1, /is "1e3"/],
    ['x', 1, /is ""/],
    ['5x', 1, /is ""/],
    ['1x2x3', 1, /has 3 numbers; write it as N or NxM/],
  ])('refuses "%s"', (text, min, message) => {
    expect(() => parseResolution(text, min)).toThrow(FormatError);
    expect(() => parseResolution(text, min)).toThrow(message);
  });
});

describe('parseDomain', () => {
  test('reads its words and two numbers', () => {
    expect(parseDomain('auto')).toEqual({ kind: 'extent' });
    expect(parseDomain('percentiles')).toEqual({ kind: 'percentiles' });
    expect(parseDomain('symmetric')).toEqual({ kind: 'symmetric' });
    expect(parseDomain('from-zero')).toEqual({ kind: 'from-zero' });
    expect(parseDomain('-1,2.5')).toEqual({ kind: 'fixed', lo: -1, hi: 2.5 });
  });

  test.each([
    ['', /domain "" is unknown; choose auto, percentiles, symmetric, from-zero or two numbers/],
    ['extent', /domain "extent" is unknown/],
    ['1', /domain "1" is unknown/],
    ['1,2,3', /unknown/],
    ['2,1', /goes from 2 to 1; the first must be below the second/],
    ['1,1', /goes from 1 to 1/],
    ['0,nan', /number in the domain "0,nan" is "nan"/],
  ])('refuses "%s"', (text, message) => {
    expect(() => parseDomain(text)).toThrow(FormatError);
    expect(() => parseDomain(text)).toThrow(message);
  });
});

test('parseChoice takes one of its choices and names them otherwise', () => {
  expect(parseChoice('cpu', 'backend', ['gpu', 'cpu'])).toBe('cpu');
  expect(() => parseChoice('tpu', 'backend', ['gpu', 'cpu'])).toThrow(/option --backend is "tpu"; choose gpu or cpu/);
});
