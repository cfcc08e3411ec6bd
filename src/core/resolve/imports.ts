import { languages, type Program } from '../syntax';
import type { Range } from '../text';
import type { Resolver } from './resolver';
import { choiceOf, via, type Frame, type Worth } from './worth';

const MAX_REEXPORTS = 8; // a chain of index files; cyclic ones end here

/** What an import gives: something of a package, or the value of another file of the workspace. */
export function importedWorth(resolver: Resolver, module: string, name: string, frame: Frame, range: Range): Worth {
  const own = module === '' ? undefined : fromWorkspace(resolver, module, name, frame, range);
  if (own) return own;
  return {
    kind: 'reference',
    module,
    steps: name === '*' ? [] : [{ kind: 'member', name, at: resolver.place(frame, range) }],
    expression: { kind: 'import', module, range },
    frame,
    stepsAtLoad: 0,
    trail: [],
  };
}

function fromWorkspace(
  resolver: Resolver,
  module: string,
  name: string,
  frame: Frame,
  range: Range,
): Worth | undefined {
  const language = languages[frame.program.language];
  const program = resolver.host.importedProgram(module, frame.program);
  const found = program && exported(resolver, program, name, 0);
  if (found) return via(found, resolver.hop('import', name, frame, range));
  const inner = name === '*' ? undefined : language.submodule?.(module, name);
  const submodule = inner === undefined ? undefined : resolver.host.importedProgram(inner, frame.program);
  if (submodule) return via(moduleRecord(resolver, submodule), resolver.hop('import', name, frame, range));
  return language.isWorkspaceModule(module)
    ? resolver.unknown(frame, range, `not read: ${module}`, name === '*' || name === 'default' ? module : name)
    : undefined;
}

function exported(resolver: Resolver, program: Program, name: string, depth: number): Worth | undefined {
  const frame = resolver.root(program);
  if (depth > MAX_REEXPORTS) return undefined;
  if (name === '*') return moduleRecord(resolver, program);
  const entries = program.exports.filter(entry => entry.name === name);
  const direct = entries.flatMap(entry => (entry.value ? [resolver.evaluate(entry.value, frame)] : []));
  if (direct.length) return choiceOf(direct);
  for (const { from } of [...entries, ...program.exports.filter(entry => entry.name === '*')]) {
    if (!from) continue;
    const inner = resolver.host.importedProgram(from.module, program);
    const found = inner && exported(resolver, inner, from.name === '*' ? name : from.name, depth + 1);
    if (found) return found;
  }
  const binding = program.module.bindings.get(name)?.at(-1);
  if (!binding || (program.exports.length && program.language !== 'python')) return undefined;
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

/** A module taken as a whole: its names as the keys of a record. */
function moduleRecord(resolver: Resolver, program: Program): Worth {
  const frame = resolver.root(program);
  const end = program.text.length;
  const names = program.exports.length ? program.exports.map(({ name }) => name) : [...program.module.bindings.keys()];
  const at = resolver.place(frame, { start: 0, end });
  return {
    kind: 'record',
    at,
    literal: undefined,
    trail: [],
    items: [...new Set(names)].flatMap(name => {
      const value = program.exports.find(entry => entry.name === name)?.value;
      const block = program.module.bindings.get(name)?.at(-1)?.block;
      const expression =
        value ?? (block && { kind: 'name' as const, name, scope: program.module, block, range: { start: end, end } });
      return expression
        ? [{ kind: 'entry' as const, key: name, value: { expression, frame, trail: [] }, isOptional: false, place: at }]
        : [];
    }),
  };
}
