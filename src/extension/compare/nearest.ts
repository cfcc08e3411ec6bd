import type { FileAnalysis } from '../../core/analysis';

/** The id of the innermost call around an offset, else of the nearest one. */
export function callNear({ calls }: FileAnalysis, offset: number): string | undefined {
  const distances = calls.map(({ site }) => {
    const { start, end } = site.where.call;
    const distance = offset < start ? start - offset : Math.max(0, offset - end);
    return { id: site.id, distance, length: end - start };
  });
  return distances.sort((a, b) => a.distance - b.distance || a.length - b.length)[0]?.id;
}
