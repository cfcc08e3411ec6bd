import {
  boundName,
  CALL,
  fromWorkspace,
  memberWorth,
  optionsOf,
  type ClassWorth,
  type Frame,
  type FunctionWorth,
  type InstanceWorth,
  type ReferenceWorth,
  type Resolver,
  type Step,
  type Worth,
} from '../resolve';
import {
  fileNamed,
  type Definition,
  type FunctionDefinition,
  type SignatureMatch,
  type Signatures,
} from '../signatures';
import {
  languages,
  type CallExpression,
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  type Program,
  type Scope,
} from '../syntax';
import { contains, isWithin } from '../text';

interface Services {
  readonly resolver: Resolver;
  readonly signatures: Signatures;
}

/** Classes derived from classes; deeper hierarchies are generated. */
const MAX_BASES = 8;
/** Functions and classes of one file that are looked at for decorators. */
const MAX_FUNCTIONS = 2_000;

/**
 * What the tables of the workspace say of a call by where its function is defined, however it came to be called here.
 * Undefined for a function that they do not describe, and for a call by which one calls itself.
 */
export function definedMatch(
  callee: Worth,
  call: CallExpression,
  frame: Frame,
  services: Services,
  isMeant: (match: SignatureMatch) => boolean,
): SignatureMatch | undefined {
  const { signatures } = services;
  if (!signatures.own.tables.length) return undefined;
  if (callee.kind === 'function') {
    if (callee.frame.program === frame.program && contains(callee.callee.range, call.range)) return undefined;
    const decorated = decoratedMatch(callee, services);
    if (decorated && isMeant(decorated)) return decorated;
  }
  const { family } = languages[frame.program.language];
  for (const name of namesOf(callee, call, frame))
    for (const definition of signatures.definitions.callsNamed(name, family)) {
      if (!isDefinedAs(callee, name, definition, call, frame, services)) continue;
      const match = signatures.match(asReference(callee, definition, call, frame), family, isMeant);
      if (match) return callee.kind === 'function' ? { ...match, definition: { function: callee } } : match;
    }
  return undefined;
}

/** The names under which what is called may be defined. */
function namesOf(callee: Worth, { nameRange }: CallExpression, { program }: Frame): readonly string[] {
  switch (callee.kind) {
    case 'function':
    case 'class':
      return [nameOf(callee)].flatMap(name => name ?? []);
    case 'unknown':
      // Something made of a function, as by `withRetries(ask)`, goes by the name of the variable that holds it.
      return [program.text.slice(nameRange.start, nameRange.end)];
    default:
      return [];
  }
}

function isDefinedAs(
  callee: Worth,
  name: string,
  { package: module, tokens }: Definition,
  call: CallExpression,
  frame: Frame,
  services: Services,
): boolean {
  const path = tokens.filter(token => token !== CALL);
  const owner = path.at(-2);
  const file = fileNamed(module);
  if (file === undefined) return isImported(callee, path, module, call, frame, services);
  const isThere = (program: Program): boolean => isIn(program.file, file, services.signatures);
  if (callee.kind === 'unknown')
    return (
      owner === undefined &&
      callee.trail.some(
        hop => hop.kind === 'binding' && hop.name === name && isIn(hop.place.file, file, services.signatures),
      )
    );
  if (callee.kind === 'class') return owner === undefined && isThere(callee.frame.program);
  if (callee.kind !== 'function') return false;
  if (callee.callee.owner)
    return (
      owner !== undefined && classesOf(callee, services).some(each => each.name === owner && isThere(each.program))
    );
  if (!isThere(callee.frame.program)) return false;
  return owner === undefined || isMemberOf(callee, owner, name, services);
}

/** A method of an object that a file holds in a variable: `export const llm = { ask() {…} }`. */
function isMemberOf({ callee, frame }: FunctionWorth, owner: string, name: string, { resolver }: Services): boolean {
  const { program } = frame;
  const holder = program.module.bindings.get(owner)?.at(-1);
  if (!holder) return false;
  const range = { start: program.text.length, end: program.text.length };
  const root = resolver.root(program);
  const object = resolver.evaluate(
    { kind: 'name', name: owner, scope: program.module, block: holder.block, range },
    root,
  );
  const found = memberWorth(resolver, object, name, range, root);
  return optionsOf(found).some(option => option.kind === 'function' && option.callee === callee);
}

