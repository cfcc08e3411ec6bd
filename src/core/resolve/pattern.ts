import type { ReferenceWorth, Step } from './worth';

/**
 * Paths over references as tables write them: `OpenAI().chat.completions.create()`. A name is a member,
 * `()` a call or construction, `*` any one member, `create_*_agent` any whose name is of that form, `**` any number of
 * members and calls that end with a call, `[]` is not written: an element with a literal key is a member.
 */
export type Token = string;
export const CALL: Token = '()';
export const ANY: Token = '*';
export const CHAIN: Token = '**';

export function tokensOf(path: string): Token[] {
  return [...path.matchAll(/\(\)|[^.()]+/g)].map(([token]) => token);
}

/** A step of a reference with its token. */
export interface PathStep {
  readonly token: Token;
  readonly step: Step;
}

/** What a reference went through; steps that change nothing about what is reached are kept apart. */
export function stepsOf(
  reference: ReferenceWorth,
  lookThrough: ReadonlySet<string> = NONE,
): { path: PathStep[]; skipped: NamedCall[] } {
  const path: PathStep[] = [];
  const skipped: NamedCall[] = [];
  for (let index = 0; index < reference.steps.length; index += 1) {
    const step = reference.steps[index];
    if (!step) continue;
    if (step.kind === 'member' && lookThrough.has(step.name)) {
      const next = reference.steps[index + 1];
      if (next?.kind === 'call') {
        skipped.push({ name: step.name, step: next });
        index += 1;
      }
    } else path.push({ token: step.kind === 'member' ? step.name : CALL, step });
  }
  return { path, skipped };
}

/** A call with the name of what was called. */
export interface NamedCall {
  readonly name: string;
  readonly step: Step & { readonly kind: 'call' };
}

/** The calls of a path, each with the member before it. */
export function callsOf(path: readonly PathStep[]): NamedCall[] {
  return path.flatMap(({ step }, index): NamedCall[] => {
    const before = path[index - 1]?.step;
    return step.kind === 'call' ? [{ name: before?.kind === 'member' ? before.name : '', step }] : [];
  });
}

export const pathOf = (reference: ReferenceWorth): Token[] => stepsOf(reference).path.map(({ token }) => token);

const NONE: ReadonlySet<string> = new Set();

const forms = new Map<Token, RegExp>();

/** The form of a token with a `*` in it; undefined for one that stands for itself. */
export function formOf(pattern: Token): RegExp | undefined {
  if (!pattern.includes(ANY) || pattern === CHAIN) return undefined;
  const form = forms.get(pattern) ?? new RegExp(`^${pattern.replaceAll(ANY, '\\w*')}$`);
  forms.set(pattern, form);
  return form;
}

const fits = (pattern: Token, token: Token | undefined): boolean =>
  pattern === token || (token !== undefined && token !== CALL && formOf(pattern)?.test(token) === true);

/** How many tokens of the path the pattern covers from its start; undefined when it does not fit. */
export function matchPrefix(path: readonly Token[], pattern: readonly Token[]): number | undefined {
  if (pattern.length > path.length) return undefined;
  return pattern.every((token, index) => fits(token, path[index])) ? pattern.length : undefined;
}

/** Whether the pattern, with at most one `**` in it, covers all of the path. */
export function coversAll(path: readonly Token[], pattern: readonly Token[]): boolean {
  const chain = pattern.indexOf(CHAIN);
  if (chain === -1) return matchPrefix(path, pattern) === path.length;
  const rest = pattern.slice(chain + 1);
  const between = path.length - chain - rest.length;
  return (
    between >= 0 &&
    matchPrefix(path, pattern.slice(0, chain)) !== undefined &&
    matchPrefix(path.slice(path.length - rest.length), rest) !== undefined &&
    (between === 0 || path[chain + between - 1] === CALL)
  );
}

/** Tokens that a `**` may stand for: longer chains are generated. */
const MAX_CHAIN = 120;

/**
 * For each token of the pattern the index in the path at which it begins, when the pattern covers all of the path;
 * undefined when it does not.
 */
export function matchWhole(path: readonly PathStep[], pattern: readonly Token[]): number[] | undefined {
  const starts: number[] = [];
  return matchFrom(path, 0, pattern, 0, starts) ? starts : undefined;
}

function matchFrom(
  path: readonly PathStep[],
  at: number,
  pattern: readonly Token[],
  index: number,
  starts: number[],
): boolean {
  for (; index < pattern.length; index += 1, at += 1) {
    const token = pattern[index] ?? '';
    starts[index] = at;
    if (token === CHAIN) {
      // The longest chain first: what stands behind it is the end of the path.
      for (let end = Math.min(path.length, at + MAX_CHAIN); end >= at; end -= 1) {
        const isWhole = end === at || path[end - 1]?.token === CALL;
        if (isWhole && matchFrom(path, end, pattern, index + 1, starts)) return true;
      }
      return false;
    }
    if (!fits(token, path[at]?.token)) return false;
  }
  return at === path.length;
}

/** Modules whose parts are kept; a workspace imports some hundred. */
const MAX_MODULES = 5_000;
const tokensOfModules = new Map<string, readonly Token[]>();

/** The parts of a module's name in dotted languages; a path is one part. */
export function moduleTokens(module: string): readonly Token[] {
  let tokens = tokensOfModules.get(module);
  if (!tokens) {
    const isPath = module.includes('/') || module.startsWith('@');
    tokens = isPath ? [module] : module.replace(/^node:/, '').split(/\.|::|\\/);
    if (tokensOfModules.size >= MAX_MODULES) tokensOfModules.clear();
    tokensOfModules.set(module, tokens);
  }
  return tokens;
}
