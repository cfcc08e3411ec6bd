import { documentWorth, formatOf } from './documents';
import { fileWorth } from './files';
import { memberWorth, orConstant } from './members';
import {
  languages,
  type ClassExpression,
  type Expression,
  type NameExpression,
  type Program,
  type Scope,
} from '../syntax';
import type { Range } from '../text';
import type { Resolver } from './resolver';
import { choiceOf, via, type Frame, type RecordWorth, type ReferenceWorth, type Worth } from './worth';

const MAX_REEXPORTS = 8; // a chain of index files; cyclic ones end here

/** What an import gives: something of a package, or the value of another file of the workspace. */
export function importedWorth(resolver: Resolver, module: string, name: string, frame: Frame, range: Range): Worth {
  const own = module === '' ? undefined : fromWorkspace(resolver, module, name, frame, range);
  if (own) return own;
  const reference: ReferenceWorth = {
    kind: 'reference',
    module,
    steps: name === '*' ? [] : [{ kind: 'member', name, at: resolver.place(frame, range) }],
    expression: { kind: 'import', module, range },
    frame,
    stepsAtLoad: 0,
    trail: [],
  };
  return name === '*' ? reference : orConstant(resolver, reference, range, frame);
}

/** Undefined for what is of a package. */
export function fromWorkspace(
  resolver: Resolver,
  module: string,
  name: string,
  frame: Frame,
  range: Range,
): Worth | undefined {
  const language = languages[frame.program.language];
  const { sharesNames } = language;
  // A package of several files has no text of its own: what is taken from it is looked for then.
  if (sharesNames && name === '*') return undefined;
  const hop = resolver.hop('import', name, frame, range);
  const program = resolver.host.importedProgram(module, frame.program);
  const found =
    program && (exported(resolver, program, name, 0) ?? memberOfClass(resolver, program, module, name, range));
  if (found) {
    const isWhole = name === '*' && language.submodule !== undefined && found.kind === 'record';
    return via(isWhole ? { ...found, module: { name: module, frame } } : found, hop);
  }
  const document = importedDocument(resolver, module, name, frame, range);
  if (document) return via(document, hop);
  const inner = name === '*' ? undefined : language.submodule?.(module, name);
  const innerProgram = inner === undefined ? undefined : resolver.host.importedProgram(inner, frame.program);
  if (innerProgram) {
    const own = sharesNames ? exported(resolver, innerProgram, name, 0) : undefined;
    return via(own ?? { ...moduleRecord(resolver, innerProgram), module: { name: inner ?? '', frame } }, hop);
  }
  return (
    memberOfHandedOn(resolver, module, name, frame, range) ??
    (language.isWorkspaceModule(module)
      ? resolver.unknown(frame, range, `not read: ${module}`, name === '*' || name === 'default' ? module : name)
      : undefined)
  );
}

/** `crate::llm::openai::Client` where no file is the module `openai`, but `llm` has something of that name. */
function memberOfHandedOn(
  resolver: Resolver,
  module: string,
  name: string,
  frame: Frame,
  range: Range,
): Worth | undefined {
  const language = languages[frame.program.language];
  const outer = language.isWorkspaceModule(module) ? language.outerModule?.(module) : undefined;
  const owner = outer && fromWorkspace(resolver, outer.module, outer.name, frame, range);
  if (!owner || owner.kind === 'unknown') return undefined;
  return name === '*' ? owner : memberWorth(resolver, owner, name, range, frame);
}

/** `import settings from './settings.json'`: what is in the file, as its default export and by name. */
function importedDocument(
  resolver: Resolver,
  module: string,
  name: string,
  frame: Frame,
  range: Range,
): Worth | undefined {
  const format = /^\.{0,2}\//.test(module) ? formatOf(module) : undefined;
  const beside = frame.program.file;
  const file = format && resolver.host.textFile({ name: module, beside }, frame.program);
  const text = file && fileWorth(file, module);
  const document = text && documentWorth(text, format);
  return document && name !== '*' && name !== 'default'
    ? memberWorth(resolver, document, name, range, frame)
    : document;
}

/** `import static com.acme.Prompts.SYSTEM`: the module is a class, and what is imported one of its members. */
function memberOfClass(
  resolver: Resolver,
  program: Program,
  module: string,
  name: string,
  range: Range,
): Worth | undefined {
  const own = /[^.:\\/]+$/.exec(module)?.[0];
  const owner = own === undefined ? undefined : program.module.bindings.get(own)?.at(-1)?.value;
  if (owner?.kind !== 'class' || !owner.scope.bindings.has(name)) return undefined;
  const frame = resolver.root(program);
  return memberWorth(resolver, { kind: 'class', class: owner, frame, trail: [] }, name, range, frame);
}

