import { scopeOf, staticKey, type Block, type Expression, type MemberExpression } from '../syntax';
import { type Range } from '../text';
import { settingRead } from './configuration';
import { fieldWorth } from './fields';
import { narrowed } from './guards';
import { constantPath, fromWorkspace, pathElsewhere } from './imports';
import { fieldGiven } from './keys';
import { keyText, lookUp, pipeOf } from './records';
import { storedWorth } from './stores';
import { choiceOf, optionsOf, type Frame, type InstanceWorth, type ReferenceWorth, type Worth, via } from './worth';
import type { Resolver } from './resolver';

export function memberExpressionWorth(resolver: Resolver, expression: MemberExpression, frame: Frame): Worth {
  const path = constantPath(expression);
  if (!path) return writtenMember(resolver, expression, frame);
  const { root, names } = path;
  const elsewhere = (): Worth | undefined => pathElsewhere(resolver, names, root.scope, frame, expression.range);
  if (!scopeOf(root.name, root.scope)) return elsewhere() ?? writtenMember(resolver, expression, frame);
  // A module that is opened here has more to it elsewhere.
  const found = writtenMember(resolver, expression, frame);
  return found.kind === 'unknown' ? (elsewhere() ?? found) : found;
}

function writtenMember(resolver: Resolver, expression: MemberExpression, frame: Frame): Worth {
  const object = resolver.evaluate(expression.object, frame);
  const block =
    expression.object.kind === 'name' || expression.object.kind === 'self' ? expression.object.block : undefined;
  const worth = memberWorth(
    resolver,
    object,
    expression.property,
    expression.propertyRange,
    frame,
    { at: expression.range.start, block },
    expression,
  );
  return block ? narrowed(resolver, worth, expression, block, frame) : worth;
}

/** The value of a key, field or index of something. */
export function memberWorth(
  resolver: Resolver,
  object: Worth,
  key: string,
  range: Range,
  frame: Frame,
  use?: { at: number; block: Block | undefined },
  expression?: Expression,
): Worth {
  switch (object.kind) {
    case 'record': {
      const found = lookUp(resolver, object, key);
      if (found.kind === 'found') return via(found.worth, ...object.trail);
      // `import app.llm` binds `app`, which says nothing of the modules in it.
      const { module } = object;
      const inner = module && fromWorkspace(resolver, module.name, key, module.frame, range);
      if (inner) return via(inner, ...object.trail);
      return found.kind === 'absent'
        ? { kind: 'nothing', trail: object.trail }
        : resolver.unknown(frame, range, found.because, key);
    }
    case 'list': {
      const stages = /^\d+$/.test(key) ? undefined : pipeOf(resolver, object);
      if (stages) return memberWorth(resolver, stages, key, range, frame, use, expression);
      const item = object.items[Number(key)];
      const hasRestBefore = object.items.slice(0, Number(key)).some(each => each.kind === 'rest');
      return item?.kind === 'item' && !hasRestBefore
        ? via(resolver.force(item.value), ...object.trail)
        : resolver.unknown(frame, range, 'an element of a list', key);
    }
    case 'choice':
      return choiceOf(object.options.map(option => memberWorth(resolver, option, key, range, frame, use, expression)));
    case 'pipe': {
      const asked = object.stages.map((stage, index): Worth => {
        const found = memberWorth(resolver, stage, key, range, frame, use, expression);
        return found.kind === 'reference' ? { ...found, piped: object.stages.slice(0, index) } : found;
      });
      return asked.length ? choiceOf(asked) : resolver.unknown(frame, range, 'a part of a value', key);
    }
    case 'reference':
      return referenceMember(resolver, object, key, range, frame, expression);
    case 'instance':
      return fieldWorth(resolver, object, key, range, frame, use, expression);
    case 'class': {
      const made: InstanceWorth = { kind: 'instance', class: object.class, frame: object.frame, trail: object.trail };
      return via(fieldWorth(resolver, made, key, range, frame, use, expression), ...object.trail);
    }
    case 'unknown':
      return {
        ...resolver.unknown(frame, range, object.because, `${object.name}.${key}`),
        trail: object.trail,
        ...(object.isTyped ? { isTyped: true } : {}),
        ...(resolver.unknown(frame, range, '', key).volatility === 'unknown'
          ? { volatility: object.volatility, changes: object.changes }
          : {}),
      };
    case 'text':
      // The value of a Python enum's member.
      if (key === 'value') return object;
      return resolver.unknown(frame, range, 'a part of a value', key);
    default:
      return resolver.unknown(frame, range, 'a part of a value', key);
  }
}

