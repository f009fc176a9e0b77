import { describe, expect, it } from 'vitest';
import { cutToFit } from '../../../functions/tools/cut-to-fit.ts';
import { bytesOf } from './in-session.ts';

const withParts = (count: number, cut?: string) => ({
  parts: Array.from({ length: count }, (_, at) => ({ name: `${at} ${'x'.repeat(400)}` })),
  note: 'before tax',
  ...(cut === undefined ? {} : { cut }),
});

describe('a result that is too long', () => {
  it('loses the last entries of its list, says how many, and keeps the rest', () => {
    const result = cutToFit(withParts(8), 'parts');
    expect(bytesOf(result)).toBeLessThanOrEqual(2_500);
    expect(result.parts.length).toBeGreaterThan(3);
    expect(result).toMatchObject({
      note: 'before tax',
      cut: `The last ${8 - result.parts.length} of 8 parts are left out here.`,
    });
  });

  it('stays as it is where it fits', () => {
    expect(cutToFit(withParts(2), 'parts')).toEqual(withParts(2));
  });

  it('ends with an empty list where even one entry is too much', () => {
    expect(cutToFit(withParts(3), 'parts', 100).parts).toEqual([]);
  });
});