/**
 * What a name stands for that is used without being imported, in a language that allows it: something that another
 * file of the folder or the project declares. Undefined for a name of the language or of a package.
 */
export function declaredElsewhere(
  resolver: Resolver,
  { name, scope, range }: NameExpression,
  frame: Frame,
): Worth | undefined {
  const language = languages[frame.program.language];
  const { sharesNames } = language;
  if (language.predeclared?.has(name)) return undefined;
  const opened = openedElsewhere(resolver, name, frame, range);
  if (opened) return opened;
  if ('definition' in language) return pathElsewhere(resolver, [name], scope, frame, range);
  // What a whole project shares are types; a variable of that name in some other file is not meant.
  if (!sharesNames || (sharesNames === 'project' && !/^\p{Lu}/u.test(name))) return undefined;
  for (const program of resolver.host.declaringPrograms(name, frame.program)) {
    const found = exported(resolver, program, name, 0);
    if (found) return via(found, resolver.hop('import', name, frame, range));
  }
  return inOpenedModule(resolver, name, frame, range);
}

/** A class of a module that the file opens, or of its own one in another folder, as that of its tests. */
function inOpenedModule(resolver: Resolver, name: string, frame: Frame, range: Range): Worth | undefined {
  const { opens, language } = frame.program;
  if (languages[language].sharesNames !== 'folder' || !/^\p{Lu}/u.test(name)) return undefined;
  for (const module of opens) {
    if (/^(java|javax|kotlin|kotlinx)\b/.test(module) || resolver.host.packages.isPackage(module, language)) continue;
    const found = fromWorkspace(resolver, module, name, frame, range);
    if (found) return found;
  }
  return undefined;
}

/**
 * What a path such as `Ai::Client::MODEL` stands for in a language that finds classes by their names. Undefined where
 * no file of the workspace defines it.
 */
export function pathElsewhere(
  resolver: Resolver,
  path: readonly string[],
  scope: Scope,
  frame: Frame,
  range: Range,
): Worth | undefined {
  const language = languages[frame.program.language];
  if (!('definition' in language) || !/^\p{Lu}/u.test(path[0] ?? '')) return undefined;
  const use = { program: frame.program, nesting: nestingOf(scope), mixedIn: mixedInto(scope) };
  for (const name of path.toReversed()) {
    for (const program of resolver.host.declaringPrograms(name, frame.program)) {
      const found = language.definition?.(program, path, use);
      const worth = found && resolver.evaluate(found, resolver.root(program));
      if (worth && worth.kind !== 'unknown') return via(worth, resolver.hop('import', path.at(-1) ?? '', frame, range));
    }
  }
  return undefined;
}

/** A name of a module of the workspace whose names are visible as a whole: `use super::*`, `from .prompts import *`. */
function openedElsewhere(resolver: Resolver, name: string, { program }: Frame, range: Range): Worth | undefined {
  const language = languages[program.language];
  for (const module of program.opens) {
    const opened = language.isWorkspaceModule(module) ? resolver.host.importedProgram(module, program) : undefined;
    const found = opened && exported(resolver, opened, name, 0);
    if (found) return via(found, resolver.hop('import', name, resolver.root(program), range));
  }
  return undefined;
}

const CONSTANT = /^\p{Lu}/u;

/** A path such as `Ai::Client::MODEL`; undefined for what is no path of classes and constants. */
export function constantPath(expression: Expression): { root: NameExpression; names: readonly string[] } | undefined {
  const names: string[] = [];
  let root = expression;
  for (; root.kind === 'member' && CONSTANT.test(root.property); root = root.object) names.unshift(root.property);
  return root.kind === 'name' && CONSTANT.test(root.name) ? { root, names: [root.name, ...names] } : undefined;
}

const nestingOf = (scope: Scope): readonly string[] =>
  classesAround(scope)
    .flatMap(({ name }) => name ?? [])
    .toReversed();

/** The paths by which the classes around, the innermost first, name what they are made of. */
const mixedInto = (scope: Scope): readonly (readonly string[])[] =>
  classesAround(scope).flatMap(({ bases }) => bases.flatMap(base => [constantPath(base)?.names ?? []]));

function classesAround(scope: Scope): ClassExpression[] {
  const classes: ClassExpression[] = [];
  for (let current: Scope | undefined = scope; current; current = current.parent)
    if (current.owner?.kind === 'class') classes.push(current.owner);
  return classes;
}

