import type { Hop } from '../callsites';
import type { BinaryExpression, Block, CallExpression, Expression, TextExpression } from '../syntax';
import type { Place } from '../text';
import { pathIn } from './files';
import { slotOf, type SlotContext } from './slots';
import type { Resolver } from './resolver';
import { revealedByPipe } from './revealed';
import {
  choiceOf,
  optionsOf,
  staticText,
  type Frame,
  type NumberWorth,
  type PipeWorth,
  type ReferenceWorth,
  type Step,
  type TextWorth,
  type WorthPart,
  type Worth,
} from './worth';

const MAX_PARTS = 2_000; // parts of one text; more is generated text

export function textWorth(resolver: Resolver, expression: TextExpression, frame: Frame): Worth {
  const literal = expression.content && resolver.place(frame, expression.content);
  const pieces = expression.parts.map((part): Ways => {
    const place = resolver.place(frame, part.range);
    if (part.kind === 'piece') return [{ parts: [{ kind: 'text', text: part.text, place }], trail: [] }];
    const ways = waysOf(resolver, resolver.evaluate(part.expression, frame), part.expression, frame);
    return ways.map(({ parts }) => ({
      parts: parts.map(each => (each.kind === 'slot' ? { ...each, place, ...(literal ? { literal } : {}) } : each)),
      trail: [],
    }));
  });
  return textOf(pieces, resolver.place(frame, expression.range), []);
}

/** What a part of a text can read as: several where it is one of several words. */
type Ways = readonly Way[];

interface Way {
  readonly parts: readonly WorthPart[];
  readonly trail: readonly Hop[];
}

/** Texts that one can be; more are told by the longest of the words. */
const MAX_WAYS = 12;
/** Characters that a name or an address has at most; what is longer, or has blanks in it, is a prompt. */
const MAX_WORD = 200;

/** What a value reads as when it is put into a text, each of its options by itself when all are words. */
function waysOf(resolver: Resolver, worth: Worth, expression: Expression, frame: Frame): Ways {
  const ways = optionsOf(worth).flatMap(option => (option.kind === 'text' && isWord(option.parts) ? [option] : []));
  if (ways.length === optionsOf(worth).length) return ways;
  const trail = optionsOf(worth).flatMap(option => option.trail);
  return [{ parts: partsOf(resolver, worth, expression, frame), trail }];
}

const isWord = (parts: readonly WorthPart[]): boolean =>
  parts.every(part => part.kind === 'slot' || (part.text.length <= MAX_WORD && !/\s/.test(part.text)));

const longestOf = (ways: Ways): Way => ways.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? NOWHERE;

const NOWHERE: Way = { parts: [], trail: [] };

const joined = (a: Way, b: Way): Way => ({ parts: [...a.parts, ...b.parts], trail: [...a.trail, ...b.trail] });

/** A text of pieces; one of several when all of it is an address or a name, and pieces of it are one of several words. */
function textOf(pieces: readonly Ways[], at: Place, trail: readonly Hop[]): Worth {
  const made = (way: Way): TextWorth => ({
    kind: 'text',
    parts: way.parts.slice(0, MAX_PARTS),
    at,
    trail: [...trail, ...way.trail],
  });
  const longest = pieces.map(longestOf).reduce(joined, NOWHERE);
  const count = pieces.reduce((product, ways) => product * ways.length, 1);
  if (count === 1 || count > MAX_WAYS || !isWord(longest.parts)) return made(longest);
  const texts = pieces.reduce<Ways>(
    (heads, ways) => heads.flatMap(head => ways.map(way => joined(head, way))),
    [NOWHERE],
  );
  return choiceOf(texts.map(made));
}

/** Evaluates the arguments of every call that a reference went through, for what they make of it. */
function slotContext(resolver: Resolver, expression: Expression, frame: Frame): SlotContext {
  return {
    knowledge: resolver.knowledge(frame),
    source: resolver.source(frame, expression.range),
    place: resolver.place(frame, expression.range),
    argumentsOf: reference =>
      reference.steps.flatMap(step =>
        step.kind === 'call'
          ? (step.call?.arguments ?? []).map(argument => resolver.evaluate(argument.value, step.frame))
          : [],
      ),
  };
}

/** What a value reads as when it is put into a text. */
export function partsOf(resolver: Resolver, worth: Worth, expression: Expression, frame: Frame): readonly WorthPart[] {
  switch (worth.kind) {
    case 'text':
      return worth.parts;
    case 'number':
    case 'boolean':
      return [{ kind: 'text', text: String(worth.value) }];
    case 'nothing':
      return [];
    case 'choice': {
      // One of several texts: the longest is counted, so that the estimate is not too low.
      const texts = worth.options.filter(option => option.kind === 'text');
      const longest = texts.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
      const others = worth.options.filter(option => option.kind !== 'text' && option.kind !== 'nothing');
      if (longest && !others.length) return longest.parts;
      return [slotOf(worth, slotContext(resolver, expression, frame))];
    }
    default: {
      const slot = slotOf(worth, slotContext(resolver, expression, frame));
      const path = worth.kind === 'reference' ? pathIn(resolver, worth) : undefined;
      return [path ? { ...slot, path } : slot];
    }
  }
}

export const lengthOf = ({ parts }: Pick<TextWorth, 'parts'>): number =>
  parts.reduce((length, part) => length + (part.kind === 'text' ? part.text.length : 0), 0);

