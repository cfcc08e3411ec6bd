import type { CallExpression } from '../syntax';
import type { Place } from '../text';
import { namedItems } from './calls';
import { lookUp, type LookUp } from './records';
import type { Resolver } from './resolver';
import { choiceOf, type Frame, type RecordItem, type RecordWorth, type Worth } from './worth';

/** What stands under a key: a value, nothing, or something that can't be told. */
export type Reading =
  | { readonly kind: 'found'; readonly worth: Worth; readonly place: Place | undefined }
  | { readonly kind: 'absent' }
  | { readonly kind: 'open'; readonly because: string };

/** The arguments that are given by name, as one record. */
export function namedRecord(resolver: Resolver, call: CallExpression, frame: Frame): RecordWorth {
  const items = namedItems(resolver, call, frame);
  const hasSpread = call.arguments.some(({ kind }) => kind === 'spread');
  const open: RecordItem[] = hasSpread ? [{ kind: 'open', because: 'arguments that are spread' }] : [];
  return {
    kind: 'record',
    items: [...open, ...items],
    literal: undefined,
    at: { file: frame.program.file, range: call.range },
    trail: [],
  };
}

/** A key of anything that has keys: a record, a choice of records, an object made with named arguments. */
export function keyOf(resolver: Resolver, worth: Worth, key: string): Reading {
  switch (worth.kind) {
    case 'record':
      return fromLookUp(lookUp(resolver, worth, key));
    case 'nothing':
      return { kind: 'absent' };
    case 'choice': {
      const readings = worth.options.map(option => keyOf(resolver, option, key));
      const found = readings.filter(reading => reading.kind === 'found');
      const [first] = found;
      const open = readings.find(reading => reading.kind === 'open');
      if (!first) return open ?? { kind: 'absent' };
      if (open)
        return {
          kind: 'found',
          worth: choiceOf([
            ...found.map(reading => reading.worth),
            {
              kind: 'unknown',
              because: open.because,
              name: key,
              volatility: 'unknown',
              changes: 'unknown',
              at: { file: '', range: { start: 0, end: 0 } },
              trail: [],
            },
          ]),
          place: first.place,
        };
      const missing: Worth[] = found.length < readings.length ? [{ kind: 'nothing', trail: [] }] : [];
      return {
        kind: 'found',
        worth: choiceOf([...found.map(reading => reading.worth), ...missing]),
        place: first.place,
      };
    }
    case 'reference':
    case 'instance': {
      const made = madeWith(resolver, worth);
      return made ? keyOf(resolver, made, key) : { kind: 'open', because: 'not read' };
    }
    default:
      return { kind: 'open', because: worth.kind === 'unknown' ? worth.because : 'not a value with keys' };
  }
}

/** The keys that an object was made with: `types.GenerateContentConfig(max_output_tokens=…)`, `new Config({…})`. */
export function madeWith(resolver: Resolver, worth: Worth): RecordWorth | undefined {
  const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
  const call = worth.kind === 'instance' ? worth.call : last?.kind === 'call' ? last.call : undefined;
  const frame = worth.kind === 'instance' ? worth.callFrame : last?.kind === 'call' ? last.frame : undefined;
  if (!call || !frame) return undefined;
  if (frame.program.language === 'python') return namedRecord(resolver, call, frame);
  const [first] = call.arguments;
  const value = first?.kind === 'positional' ? resolver.evaluate(first.value, frame) : undefined;
  return value?.kind === 'record' ? value : undefined;
}

function fromLookUp(found: LookUp): Reading {
  return found.kind === 'found' ? { kind: 'found', worth: found.worth, place: found.place.place } : found;
}
