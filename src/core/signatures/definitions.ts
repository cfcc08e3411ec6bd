import { ANY, CALL, tokensOf, type Token } from '../resolve';
import type { LanguageFamily } from '../syntax';
import { familiesOf, type CallSignature, type SignatureTable } from './schema';

/** How a name of a table is defined: a package, or a file of the workspace, and the path from it. */
export interface Definition {
  readonly table: SignatureTable;
  /** `./app/llm.py` for a file or folder of the workspace. */
  readonly package: string;
  readonly tokens: readonly Token[];
  /** Set for a decorator: what calls of the functions are that carry it. */
  readonly decorated?: CallSignature;
}

const FILE = './';

/** The file or folder that a package's name stands for, relative to the workspace; undefined for a package. */
export const fileNamed = (name: string): string | undefined =>
  name.startsWith(FILE) ? name.slice(FILE.length) : undefined;

/**
 * What the tables of a workspace describe by where it is defined, so that a call is known however its function came to
 * the call: without an import, by a relative one, an alias, a re-export.
 */
export class Definitions {
  private readonly calls = new Map<string, Definition[]>();
  private readonly decorators = new Map<string, Definition[]>();
  /** Files of JavaScript by their names, or their folders' for `index.ts`. */
  private readonly files: ReadonlySet<string>;

  constructor(tables: readonly SignatureTable[]) {
    this.files = new Set(fileNames(tables));
    for (const table of tables) {
      for (const { on, paths, languages } of table.calls) {
        const clients = on === undefined ? [''] : (table.clients[on] ?? []).flatMap(client => client.paths);
        for (const client of clients)
          for (const path of paths) this.add(this.calls, table, languages, tokensOf(`${client}.${path}`));
      }
      for (const { paths, call } of table.decorators) {
        const decorated: CallSignature = { ...call, paths: [CALL] };
        for (const path of paths) this.add(this.decorators, table, undefined, tokensOf(path), decorated);
      }
    }
  }

  /** What a call of this name may be. */
  callsNamed(name: string, family: LanguageFamily): readonly Definition[] {
    return this.calls.get(`${family} ${name}`) ?? [];
  }

  decoratorsNamed(name: string, family: LanguageFamily): readonly Definition[] {
    return this.decorators.get(`${family} ${name}`) ?? [];
  }

  /** Whether what a module exports by default may be described: it is imported under any name. */
  mayExportDefault(module: string): boolean {
    return this.files.has(
      module
        .replace(/\.[cm]?[jt]sx?$|\/index(?:\.[cm]?[jt]sx?)?$/, '')
        .split('/')
        .at(-1) ?? '',
    );
  }

  get hasDecorators(): boolean {
    return this.decorators.size > 0;
  }

  private add(
    index: Map<string, Definition[]>,
    table: SignatureTable,
    languages: readonly LanguageFamily[] | undefined,
    tokens: readonly Token[],
    decorated?: CallSignature,
  ): void {
    const name = tokens.at(-1) === CALL ? tokens.at(-2) : tokens.at(-1);
    if (name === undefined || name.includes(ANY)) return;
    for (const family of languages ?? familiesOf(table)) {
      const key = `${family} ${name}`;
      const known = index.get(key) ?? [];
      for (const each of table.packages[family] ?? [])
        known.push({ table, package: each, tokens, ...(decorated ? { decorated } : {}) });
      index.set(key, known);
    }
  }
}

const fileNames = (tables: readonly SignatureTable[]): string[] =>
  tables
    .flatMap(({ packages }) => packages.javascript ?? [])
    .flatMap(
      each =>
        fileNamed(each)
          ?.replace(/(?:\/index)?\.\w+$/, '')
          .split('/')
          .at(-1) ?? [],
    );

/** The words of which one stands in every file that calls or decorates something of these tables. */
export function definedWords(tables: readonly SignatureTable[]): RegExp {
  const escaped = (words: readonly string[]): string =>
    [...new Set(words)].map(word => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const ends = (paths: readonly string[]): string[] =>
    paths.flatMap(path =>
      tokensOf(path)
        .filter(token => token !== CALL && !token.includes(ANY))
        .slice(-1),
    );
  const names = tables.flatMap(({ calls, decorators }) =>
    [...calls, ...decorators].flatMap(({ paths }) => ends(paths)),
  );
  // What a file exports by default is imported under any name.
  const files = fileNames(tables);
  const alternatives = [
    ...(names.length ? [`(?<![\\p{L}\\p{N}_$])(?:${escaped(names)})(?![\\p{L}\\p{N}_$])`] : []),
    ...(files.length ? [`/(?:${escaped(files)})(?:\\.\\w+)?['"\`]`] : []),
  ];
  return new RegExp(alternatives.join('|') || '(?!)', 'u');
}
