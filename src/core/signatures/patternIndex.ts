import { ANY, CALL, CHAIN, type Token } from '../resolve';
import type { LanguageFamily } from '../syntax';
import { moduleParts } from './packages';
import type { SignatureTable } from './schema';

/** What any entry of a table is recognised by: a package and a path from it. */
export interface Pattern<T> {
  readonly table: SignatureTable;
  readonly package: string;
  readonly packageParts: readonly string[];
  readonly tokens: readonly Token[];
  readonly entry: T;
}

/** Patterns of one language family by the name of what they end with. */
export class PatternIndex<T> {
  private readonly byName = new Map<string, Pattern<T>[]>();
  private readonly known = new Map<string, readonly Pattern<T>[]>();

  add(
    family: LanguageFamily,
    table: SignatureTable,
    packages: readonly string[],
    tokens: readonly Token[],
    entry: T,
  ): void {
    if (!packages.length) return;
    const key = (tokens.at(-1) === CALL ? tokens.at(-2) : tokens.at(-1)) ?? '';
    const known = this.byName.get(key) ?? [];
    for (const name of packages)
      known.push({ table, package: name, packageParts: moduleParts(name, family), tokens, entry });
    this.byName.set(key, known);
  }

  candidates(name: string): readonly Pattern<T>[] {
    let found = this.known.get(name);
    if (!found) {
      found = [name, ...OPEN_ENDS].flatMap(end => this.byName.get(end) ?? []);
      if (this.known.size >= MAX_KNOWN) this.known.clear();
      this.known.set(name, found);
    }
    return found;
  }
}

/** Names of which it is kept what ends with them. */
const MAX_KNOWN = 20_000;
/** What a path ends with that fits any name. */
const OPEN_ENDS: readonly Token[] = [ANY, CHAIN];