/** `a + b` of texts, lists or numbers; `a % b` of a Python text. */
export function addTexts(resolver: Resolver, expression: BinaryExpression, frame: Frame): Worth {
  const left = resolver.evaluate(expression.left, frame);
  const right = resolver.evaluate(expression.right, frame);
  if (left.kind === 'number' && right.kind === 'number') return arithmetic(left, right, expression);
  if (expression.operator === '%' && left.kind === 'text') {
    return {
      ...left,
      parts: left.parts.flatMap(part =>
        part.kind === 'text' ? percentParts(resolver, part, right, expression.right, frame) : [part],
      ),
    };
  }
  if (expression.operator === '|' && left.kind === 'record' && right.kind === 'record')
    return { ...right, items: [...left.items, ...right.items], literal: undefined };
  if (expression.operator === '|' && [left, right].some(side => side.kind === 'reference' || side.kind === 'pipe'))
    return pipe(left, revealedByPipe(resolver, left, right, expression.right, frame));
  // A path: `folder / 'prompt.txt'`.
  if (expression.operator === '/' && left.kind === 'reference') return joinedPath(left, expression, frame);
  if (expression.operator !== '+')
    return resolver.unknown(frame, expression.range, 'computed', resolver.source(frame, expression.range));
  if (left.kind === 'list' || right.kind === 'list') {
    const items = [left, right].flatMap(side =>
      side.kind === 'list' ? side.items : [{ kind: 'rest' as const, worth: side }],
    );
    return { kind: 'list', items, isUnordered: false, at: resolver.place(frame, expression.range), trail: [] };
  }
  if (left.kind !== 'text' && right.kind !== 'text') {
    return choiceOf([resolver.unknown(frame, expression.range, 'computed', resolver.source(frame, expression.range))]);
  }
  const pieces = [waysOf(resolver, left, expression.left, frame), waysOf(resolver, right, expression.right, frame)];
  return textOf(pieces, resolver.place(frame, expression.range), []);
}

/** What `joinpath` makes of a path, written as a division. */
function joinedPath(path: ReferenceWorth, expression: BinaryExpression, frame: Frame): ReferenceWorth {
  const { left, right, range } = expression;
  const block: Block = { kind: 'module', parent: undefined, range };
  const call: CallExpression = {
    kind: 'call',
    callee: left,
    arguments: [{ kind: 'positional', value: right, range: right.range }],
    argumentsRange: undefined,
    isNew: false,
    scope: frame.program.module,
    block,
    nameRange: range,
    range,
  };
  const at = { file: frame.program.file, range };
  const steps: Step[] = [...path.steps, { kind: 'member', name: 'joinpath', at }, { kind: 'call', call, frame }];
  return { ...path, steps, expression, frame };
}

/** Stages put one behind the other. */
export function pipe(...stages: readonly Worth[]): PipeWorth {
  return { kind: 'pipe', stages: stages.flatMap(stage => (stage.kind === 'pipe' ? stage.stages : [stage])), trail: [] };
}

function arithmetic(left: NumberWorth, right: NumberWorth, { operator }: BinaryExpression): NumberWorth {
  const a = left.value;
  const b = right.value;
  const compute = (): number => {
    switch (operator) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      case '/':
        return a / b;
      case '//':
        return Math.floor(a / b);
      case '%':
        return a % b;
      case '**':
        return a ** b;
      case '|':
        return a | b;
      case '<<':
        return a << b;
    }
  };
  return { kind: 'number', value: compute(), at: left.at, trail: [...left.trail, ...right.trail] };
}

function percentParts(
  resolver: Resolver,
  part: WorthPart & { kind: 'text' },
  values: Worth,
  expression: Expression,
  frame: Frame,
): WorthPart[] {
  const pieces = part.text.split(/%(?:\(\w+\))?[-+ #0-9.]*[sdrfxg]/);
  const given = expression.kind === 'list' ? expression.items.map(item => item.value) : [expression];
  return pieces.flatMap((text, index): WorthPart[] => {
    const piece: WorthPart = { kind: 'text', text };
    if (index === pieces.length - 1) return [piece];
    const value = given[index];
    return [
      piece,
      ...(value
        ? partsOf(resolver, resolver.evaluate(value, frame), value, frame)
        : partsOf(resolver, values, expression, frame)),
    ];
  });
}

/** A text with some of its words replaced by what values read as: `{name}` of `format`, `'{X}'` of `replace`. */
export function substitute(
  text: TextWorth,
  find: (piece: string) => { at: number; length: number; parts: readonly WorthPart[] } | undefined,
): TextWorth {
  const parts: WorthPart[] = [];
  for (const part of text.parts) {
    if (part.kind === 'slot') {
      parts.push(part);
      continue;
    }
    let rest = part.text;
    while (parts.length < MAX_PARTS) {
      const found = find(rest);
      if (!found) break;
      if (found.at > 0) parts.push({ ...part, text: rest.slice(0, found.at) });
      parts.push(...found.parts);
      rest = rest.slice(found.at + found.length);
    }
    if (rest) parts.push({ ...part, text: rest });
  }
  return { ...text, parts };
}

/** A list put together with a separator. */
export function joinList(
  resolver: Resolver,
  list: Worth & { kind: 'list' },
  separator: Worth | undefined,
  frame: Frame,
): Worth {
  const between = separator ? (staticText(separator) ?? '') : ',';
  const pieces = list.items.flatMap((item, index): Ways[] => {
    const inner: Ways =
      item.kind === 'item'
        ? waysOf(resolver, resolver.force(item.value), item.value.expression, item.value.frame)
        : [
            {
              parts: partsOf(
                resolver,
                item.worth,
                { kind: 'other', range: 'at' in item.worth ? item.worth.at.range : list.at.range },
                frame,
              ),
              trail: [],
            },
          ];
    return index > 0 && between ? [[{ parts: [{ kind: 'text', text: between }], trail: [] }], inner] : [inner];
  });
  return textOf(pieces, list.at, list.trail);
}