function referenceMember(
  resolver: Resolver,
  object: ReferenceWorth,
  key: string,
  range: Range,
  frame: Frame,
  expression: Expression | undefined,
): Worth {
  const isPackage = !object.steps.length && object.module !== '';
  // What a method was given before is no value of its name when it is called again.
  const given = isPackage
    ? fromWorkspace(resolver, object.module, key, object.frame, range)
    : resolver.isCallee(expression, frame)
      ? undefined
      : fieldGiven(resolver, object, key);
  if (given) return via(given, ...object.trail);
  const stored = isPackage ? undefined : storedWorth(resolver, object, key);
  if (stored) return via(stored, ...object.trail);
  const member: ReferenceWorth = {
    ...object,
    steps: [...object.steps, { kind: 'member', name: key, at: resolver.place(frame, range) }],
    expression: expression ?? object.expression,
    frame: expression ? frame : object.frame,
    ...opensHere(resolver, object, frame),
  };
  const worth = orConstant(resolver, member, range, frame);
  return worth === member && !resolver.isCallee(expression, frame)
    ? (settingOf(resolver, member, range, frame) ?? member)
    : worth;
}

/** What another file has made may have members here that are of a module which only this one opens: extension methods. */
function opensHere(
  resolver: Resolver,
  { module, opens, frame: home }: ReferenceWorth,
  frame: Frame,
): Pick<ReferenceWorth, 'opens'> {
  if (module !== '' || !opens || home.program === frame.program) return {};
  return { opens: [...new Set([...opens, ...resolver.host.opens(frame.program)])] };
}

/** The setting that a member is: `configuration["OpenAI:Model"]`. */
function settingOf(resolver: Resolver, member: ReferenceWorth, range: Range, frame: Frame): Worth | undefined {
  const knowledge = resolver.knowledge(frame);
  const read = knowledge.configuration.length ? knowledge.environmentRead(member) : undefined;
  return read?.name === undefined ? undefined : settingRead(resolver, read, undefined, frame, range);
}

/** The text that a member of a package stands for, where it is one that tables know. */
export function orConstant(resolver: Resolver, member: ReferenceWorth, range: Range, frame: Frame): Worth {
  const constant = resolver.host.packages.constant(member);
  if (constant === undefined) return member;
  const at = resolver.place(frame, range);
  return { kind: 'text', parts: [{ kind: 'text', text: constant }], at, trail: member.trail };
}

/** What stands under the key that an index is, or under any of those that it may be. */
export function elementWorth(resolver: Resolver, object: Worth, index: Expression, range: Range, frame: Frame): Worth {
  const keys = keysOf(resolver, index, frame);
  const use = { at: range.start, block: undefined };
  return keys
    ? choiceOf(keys.map(key => memberWorth(resolver, object, key, range, frame, use)))
    : anyElement(resolver, object, range, frame);
}

/** An element by an index that is chosen at run time, which may be missing. */
export function perhapsMissing(resolver: Resolver, element: Worth, index: Expression, frame: Frame): Worth {
  return keysOf(resolver, index, frame) ? element : choiceOf([element, { kind: 'nothing', trail: [] }]);
}

function keysOf(resolver: Resolver, index: Expression, frame: Frame): readonly string[] | undefined {
  const written = staticKey(index);
  if (written !== undefined) return [written];
  const keys = optionsOf(resolver.evaluate(index, frame)).map(keyText);
  return keys.every(key => key !== undefined) ? keys : undefined;
}

function anyElement(resolver: Resolver, object: Worth, range: Range, frame: Frame): Worth {
  if (object.kind === 'record' && object.items.length && object.items.every(item => item.value)) {
    return choiceOf(object.items.flatMap(({ value }) => (value ? [via(resolver.force(value), ...object.trail)] : [])));
  }
  if (object.kind === 'list' && object.items.length && object.items.every(item => item.kind === 'item')) {
    return choiceOf(object.items.flatMap(item => (item.kind === 'item' ? [resolver.force(item.value)] : [])));
  }
  if (isGeneric(object)) return object;
  return resolver.unknown(frame, range, 'an element that is chosen at run time', resolver.source(frame, range));
}

/** `Agent[Deps, str]`: a class with the types that fill it in. */
function isGeneric(worth: Worth): boolean {
  if (worth.kind === 'class') return true;
  const last = worth.kind === 'reference' ? worth.steps.at(-1) : undefined;
  return last?.kind === 'member' && /^[A-Z]\w*[a-z]/.test(last.name);
}
