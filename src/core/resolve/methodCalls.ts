import type { Argument, CallExpression } from '../syntax';
import { uncallable } from './calls';
import { mergedInto } from './dictionaries';
import { fallbackWorth } from './fallbacks';
import { elementWorth, memberWorth, perhapsMissing } from './members';
import { itemsOf, keysOf, valuesOf } from './records';
import type { Resolver } from './resolver';
import { revealedByPipe } from './revealed';
import { storedWorth } from './stores';
import { isOpaque } from './types';
import { joinList, partsOf, pipe, substitute } from './texts';
import {
  choiceOf,
  type Frame,
  optionsOf,
  staticText,
  type TextWorth,
  type Worth,
  type WorthPart,
  type ReferenceWorth,
  type UnknownWorth,
} from './worth';

/** What a method of a text, list or record gives; undefined for others. */
export function methodWorth(
  resolver: Resolver,
  object: Worth,
  method: string,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const { methods } = resolver.knowledge(frame);
  const argument = (index: number): Worth | undefined => {
    const given = call.arguments[index];
    return given && resolver.evaluate(given.value, frame);
  };
  const isPlain = ({ kind }: Worth): boolean => kind === 'text' || kind === 'list' || kind === 'record';
  if (
    object.kind === 'choice' &&
    object.options.some(isPlain) &&
    object.options.every(option => isPlain(option) || option.kind === 'unknown')
  ) {
    const results = object.options.map(
      option =>
        methodWorth(resolver, option, method, call, frame) ??
        (option.kind === 'unknown' ? uncallable(resolver, option, call, frame) : undefined),
    );
    return results.every(result => result !== undefined) ? choiceOf(results) : undefined;
  }
  if ((object.kind === 'class' || object.kind === 'instance') && methods.construct.includes(method)) {
    return { kind: 'instance', class: object.class, frame: object.frame, call, callFrame: frame, trail: object.trail };
  }
  if ((object.kind === 'record' || object.kind === 'unknown') && methods.merge.includes(method))
    return mergedInto(resolver, object, call, frame);
  if (object.kind === 'record' && methods.get.includes(method)) {
    const [key, otherwise] = call.arguments;
    if (!key) return undefined;
    const found = elementWorth(resolver, object, key.value, call.range, frame);
    if (!otherwise) return found;
    const preferred = perhapsMissing(resolver, found, key.value, frame);
    return fallbackWorth(resolver, preferred, () => resolver.evaluate(otherwise.value, frame), frame, call.range);
  }
  if (object.kind === 'record' && methods.keys.includes(method)) return keysOf(object);
  if (object.kind === 'record' && methods.values.includes(method)) return valuesOf(object);
  const second = call.arguments[1];
  if (object.kind === 'reference' && methods.get.includes(method) && call.arguments[0]) {
    const key = staticText(resolver.evaluate(call.arguments[0].value, frame));
    const stored = key === undefined ? undefined : storedWorth(resolver, object, key);
    if (stored) return stored;
  }
  if (isTable(resolver, object) && methods.get.includes(method) && second?.kind === 'positional') {
    const key = call.arguments[0] ? resolver.source(frame, call.arguments[0].range) : '';
    const [because, name] =
      object.kind === 'unknown'
        ? [object.because, object.name]
        : ['not known before it runs', resolver.source(frame, object.expression.range)];
    const missing = resolver.unknown(frame, call.range, because, `${name}[${key}]`);
    return fallbackWorth(resolver, missing, () => resolver.evaluate(second.value, frame), frame, call.range);
  }
  if (methods.joinPath.includes(method) && call.callee.kind === 'member' && isPathStart(object, argument(0))) {
    const start: Argument = { kind: 'positional', value: call.callee.object, range: call.callee.object.range };
    return joinedPath(resolver, [start, ...call.arguments], call, frame);
  }
  if (methods.pipe.includes(method) && (object.kind === 'reference' || object.kind === 'pipe'))
    return call.arguments.reduce<Worth>(
      (before, { value }) =>
        pipe(before, revealedByPipe(resolver, before, resolver.evaluate(value, frame), value, frame)),
      object,
    );
  if (object.kind === 'list') return listMethod(resolver, object, method, argument, call, frame);
  if (object.kind !== 'text')
    return methods.identity.includes(method) &&
      (object.kind !== 'reference' || resolver.knowledge(frame).environmentRead(object)) &&
      object.kind !== 'instance' &&
      object.kind !== 'class'
      ? object
      : undefined;
  if (methods.lowerCase.includes(method)) return inCase(object, text => text.toLowerCase());
  if (methods.upperCase.includes(method)) return inCase(object, text => text.toUpperCase());
  if (methods.identity.includes(method)) return object;
  if (methods.join.includes(method) && methods.joinOn === 'separator') {
    const list = argument(0);
    return list?.kind === 'list' ? joinList(resolver, list, object, frame) : undefined;
  }
  if (methods.concat.includes(method)) {
    const added = call.arguments.flatMap(({ value }) =>
      partsOf(resolver, resolver.evaluate(value, frame), value, frame),
    );
    return { ...object, parts: [...object.parts, ...added] };
  }
  if (methods.format.includes(method)) return formattedAs(resolver, methods.formatStyle, object, call, frame);
  if (methods.replace.includes(method)) return replaced(resolver, object, call, frame);
  return undefined;
}

