import type { Program } from '../syntax';
import { LineMap, type Place } from '../text';
import type { CallSite, Hop } from './types';

/**
 * A call site whose trails end where the values stand, and whose places in other files say in which lines they are.
 * @param others the files that were read for it
 */
export function withTrails(site: CallSite, others: Iterable<Program>): CallSite {
  const texts = new Map([...others].map(({ file, text }) => [file, text]));
  const lines = new Map<string, LineMap>();
  const withLine = (place: Place): Place => {
    const { file, range } = place;
    const text = file === site.file ? undefined : texts.get(file);
    if (text === undefined) return place;
    const map = lines.get(file) ?? new LineMap(text);
    lines.set(file, map);
    return { ...place, line: map.position(range.start).line + 1 };
  };
  const withLines = (trail: readonly Hop[]): readonly Hop[] =>
    trail.map(hop => ({ ...hop, place: withLine(hop.place) }));
  const complete = (trail: readonly Hop[], name: string, at: Place): readonly Hop[] => {
    const last = trail.at(-1)?.place;
    const isNear = last ? isSame(last, at) : at.file === site.file;
    return withLines(isNear ? trail : [...trail, { kind: 'literal', name, place: at }]);
  };
  const { model, outputCap, madeAt } = site;
  return {
    ...site,
    model: {
      ...model,
      trail: model.kind === 'known' ? complete(model.trail, model.id, model.at) : withLines(model.trail),
    },
    ...(outputCap.state === 'set'
      ? { outputCap: { ...outputCap, trail: complete(outputCap.trail, String(outputCap.value), outputCap.at) } }
      : {}),
    ...(madeAt ? { madeAt: withLine(madeAt) } : {}),
  };
}

const isSame = (a: Place, b: Place): boolean =>
  a.file === b.file && a.range.start === b.range.start && a.range.end === b.range.end;
