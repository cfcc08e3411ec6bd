import type { z } from 'zod';
import { signatureTableSchema, type SignatureTable } from '../signatures';
import { adapterOf, languageFamilies } from '../syntax';
import { CONFIGURATION_FILE } from './file';
import { type ClassEntry, type DecoratorEntry, type FunctionEntry, type TableEntry, type Values } from './schema';

type Input = z.input<typeof signatureTableSchema>;
type CallInput = Omit<NonNullable<Input['calls']>[number], 'paths'>;
type Source = 'parameter' | 'constructor' | 'decorator';

/** What reports call an API of the workspace's own. */
const API = 'workspace';

/** The table that the short form of a function stands for. */
export function functionTable(entry: FunctionEntry): SignatureTable {
  const path = entry.function.replaceAll('::', '.');
  const { owner, method } = split(path);
  const paths = owner === undefined ? [`${method}()`] : makersOf(owner).map(maker => `${maker}.${method}()`);
  return tableOf(entry, path, { calls: [{ ...callOf(path, entry, ['parameter']), paths }] });
}

/** Values that its constructor is given hold for every method that has none of its own. */
export function classTable(entry: ClassEntry): SignatureTable {
  const owner = entry.class.replaceAll('::', '.');
  const { methods, ...shared } = entry;
  const calls = Object.entries(methods).map(([method, own]) => {
    const id = `${owner}.${method}`;
    const call = callOf(id, { ...shared, ...own, model: undefined, outputCap: undefined }, ['parameter']);
    const model = [...placesOf(own?.model, ['parameter']), ...placesOf(shared.model, ['parameter', 'constructor'])];
    const cap = own?.outputCap ?? shared.outputCap;
    return {
      ...call,
      ...(model.length ? { model } : {}),
      ...(cap === undefined
        ? {}
        : { outputCap: capOf(cap, own?.outputCap ? ['parameter'] : ['parameter', 'constructor']) }),
      on: 'client',
      paths: [`${method}()`],
    };
  });
  return tableOf(entry, owner, { clients: { client: [{ paths: makersOf(owner) }] }, calls });
}

export function decoratorTable(entry: DecoratorEntry): SignatureTable {
  const path = entry.decorator.replaceAll('::', '.');
  const call = callOf(path, entry, ['decorator']);
  // What the function itself is called with is what is asked.
  const prompt =
    entry.prompt === undefined ? [{ segment: 'messages' as const, read: '@0+' }, ...(call.prompt ?? [])] : call.prompt;
  return tableOf(entry, path, { decorators: [{ paths: [`${path}()`], call: { ...call, prompt } }] });
}

/** A table that is written out: its names may be those of modules of the workspace. */
export const writtenTable = (entry: TableEntry): SignatureTable => ({
  ...entry,
  commonNames: Object.values(entry.packages).flat(),
  endpoints: [],
  words: undefined,
});

function tableOf(
  { in: file, from, provider }: FunctionEntry | ClassEntry | DecoratorEntry,
  name: string,
  rest: Partial<Input>,
): SignatureTable {
  const packages = [...(file === undefined ? [] : [`./${fileOf(file)}`]), ...(from === undefined ? [] : [from])];
  const own = file === undefined || from !== undefined ? undefined : adapterOf(file)?.family;
  return signatureTableSchema.parse({
    sdk: API,
    name,
    sources: [CONFIGURATION_FILE],
    ...(provider === undefined ? { isServedByMaker: true } : { provider }),
    packages: Object.fromEntries((own ? [own] : languageFamilies).map(family => [family, packages])),
    commonNames: packages,
    ...rest,
  } satisfies Input);
}

const fileOf = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '') || '.';

function callOf(path: string, values: Values, sources: readonly Source[]): CallInput {
  const { system, prompt, tools, schema, model, defaultModel, outputCap, streaming, mode, api } = values;
  const segment = (kind: 'system' | 'messages' | 'tools' | 'schema', read: Values['prompt']) =>
    listOf(read).map(each => ({ segment: kind, read: placesOf(each, sources) }));
  return {
    id: `${API}.${path}`,
    api: api ?? API,
    ...(mode === undefined ? {} : { mode }),
    ...(model === undefined ? {} : { model: placesOf(model, sources) }),
    ...(defaultModel === undefined ? {} : { defaultModel }),
    ...(outputCap === undefined ? {} : { outputCap: capOf(outputCap, sources) }),
    ...(streaming === undefined
      ? {}
      : {
          streaming:
            streaming === 'always' || streaming === 'never' ? streaming : { read: placesOf(streaming, sources) },
        }),
    prompt: [
      ...segment('tools', tools),
      ...segment('system', system),
      ...segment('messages', prompt),
      ...segment('schema', schema),
    ],
  };
}

function capOf(cap: NonNullable<Values['outputCap']>, sources: readonly Source[]): NonNullable<CallInput['outputCap']> {
  const { read, default: initial } = typeof cap === 'string' || Array.isArray(cap) ? { read: cap } : cap;
  const [first = ''] = listOf(read);
  const isName = /^\w+$/.test(first) && sources.length === 1 && sources[0] === 'parameter';
  return {
    read: placesOf(read, sources),
    parameter: first.replace(/^.*[:.@]/, ''),
    // Where arguments have names in all functions, one more can be added to any call.
    ...(isName ? { write: { python: first } } : {}),
    ...(initial === undefined ? {} : { whenMissing: initial }),
  };
}

const listOf = (places: Values['prompt']): readonly string[] =>
  places === undefined ? [] : typeof places === 'string' ? [places] : places;

/** A bare name is a parameter's; what says itself where it stands is left as it is. */
const placesOf = (places: Values['prompt'], sources: readonly Source[]): string[] =>
  listOf(places).flatMap(place => (/^\??\w+:/.test(place) ? [place] : sources.map(source => spelled(place, source))));

/** An argument by its position is read as it stands in the call. */
const spelled = (place: string, source: Source): string =>
  source === 'parameter' && place.startsWith('@') ? place : `${source}:${place}`;

function split(path: string): { readonly owner: string | undefined; readonly method: string } {
  const at = path.lastIndexOf('.');
  return at === -1 ? { owner: undefined, method: path } : { owner: path.slice(0, at), method: path.slice(at + 1) };
}

/** How languages make objects of a class, and the class itself for what needs none. */
function makersOf(path: string): string[] {
  const { owner, method: name } = split(path);
  const before = owner === undefined ? '' : `${owner}.`;
  return [`${path}()`, `${path}.new()`, `${before}New${name}()`, path];
}