/** What may be a dictionary of which nothing is known, also one that a package declares the type of. */
function isTable(resolver: Resolver, object: Worth): object is UnknownWorth | ReferenceWorth {
  if (object.kind === 'unknown') return true;
  if (object.kind !== 'reference') return false;
  const isDeclared = object.steps.some(step => step.kind === 'call' && step.call === undefined);
  return isDeclared || isOpaque(resolver, object);
}

function listMethod(
  resolver: Resolver,
  list: Worth & { kind: 'list' },
  method: string,
  argument: (index: number) => Worth | undefined,
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  const { methods } = resolver.knowledge(frame);
  if (methods.join.includes(method) && methods.joinOn === 'list') return joinList(resolver, list, argument(0), frame);
  if (methods.identity.includes(method)) return list;
  const end = methods.first.includes(method) ? 0 : methods.last.includes(method) ? list.items.length - 1 : undefined;
  if (end !== undefined && !call.arguments.length) return memberWorth(resolver, list, String(end), call.range, frame);
  if (methods.concat.includes(method))
    return {
      ...list,
      items: [...list.items, ...call.arguments.flatMap((_, index) => itemsOf(argument(index) ?? list))],
    };
  return undefined;
}

/** `Sprintf("…%s…", value)`, `format("…{}…", value)`; undefined where the template is not known. */
export function filled(
  resolver: Resolver,
  style: 'percent' | 'braces',
  call: CallExpression,
  frame: Frame,
): TextWorth | undefined {
  // A locale may stand before the template.
  for (const [index, argument] of call.arguments.slice(0, 2).entries()) {
    const template = resolver.evaluate(argument.value, frame);
    if (template.kind === 'text')
      return formattedAs(resolver, style, template, { ...call, arguments: call.arguments.slice(index + 1) }, frame);
    if (template.kind !== 'reference') return undefined;
  }
  return undefined;
}

const formattedAs = (
  resolver: Resolver,
  style: 'percent' | 'braces',
  template: TextWorth,
  values: CallExpression,
  frame: Frame,
): TextWorth =>
  style === 'braces' ? formatted(resolver, template, values, frame) : percent(resolver, template, values, frame);

/** Where a path may begin: a text, or what can't be read where a path is to stand behind it. */
function isPathStart(object: Worth, added: Worth | undefined): boolean {
  const isPath = /^[\w.-]*(?:\/[\w.:-]+)+$/.test(staticText(added) ?? '');
  const isObject = (option: Worth): boolean =>
    option.kind === 'unknown' || (option.kind === 'reference' && option.steps.length > 0);
  return optionsOf(object).every(option => option.kind === 'text' || (isPath && isObject(option)));
}

