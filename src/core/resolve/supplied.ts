import { staticKey, type Binding, type CallExpression, type Expression, type FunctionExpression } from '../syntax';
import { resultOf } from './calls';
import { fromWorkspace } from './imports';
import { memberWorth } from './members';
import { emptyRecord } from './records';
import type { Resolver } from './resolver';
import { choiceOf, optionsOf, via, type Frame, type FunctionWorth, type Worth } from './worth';

/** Folders above a test in which the fixtures of all tests below are looked for. */
const MAX_FOLDERS = 6;
/** The file whose fixtures all tests beside and below it get. */
const SHARED = 'conftest';
/** Cases of one test that are told apart. */
const MAX_CASES = 50;

/** What a framework makes and hands over for a parameter, by its default or by what stands beside its type. */
export function injectedWorth(resolver: Resolver, expression: Expression, frame: Frame): Worth | undefined {
  const call = injection(resolver, expression, frame);
  const given = call?.arguments.find(({ kind, name }) => kind === 'positional' || name === 'dependency')?.value;
  if (!call || !given) return undefined;
  const made = optionsOf(resolver.evaluate(given, frame)).flatMap((each): Worth[] => {
    if (each.kind === 'function') return [resultOf(resolver, each)];
    if (each.kind !== 'class') return [];
    return [{ kind: 'instance', class: each.class, frame: each.frame, trail: each.trail }];
  });
  return made.length ? via(choiceOf(made), resolver.hop('argument', 'injected', frame, call.nameRange)) : undefined;
}

/** The call by which a framework is told what to hand over; undefined for any other expression. */
export function injection(resolver: Resolver, expression: Expression, frame: Frame): CallExpression | undefined {
  if (expression.kind !== 'call') return undefined;
  return isOne(resolver, expression, frame, 'isInjection') ? expression : undefined;
}

/** What tests are handed for a parameter: the cases of a table, or what a fixture of that name makes. */
export function testedWorth(resolver: Resolver, { parameter, name, range }: Binding, frame: Frame): Worth | undefined {
  if (!parameter || !resolver.knowledge(frame).hasFixtures) return undefined;
  const root = resolver.root(frame.program);
  const { owner } = parameter;
  return (
    casesOf(resolver, owner, name, root) ??
    requestOf(resolver, owner, name, root) ??
    fixtureOf(resolver, owner, name, root, range)
  );
}

function casesOf(resolver: Resolver, owner: FunctionExpression, name: string, frame: Frame): Worth | undefined {
  const own = owner.owner?.decorators ?? [];
  for (const decorator of [...owner.decorators, ...own]) {
    if (decorator.kind !== 'call' || !isOne(resolver, decorator, frame, 'isParametrized')) continue;
    const [names, values] = ['argnames', 'argvalues'].map(
      (key, index) => decorator.arguments.find(each => each.name === key)?.value ?? decorator.arguments[index]?.value,
    );
    const parameters = names ? namesIn(names) : [];
    const index = parameters.indexOf(name);
    if (index === -1 || !values) continue;
    const hop = resolver.hop('argument', name, frame, decorator.nameRange);
    const cases = elementsOf(resolver, values, frame).map(each =>
      part(resolver, each, parameters.length === 1 ? undefined : index, frame),
    );
    return cases.length ? via(choiceOf(cases), hop) : undefined;
  }
  return undefined;
}

/** `"model, cap"`, `["model", "cap"]` */
function namesIn(names: Expression): readonly string[] {
  if (names.kind === 'list') return names.items.map(({ value }) => staticKey(value) ?? '');
  return staticKey(names)?.split(/\s*,\s*/) ?? [];
}

interface Case {
  readonly expression: Expression | undefined;
  readonly worth: Worth;
}

function elementsOf(resolver: Resolver, values: Expression, frame: Frame): readonly Case[] {
  if (values.kind === 'list' && values.items.every(({ isSpread }) => !isSpread))
    return values.items
      .slice(0, MAX_CASES)
      .map(({ value }) => ({ expression: value, worth: resolver.evaluate(value, frame) }));
  const worth = resolver.evaluate(values, frame);
  if (worth.kind !== 'list' || !worth.items.every(item => item.kind === 'item')) return [];
  return worth.items.slice(0, MAX_CASES).map((_, index) => ({
    expression: undefined,
    worth: memberWorth(resolver, worth, String(index), values.range, frame),
  }));
}

/** One value of a case; `pytest.param(a, b, id="x")` holds it among its arguments. */
function part(resolver: Resolver, { expression, worth }: Case, index: number | undefined, frame: Frame): Worth {
  if (expression?.kind === 'call' && expression.callee.kind === 'member' && expression.callee.property === 'param') {
    const argument = expression.arguments.filter(({ kind }) => kind === 'positional')[index ?? 0];
    if (argument) return resolver.evaluate(argument.value, frame);
  }
  return index === undefined || !expression
    ? worth
    : memberWorth(resolver, worth, String(index), expression.range, frame);
}

/** What a fixture with parameters of its own is handed: `request.param` is one of them after the other. */
function requestOf(resolver: Resolver, owner: FunctionExpression, name: string, frame: Frame): Worth | undefined {
  if (name !== 'request') return undefined;
  for (const decorator of owner.decorators) {
    if (decorator.kind !== 'call' || !isOne(resolver, decorator, frame, 'isFixture')) continue;
    const values = decorator.arguments.find(each => each.name === 'params')?.value;
    const cases = values ? elementsOf(resolver, values, frame).map(each => part(resolver, each, undefined, frame)) : [];
    if (!values || !cases.length) continue;
    const place = resolver.place(frame, values.range);
    const value = { expression: values, frame, trail: [], worth: choiceOf(cases) };
    return {
      ...emptyRecord(place),
      items: [
        { kind: 'open', because: 'parameter' },
        { kind: 'entry', key: 'param', value, isOptional: false, place },
      ],
    };
  }
  return undefined;
}

/** What a fixture makes: of the test's class, its file, or a file that all tests of a folder share. */
function fixtureOf(
  resolver: Resolver,
  owner: FunctionExpression,
  name: string,
  frame: Frame,
  range: Binding['range'],
): Worth | undefined {
  const { program } = frame;
  const isTest = /^test|^(?:async_)?fixture/i.test(owner.name ?? '') || owner.decorators.length > 0;
  if (!isTest) return undefined;
  const here = [owner.owner?.scope, program.module].flatMap(scope => scope?.bindings.get(name) ?? []);
  for (const { value } of here)
    if (value?.kind === 'function' && value !== owner && isFixture(resolver, value, frame))
      return resultOf(resolver, { kind: 'function', callee: value, frame, trail: [] });
  for (let dots = '.'; dots.length <= MAX_FOLDERS; dots += '.') {
    const found = fromWorkspace(resolver, `${dots}${SHARED}`, name, frame, range);
    if (found?.kind === 'function' && isFixture(resolver, found.callee, found.frame)) return resultOf(resolver, found);
  }
  return undefined;
}

const isFixture = (resolver: Resolver, { decorators }: FunctionWorth['callee'], frame: Frame): boolean =>
  decorators.some(each => isOne(resolver, each, frame, 'isFixture'));

function isOne(
  resolver: Resolver,
  expression: Expression,
  frame: Frame,
  question: 'isFixture' | 'isInjection' | 'isParametrized',
): boolean {
  const worth = resolver.evaluate(expression, frame);
  return worth.kind === 'reference' && resolver.knowledge(frame)[question](worth);
}
