import { CALL, stepsOf, tokensOf, type PathStep, type ReferenceWorth, type Step, type Token } from '../resolve';
import type { LanguageId } from '../syntax';
import type { CallSignature, ClientSignature, SignatureTable } from './schema';

export type Family = 'javascript' | 'python';

export const familyOf = (language: LanguageId): Family => (language === 'python' ? 'python' : 'javascript');

type CallStep = Step & { kind: 'call' };

/** A call that a table describes, with what is needed to read it. */
export interface SignatureMatch {
  readonly table: SignatureTable;
  readonly signature: CallSignature;
  readonly client: ClientSignature | undefined;
  /** The call that made the client, then those that changed its options, such as `withOptions`. */
  readonly clientCalls: readonly CallStep[];
}

/** A value that names a model, such as `openai('gpt-4o')`. */
export interface ModelObjectMatch {
  readonly provider: string;
  readonly isRouter: boolean;
  readonly baseUrl: readonly string[];
  /** The call that has the model's id as its first argument. */
  readonly named: CallStep;
  /** The call of the factory that made the provider. */
  readonly factory: CallStep | undefined;
  readonly package: string;
}

interface Pattern {
  readonly tokens: readonly Token[];
  readonly table: SignatureTable;
  readonly signature: CallSignature;
  readonly client: ClientSignature | undefined;
  /** Tokens up to the client, its construction included. */
  readonly clientLength: number;
}

/** Recognises the calls that signature tables describe. */
export class Signatures {
  private readonly byName: Readonly<Record<Family, Map<string, Pattern[]>>> = {
    javascript: new Map(),
    python: new Map(),
  };
  private readonly packages: ReadonlySet<string>;
  private readonly lookThrough: ReadonlySet<string>;

  constructor(readonly tables: readonly SignatureTable[]) {
    this.packages = new Set(
      tables.flatMap(({ packages, modelObjects }) => [
        ...packages.javascript,
        ...packages.python,
        ...(modelObjects?.providers.flatMap(provider => provider.packages) ?? []),
      ]),
    );
    this.lookThrough = new Set(tables.flatMap(table => table.lookThrough));
    for (const table of tables) for (const signature of table.calls) this.add(table, signature);
  }

  /** Whether a call of this name can be one of theirs at all. */
  mayBe(name: string, family: Family): boolean {
    return this.byName[family].has(name);
  }

  /** Whether a module is, or lies in, one of the packages that the tables describe. */
  isPackage(module: string): boolean {
    const name = packageOf(module);
    return this.packages.has(name) || this.packages.has(name.split('.')[0] ?? name);
  }

  /** @param reference what was called, with the call itself as its last step */
  match(reference: ReferenceWorth, family: Family): SignatureMatch | undefined {
    const { path, skipped } = stepsOf(reference, this.lookThrough);
    const name = path.at(-2)?.token;
    const patterns = (name !== undefined && this.byName[family].get(name)) || [];
    for (const { tokens, table, signature, client, clientLength } of patterns) {
      const steps = withModule(reference.module, path, table, family);
      if (steps.length !== tokens.length || !tokens.every((token, index) => token === steps[index]?.token)) continue;
      const maker = steps.slice(0, clientLength).findLast(({ token }) => token === CALL)?.step;
      const clientCalls = [maker, ...skipped].filter(step => step?.kind === 'call');
      return { table, signature, client, clientCalls };
    }
    return undefined;
  }

  /** The model that a value stands for, as the given table describes such values. */
  modelObject(reference: ReferenceWorth, table: SignatureTable): ModelObjectMatch | undefined {
    const { modelObjects } = table;
    if (!modelObjects) return undefined;
    const { path } = stepsOf(reference);
    const entry = modelObjects.providers.find(({ packages }) => packages.includes(packageOf(reference.module)));
    const [head, ...rest] = path;
    const named = path.at(-1)?.step;
    if (!entry || !head || named?.kind !== 'call') return undefined;
    const isFactory = entry.factories.includes(head.token);
    const factory = isFactory ? rest[0]?.step : undefined;
    if (!isFactory && !entry.instances.includes(head.token)) return undefined;
    if (isFactory && factory?.kind !== 'call') return undefined;
    const middle = rest.slice(isFactory ? 1 : 0, -1);
    if (middle.length > 1 || middle.some(({ token }) => !modelObjects.accessors.includes(token))) return undefined;
    if (isFactory && named === factory) return undefined;
    return {
      provider: entry.provider,
      isRouter: entry.isRouter,
      baseUrl: entry.baseUrl,
      named,
      factory: factory?.kind === 'call' ? factory : undefined,
      package: reference.module,
    };
  }

  /** Where the model stands inside a wrapping call; undefined for any other value. */
  wrappedModel(
    reference: ReferenceWorth,
    table: SignatureTable,
  ): { read: readonly string[]; call: CallStep } | undefined {
    const { path } = stepsOf(reference);
    const last = path.at(-1)?.step;
    if (last?.kind !== 'call') return undefined;
    const tokens = path.map(({ token }) => token).join('.');
    const wrapper = table.modelObjects?.wrappers.find(
      ({ from, path: wanted }) => from === packageOf(reference.module) && tokensOf(wanted).join('.') === tokens,
    );
    return wrapper && { read: wrapper.read, call: last };
  }

  private add(table: SignatureTable, signature: CallSignature): void {
    for (const family of signature.languages) {
      const clients: (ClientSignature | undefined)[] =
        signature.on === undefined
          ? [undefined]
          : (table.clients[signature.on] ?? []).filter(client => client.languages.includes(family));
      for (const packageName of table.packages[family]) {
        const head = family === 'python' ? packageName.split('.') : [packageName];
        for (const client of clients) {
          for (const clientPath of client?.paths ?? ['']) {
            for (const path of signature.paths) {
              const toClient = [...head, ...tokensOf(clientPath)];
              const tokens = [...toClient, ...tokensOf(path)];
              const name = tokens.at(-2) ?? '';
              const known = this.byName[family].get(name);
              const pattern: Pattern = { tokens, table, signature, client, clientLength: toClient.length };
              if (known) known.push(pattern);
              else this.byName[family].set(name, [pattern]);
            }
          }
        }
      }
    }
  }
}

/** Without the version that Deno and CDNs put behind it. */
const packageOf = (module: string): string => module.replace(/(?<=.)@[\^~]?\d[^/]*/, '');

/** The path from the package on; a default export goes by its name among the named ones. */
function withModule(
  module: string,
  path: readonly PathStep[],
  table: SignatureTable,
  family: Family,
): readonly PathStep[] {
  const head = (token: string): PathStep => ({
    token,
    step: { kind: 'member', name: token, at: { file: '', range: { start: 0, end: 0 } } },
  });
  if (family === 'python') return [...module.split('.').map(head), ...path];
  const start = head(packageOf(module));
  const { defaultExport } = table;
  const [first, second, ...rest] = path;
  if (defaultExport === undefined || !first) return [start, ...path];
  if (first.token === CALL) return [start, head(defaultExport), ...path];
  if (first.token !== 'default') return [start, ...path];
  // `require('x').default.X` and `import x from 'x'; new x.X()` reach a named export.
  const isNamed = second && /^[A-Z]/.test(second.token) && second.token !== CALL;
  return isNamed ? [start, second, ...rest] : [start, head(defaultExport), ...(second ? [second, ...rest] : [])];
}