/** Whether it is what a file gets that imports it from a module. */
function isImported(
  callee: Worth,
  [first = '', ...rest]: readonly string[],
  module: string,
  { nameRange }: CallExpression,
  frame: Frame,
  services: Services,
): boolean {
  const { resolver } = services;
  const root = resolver.root(frame.program);
  const found = fromWorkspace(resolver, module, first, root, nameRange);
  return optionsOf(found ?? { kind: 'nothing', trail: [] }).some(option => {
    if (!rest.length) {
      if (option.kind === 'class') return callee.kind === 'class' && callee.class === option.class;
      return option.kind === 'function' && callee.kind === 'function' && callee.callee === option.callee;
    }
    if (callee.kind !== 'function') return false;
    if (option.kind === 'class')
      return classesOf(callee, services).some(
        each => each.name === option.class.name && each.program === option.frame.program,
      );
    const member = memberWorth(resolver, option, rest.at(-1) ?? '', nameRange, root);
    return optionsOf(member).some(each => each.kind === 'function' && each.callee === callee.callee);
  });
}

interface NamedClass {
  readonly name: string | undefined;
  readonly program: Program;
}

/** The class of a method, and those that it is derived from: what one of them promises, it does. */
function classesOf({ callee, frame }: FunctionWorth, { resolver }: Services): readonly NamedClass[] {
  const found: NamedClass[] = [];
  let pending: { readonly class: ClassExpression; readonly program: Program }[] = callee.owner
    ? [{ class: callee.owner, program: frame.program }]
    : [];
  for (let depth = 0; depth < MAX_BASES && pending.length; depth += 1) {
    found.push(...pending.map(each => ({ name: each.class.name, program: each.program })));
    pending = pending
      .flatMap(each => each.class.bases.map(base => resolver.evaluate(base, resolver.root(each.program))))
      .flatMap(optionsOf)
      .flatMap(base => (base.kind === 'class' ? [{ class: base.class, program: base.frame.program }] : []))
      .slice(0, MAX_BASES);
  }
  return found;
}

/** Whether a file is, or lies in, the one that a table names. */
const isIn = (file: string, wanted: string, { own }: Signatures): boolean =>
  own.folders.some(folder => isWithin(file, wanted === '.' ? folder : `${folder.replace(/\/$/, '')}/${wanted}`));

/** The path to what is called as its definition has it, with the call that made the object. */
function asReference(
  callee: Worth,
  { package: module, tokens }: Definition,
  call: CallExpression,
  frame: Frame,
): ReferenceWorth {
  const at = { file: frame.program.file, range: call.nameRange };
  const self = callee.kind === 'function' ? callee.self : undefined;
  const made: Step = {
    kind: 'call',
    call: self?.call,
    frame: self?.callFrame ?? frame,
    ...(self?.changes ? { changes: self.changes } : {}),
  };
  const steps = tokens.map((token, index): Step => {
    if (token !== CALL) return { kind: 'member', name: token, at };
    return index === tokens.length - 1 ? { kind: 'call', call, frame } : made;
  });
  return { kind: 'reference', module, steps, expression: call.callee, frame, stepsAtLoad: 0, trail: callee.trail };
}

/** What calls of a function are by what decorates it. */
function decoratedMatch(callee: FunctionWorth, services: Services): SignatureMatch | undefined {
  const { program } = callee.frame;
  for (const decorator of callee.callee.decorators) {
    const found = decoratorOf(decorator, program, services);
    if (!found) continue;
    const { table, signature, decorator: given } = found;
    const step = { name: '', step: { kind: 'call', call: given.call, frame: given.frame } } as const;
    return {
      table,
      signature,
      client: undefined,
      clientCalls: [step],
      changed: [],
      chain: [],
      piped: [],
      definition: { function: callee, decorator: given },
    };
  }
  return undefined;
}

