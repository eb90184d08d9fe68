// Acceptance: the benchmark measures what its flags say and by default what the project promises; every other flag is a sentence.
import { describe, expect, test } from 'vitest';
import { NETS, REGION_NETS, readBenchOptions } from '../../bench/arguments.ts';
import { FormatError } from '../../src/model/errors.ts';

describe('readBenchOptions', () => {
  test('takes five networks over 1, 4 and 16 million points by default', () => {
    const { nets, regionNets, points, quick, parts, out } = readBenchOptions([]);
    expect(nets).toEqual(NETS);
    expect(regionNets).toEqual(REGION_NETS);
    expect(points).toEqual([1024 ** 2, 2048 ** 2, 4096 ** 2]);
    expect({ quick, out }).toEqual({ quick: false, out: null });
    expect(parts).toEqual(['throughput', 'compile', 'picture', 'page', 'peers', 'regions']);
  });

  test('sorts the points, and keeps the activations of a network together', () => {
    const { points, nets, regionNets } = readBenchOptions([
      '--points',
      '1048576,262144',
      '--nets',
      '2-8-8-1:relu,tanh,2-5-1:abs',
    ]);
    expect(points).toEqual([262_144, 1_048_576]);
    expect(nets).toEqual(['2-8-8-1:relu,tanh', '2-5-1:abs']);
    expect(regionNets).toEqual(nets);
  });

  test('is quick on request, but what is said counts', () => {
    const quick = { points: [512 ** 2], regionNets: REGION_NETS.slice(0, -1), limit: 5, quick: true };
    expect(readBenchOptions(['--quick'])).toMatchObject(quick);
    expect(readBenchOptions(['--quick', '--limit', '7', '--parts', 'page'])).toMatchObject({ limit: 7, parts: ['page'] });
  });

  test.each([
    [['--points', '1000'], 'The grid of 1000 points is not square; write a square number, such as 1048576 for 1024².'],
    [['--points', '100000000'], 'The number of points is "100000000"; it must be a whole number from 4 to 67108864.'],
    [['--limit', '0'], 'The limit is 0 s; it must be above 0.'],
    [['--parts', 'page,all'], 'The part "all" is unknown; choose of throughput, compile, picture, page, peers, regions.'],
    [['--nets', '2-20'], 'The network spec "2-20" is not of the form'],
    [['--quantities', 'slope'], 'The quantity "slope" is unknown'],
    [['--fast'], "Unknown option '--fast'"],
    [['table'], "Unexpected argument 'table'"],
  ])('refuses %s', (args, sentence) => {
    expect(() => readBenchOptions(args)).toThrow(FormatError);
    expect(() => readBenchOptions(args)).toThrow(sentence);
  });
});
