import type { Place } from '../text';
import type { Change, Knowledge } from './knowledge';
import { pathOf } from './pattern';
import type { ReferenceWorth, SlotWorthPart, Worth } from './worth';
import { changeRates } from './volatility';
import { staticText } from './worth';

const MAX_EXPRESSION = 80;
const MAX_NAME = 32;
const MAX_ARGUMENT_DEPTH = 3; // `format(parse(new Date()))` is followed, deeper nesting is not

export interface SlotContext {
  readonly knowledge: Knowledge;
  /** The source text of the expression that stands in the slot. */
  readonly source: string;
  readonly place: Place | undefined;
  readonly literal?: Place;
  /** Evaluates an argument of a call that a reference went through. */
  readonly argumentsOf: (reference: ReferenceWorth) => readonly Worth[];
}

const STABLE: Change = { volatility: 'none', changes: 'never' };
const UNKNOWN: Change = { volatility: 'unknown', changes: 'unknown' };

/** What stands in a prompt where a value is not known before the program runs. */
export function slotOf(worth: Worth, context: SlotContext): SlotWorthPart {
  const expression = context.source.replace(/\s+/g, ' ').trim().slice(0, MAX_EXPRESSION);
  const change = changeOf(worth, context, 0);
  return {
    kind: 'slot',
    name: nameOf(expression),
    expression,
    ...(context.place ? { place: context.place } : {}),
    ...(context.literal ? { literal: context.literal } : {}),
    ...change,
    content: 'text',
  };
}

const nameOf = (expression: string): string =>
  expression.length > MAX_NAME ? `${expression.slice(0, MAX_NAME - 1)}…` : expression;

export function changeOf(
  worth: Worth,
  context: Omit<SlotContext, 'source' | 'place' | 'literal'>,
  depth: number,
): Change {
  switch (worth.kind) {
    case 'text': {
      const slots = worth.parts.filter(part => part.kind === 'slot');
      return mostVolatile(slots.map(({ volatility, changes }) => ({ volatility, changes })));
    }
    case 'number':
    case 'boolean':
    case 'nothing':
    case 'function':
    case 'class':
      return STABLE;
    case 'unknown':
      return { volatility: worth.volatility, changes: worth.changes };
    case 'choice':
      return mostVolatile(worth.options.map(option => changeOf(option, context, depth)));
    case 'reference':
      return changeOfReference(worth, context, depth);
    case 'list':
    case 'pipe':
    case 'record':
    case 'instance':
      return UNKNOWN;
  }
}

const knownChanges = new WeakMap<ReferenceWorth, Change>();

/** What a reference was given may be much, and it may stand in many texts. */
function changeOfReference(
  reference: ReferenceWorth,
  context: Omit<SlotContext, 'source' | 'place' | 'literal'>,
  depth: number,
): Change {
  const known = knownChanges.get(reference);
  if (known) return known;
  const change = findChange(reference, context, depth);
  if (depth === 0) knownChanges.set(reference, change);
  return change;
}

function findChange(
  reference: ReferenceWorth,
  context: Omit<SlotContext, 'source' | 'place' | 'literal'>,
  depth: number,
): Change {
  const { knowledge } = context;
  const known = knowledge.change(reference);
  if (known) {
    if (known.steps <= reference.stepsAtLoad) return { volatility: known.volatility, changes: 'process' };
    const changes = known.volatility === 'time' && isDayOnly(reference, context) ? 'day' : known.changes;
    return { volatility: known.volatility, changes };
  }
  if (knowledge.environmentRead(reference)) return { volatility: 'none', changes: 'deployment' };
  if (depth < MAX_ARGUMENT_DEPTH) {
    const fromArguments = mostVolatile(
      context.argumentsOf(reference).map(argument => changeOf(argument, context, depth + 1)),
    );
    if (fromArguments.volatility === 'time' || fromArguments.volatility === 'random') {
      return isDayOnly(reference, context) ? { ...fromArguments, changes: 'day' } : fromArguments;
    }
  }
  return knowledge.changeOfName(pathOf(reference).join('.')) ?? UNKNOWN;
}

/** `strftime("%Y-%m-%d")`, `toISOString().slice(0, 10)`, `format(now, "yyyy-MM-dd")`: no time of day is left. */
function isDayOnly(
  reference: ReferenceWorth,
  { knowledge, argumentsOf }: Omit<SlotContext, 'source' | 'place' | 'literal'>,
): boolean {
  const path = pathOf(reference);
  if (knowledge.methods.dayOnly.some(name => path.includes(name))) return true;
  const isoPart = path.findIndex(token => knowledge.methods.part.includes(token));
  const texts = argumentsOf(reference).map(staticText);
  if (isoPart !== -1) {
    const bounds = argumentsOf(reference).flatMap(worth => (worth.kind === 'number' ? [worth.value] : []));
    if (texts.includes('T') || (bounds.includes(0) && bounds.some(bound => bound > 0 && bound <= 10))) return true;
  }
  const { layouts } = knowledge.methods;
  const examples = layouts ? texts.filter(text => text !== undefined && new RegExp(layouts.date).test(text)) : [];
  if (layouts && examples.length) return !examples.some(text => new RegExp(layouts.time).test(text ?? ''));
  const formats = texts.filter((text): text is string => text !== undefined && /%[a-zA-Z-]|[yYMd]{2}/.test(text));
  const directives = knowledge.methods.timeDirectives;
  return (
    formats.length > 0 &&
    formats.every(format =>
      format.includes('%')
        ? !new RegExp(`%-?[${directives}]`).test(format)
        : !new RegExp(`[${directives}]`).test(format.replace(/'[^']*'|\[[^\]]*\]/g, '')),
    )
  );
}

/** The one that changes most often decides. */
export function mostVolatile(changes: readonly Change[]): Change {
  return changes.reduce(
    (worst, change) => (changeRates.indexOf(change.changes) > changeRates.indexOf(worst.changes) ? change : worst),
    STABLE,
  );
}