interface Decoration {
  readonly table: SignatureMatch['table'];
  readonly signature: SignatureMatch['signature'];
  readonly decorator: NonNullable<FunctionDefinition['decorator']>;
}

function decoratorOf(decorator: Expression, program: Program, services: Services): Decoration | undefined {
  const { resolver, signatures } = services;
  const call = decorator.kind === 'call' ? decorator : undefined;
  const named = call?.callee ?? decorator;
  const name = named.kind === 'name' ? named.name : named.kind === 'member' ? named.property : '';
  const { family } = languages[program.language];
  // The classes of attributes have names that are longer than the attributes'.
  const longer = `${name}Attribute`;
  const known = [name, longer].flatMap(each => signatures.definitions.decoratorsNamed(each, family));
  if (!known.length) return undefined;
  const frame = resolver.root(program);
  const place = call ?? madeUp(named, program);
  const names: readonly Expression[] = named.kind === 'name' ? [named, { ...named, name: longer }] : [named];
  for (const option of names.flatMap(each => optionsOf(resolver.evaluate(each, frame)))) {
    const given = {
      function: option.kind === 'function' ? option : undefined,
      object: option.kind === 'class' ? made(option, call, frame) : undefined,
      call,
      frame,
    };
    if (option.kind === 'reference') {
      const found = signatures.decorated({ ...option, steps: [...option.steps, { kind: 'call', call: place, frame }] });
      if (found) return { ...found, decorator: given };
    }
    for (const definition of known) {
      const { decorated, table } = definition;
      if (decorated && isDefinedAs(option, nameOf(option) ?? name, definition, place, frame, services))
        return { table, signature: decorated, decorator: given };
    }
  }
  return undefined;
}

/** `default` for a function without a name that its file exports by default. */
function nameOf(worth: Worth): string | undefined {
  if (worth.kind === 'class') return worth.class.name;
  if (worth.kind !== 'function') return undefined;
  const { callee, frame } = worth;
  const isDefault = frame.program.exports.some(({ name, value }) => name === 'default' && value === callee);
  return callee.name ?? boundName(callee) ?? (isDefault ? 'default' : undefined);
}

/** The object that an annotation makes. */
const made = (
  { class: own, frame: home, trail }: ClassWorth,
  call: CallExpression | undefined,
  frame: Frame,
): InstanceWorth => ({
  kind: 'instance',
  class: own,
  frame: home,
  ...(call ? { call, callFrame: frame } : {}),
  trail,
});

/** `@llm` alone, as the call that `@llm()` is. */
const madeUp = (callee: Expression, { module }: Program): CallExpression => ({
  kind: 'call',
  callee,
  arguments: [],
  argumentsRange: undefined,
  isNew: false,
  scope: module,
  block: { kind: 'module', parent: undefined, range: module.range },
  nameRange: callee.range,
  range: callee.range,
});

/** The functions of a file that carry something of the workspace's tables: their calls are looked at. */
export function decoratedNames(program: Program, services: Services): ReadonlySet<string> {
  const names = new Set<string>();
  if (!services.signatures.definitions.hasDecorators) return names;
  for (const each of functionsOf(program)) {
    const name = each.name ?? boundName(each);
    if (name !== undefined && each.decorators.some(decorator => decoratorOf(decorator, program, services)))
      names.add(name);
  }
  return names;
}

/** The functions and methods that a file declares. */
function functionsOf({ module }: Program): FunctionExpression[] {
  const found: FunctionExpression[] = [];
  const pending: Scope[] = [module];
  for (let scope = pending.pop(); scope && found.length < MAX_FUNCTIONS; scope = pending.pop())
    for (const bindings of scope.bindings.values())
      for (const { value } of bindings) {
        if (value?.kind === 'function') found.push(value);
        else if (value?.kind === 'class' && value.scope !== scope) pending.push(value.scope);
      }
  return found;
}