/** `url.JoinPath(base, "v1", "chat")`: parts of an address with one slash between them. */
export function joinedPath(
  resolver: Resolver,
  given: readonly Argument[],
  call: CallExpression,
  frame: Frame,
): Worth | undefined {
  if (!given.length || given.some(({ kind }) => kind !== 'positional')) return undefined;
  const [starts = [], ...rest] = given.map(({ value }) =>
    optionsOf(resolver.evaluate(value, frame)).map(option => ({
      parts: partsOf(resolver, option, value, frame),
      trail: option.trail,
    })),
  );
  const tails = rest.flatMap(([first]) => (first ? [first] : []));
  const behind = tails.flatMap(({ parts }): WorthPart[] => [{ kind: 'text', text: '/' }, ...parts]);
  const at = resolver.place(frame, call.range);
  const joined = starts.map(({ parts, trail }): TextWorth => {
    const trails = [...trail, ...tails.flatMap(tail => tail.trail)];
    return { kind: 'text', parts: singleSlashes([...parts, ...behind]), at, trail: trails };
  });
  return choiceOf(joined);
}

/** Without the slashes beside the one that stands between two parts. */
function singleSlashes(parts: readonly WorthPart[]): WorthPart[] {
  const isSlash = (part: WorthPart | undefined): boolean => part?.kind === 'text' && part.text === '/';
  return parts.map((part, index) => {
    if (part.kind !== 'text' || isSlash(part)) return part;
    const left = isSlash(parts[index - 1]) ? part.text.replace(/^\/+/, '') : part.text;
    return { ...part, text: isSlash(parts[index + 1]) ? left.replace(/\/+$/, '') : left };
  });
}

/** Verbs such as `%s`, `%-5.2f` and `%1$s` take the values in their order. */
function percent(resolver: Resolver, text: TextWorth, call: CallExpression, frame: Frame): TextWorth {
  let next = 0;
  return substitute(text, piece => {
    const verb = /%(?:(\d+)\$)?[-+ #0,]*\d*(?:\.\d+)?([a-zA-Z%])/.exec(piece);
    if (!verb) return undefined;
    const [whole, position, letter] = verb;
    const given =
      letter === '%' || letter === 'n'
        ? undefined
        : call.arguments[position === undefined ? next++ : Number(position) - 1];
    const parts: readonly WorthPart[] = given
      ? partsOf(resolver, resolver.evaluate(given.value, frame), given.value, frame)
      : [{ kind: 'text', text: letter === '%' ? '%' : letter === 'n' ? '\n' : whole.slice(1) }];
    return { at: verb.index, length: whole.length, parts };
  });
}

const inCase = (text: TextWorth, change: (text: string) => string): TextWorth => ({
  ...text,
  parts: text.parts.map(part => (part.kind === 'text' ? { ...part, text: change(part.text) } : part)),
});

/** `"…{name}…".format(name=value)`: fields without a value stay as they are. */
function formatted(resolver: Resolver, text: TextWorth, call: CallExpression, frame: Frame): TextWorth {
  let next = 0;
  return substitute(text, piece => {
    const field = /\{(\w*)(?:[.[][^}]*)?(?:![rsa])?(?::[^}]*)?\}/.exec(piece);
    if (!field) return undefined;
    const name = field[1] ?? '';
    const positional = call.arguments.filter(each => each.kind === 'positional');
    const given =
      call.arguments.find(each => each.kind === 'named' && each.name === name) ??
      positional[/^\d+$/.test(name) ? Number(name) : name === '' ? next++ : -1];
    const parts: readonly WorthPart[] = given
      ? partsOf(resolver, resolver.evaluate(given.value, frame), given.value, frame)
      : [{ kind: 'text', text: field[0].replace(/[{}]/g, '') }];
    return { at: field.index, length: field[0].length, parts };
  });
}

/** `text.replace('{X}', value)` with a literal to look for. */
function replaced(resolver: Resolver, text: TextWorth, call: CallExpression, frame: Frame): TextWorth {
  const [wanted, value] = call.arguments;
  const pattern = wanted && staticText(resolver.evaluate(wanted.value, frame));
  if (!pattern || !value) return text;
  const parts = partsOf(resolver, resolver.evaluate(value.value, frame), value.value, frame);
  return substitute(text, piece => {
    const at = piece.indexOf(pattern);
    return at === -1 ? undefined : { at, length: pattern.length, parts };
  });
}