/** A value of a configuration file by its dotted name; undefined where that is not written down. */
export function configuredWorth(
  resolver: Resolver,
  folder: string,
  name: string,
  frame: Frame,
  range: Range,
): Worth | undefined {
  const [file = '', ...keys] = name.split('.');
  const program = keys.length ? resolver.host.importedProgram(`${folder}/${file}`, frame.program) : undefined;
  const settings = program && exported(resolver, program, 'default', 0);
  if (!program || !settings) return undefined;
  const inner = resolver.root(program);
  const found = keys.reduce((worth, key) => memberWorth(resolver, worth, key, range, inner), settings);
  if (found.kind === 'unknown' || found.kind === 'nothing' || found.kind === 'reference') return undefined;
  return via(found, resolver.hop('import', name, frame, range));
}

/** The other parts of a class that is written in several, of this file and of others. */
export function otherParts(
  resolver: Resolver,
  { name, scope, isPartial }: ClassExpression,
  program: Program,
): readonly { class: ClassExpression; program: Program }[] {
  const { sharesNames } = languages[program.language];
  if (name === undefined || isPartial === false || (sharesNames !== 'folder' && !isPartial)) return [];
  return [program, ...resolver.host.declaringPrograms(name, program)].flatMap(each =>
    (each.module.bindings.get(name) ?? []).flatMap(({ value }) =>
      value?.kind === 'class' && value.scope !== scope ? [{ class: value, program: each }] : [],
    ),
  );
}

function exported(resolver: Resolver, program: Program, name: string, depth: number): Worth | undefined {
  const own = exportedByFile(resolver, program, name, depth);
  if (own || depth > 0 || languages[program.language].sharesNames !== 'folder') return own;
  for (const each of resolver.host.declaringPrograms(name, program)) {
    const found = exportedByFile(resolver, each, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function exportedByFile(resolver: Resolver, program: Program, name: string, depth: number): Worth | undefined {
  const frame = resolver.root(program);
  if (depth > MAX_REEXPORTS) return undefined;
  if (name === '*') return moduleRecord(resolver, program);
  const bindings = program.module.bindings.get(name) ?? [];
  // What a module imports for itself is not handed on with all of it.
  const isOwnImport = depth > 0 && bindings.length > 0 && bindings.every(each => each.import?.isPrivate);
  const entries = isOwnImport ? [] : program.exports.filter(entry => entry.name === name);
  const direct = entries.flatMap(entry => (entry.value ? [resolver.evaluate(entry.value, frame)] : []));
  if (direct.length) return choiceOf(direct);
  for (const { from } of [...entries, ...program.exports.filter(entry => entry.name === '*')]) {
    if (!from) continue;
    const inner =
      from.name === '*'
        ? resolver.host.programWith(name, from.module, program)
        : resolver.host.importedProgram(from.module, program);
    const found = inner && exported(resolver, inner, from.name === '*' ? name : from.name, depth + 1);
    if (found) return found;
  }
  // What a file imports it does not declare for others of its folder.
  const sharesFolder = languages[program.language].sharesNames === 'folder';
  const binding = isOwnImport ? undefined : bindings.findLast(({ kind }) => !sharesFolder || kind !== 'import');
  const isClosed = program.exports.length > 0 && languages[program.language].family === 'javascript';
  if (!binding || isClosed) return undefined;
  return resolver.evaluate(
    {
      kind: 'name',
      name,
      scope: program.module,
      block: binding.block,
      range: { start: program.text.length, end: program.text.length },
    },
    frame,
  );
}

const moduleRecords = new WeakMap<Frame, RecordWorth>();

/** A module taken as a whole: its names as the keys of a record. */
function moduleRecord(resolver: Resolver, program: Program): RecordWorth {
  const frame = resolver.root(program);
  const known = moduleRecords.get(frame);
  if (known) return known;
  const end = program.text.length;
  const exported = new Map(program.exports.toReversed().map(({ name, value }) => [name, value]));
  const names = program.exports.length ? program.exports.map(({ name }) => name) : program.module.bindings.keys();
  const at = resolver.place(frame, { start: 0, end });
  const record: RecordWorth = {
    kind: 'record',
    at,
    literal: undefined,
    trail: [],
    items: [...new Set(names)].flatMap(name => {
      const block = program.module.bindings.get(name)?.at(-1)?.block;
      const expression =
        exported.get(name) ??
        (block && { kind: 'name' as const, name, scope: program.module, block, range: { start: end, end } });
      return expression
        ? [{ kind: 'entry' as const, key: name, value: { expression, frame, trail: [] }, isOptional: false, place: at }]
        : [];
    }),
  };
  moduleRecords.set(frame, record);
  return record;
}
