import type { ReferenceWorth, Step } from './worth';

/**
 * Paths over references as tables write them: `OpenAI().chat.completions.create()`. A name is a member,
 * `()` a call or construction, `*` any one member, `[]` is not written: an element with a literal key is a member.
 */
export type Token = string;
export const CALL: Token = '()';
export const ANY: Token = '*';

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
): { path: PathStep[]; skipped: Step[] } {
  const path: PathStep[] = [];
  const skipped: Step[] = [];
  for (let index = 0; index < reference.steps.length; index += 1) {
    const step = reference.steps[index];
    if (!step) continue;
    if (step.kind === 'member' && lookThrough.has(step.name)) {
      const next = reference.steps[index + 1];
      if (next?.kind === 'call') {
        skipped.push(next);
        index += 1;
      }
    } else path.push({ token: step.kind === 'member' ? step.name : CALL, step });
  }
  return { path, skipped };
}

export const pathOf = (reference: ReferenceWorth): Token[] => stepsOf(reference).path.map(({ token }) => token);

const NONE: ReadonlySet<string> = new Set();

/** How many tokens of the path the pattern covers from its start; undefined when it does not fit. */
export function matchPrefix(path: readonly Token[], pattern: readonly Token[]): number | undefined {
  if (pattern.length > path.length) return undefined;
  const fits = pattern.every((token, index) => token === path[index] || (token === ANY && path[index] !== CALL));
  return fits ? pattern.length : undefined;
}
