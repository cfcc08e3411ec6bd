import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { CallSite } from '../../src/core/callsites';
import { LineMap } from '../../src/core/text';

/** What a comment `expect: call openai.chat model=gpt-4o cap=missing, finding missing-output-cap` asks of its line. */
export interface Expectation {
  /** 1-based. */
  readonly line: number;
  readonly kind: 'call' | 'finding';
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Fixture files lie in the sources; test bundles lie elsewhere. */
export const fixtures = path.resolve('test/fixtures');

export function fixtureFiles(folder: string): string[] {
  return readdirSync(path.join(fixtures, folder), { recursive: true, encoding: 'utf8' })
    .map(name => path.join(folder, name))
    .filter(name => /\.\w+$/.test(name))
    .sort();
}

export const readFixture = (file: string): string => readFileSync(path.join(fixtures, file), 'utf8');

export function expectationsOf(text: string): Expectation[] {
  return text.split('\n').flatMap((line, index) => {
    // A line may have no room for a comment: `expect-next:` stands above it.
    const [, next, asked] = /expect(-next)?:\s*(.*)$/.exec(line) ?? [];
    return (asked?.split(/,\s+/) ?? []).map(part => {
      const [kind, name = '', ...fields] = part.trim().split(/\s+/);
      if (kind !== 'call' && kind !== 'finding') throw new Error(`line ${String(index + 1)}: what is "${part}"?`);
      return {
        line: index + (next ? 2 : 1),
        kind,
        name,
        fields: Object.fromEntries(fields.map(field => field.split(/=(.*)/s).slice(0, 2) as [string, string])),
      };
    });
  });
}

/** A call site in the words of the expectations. */
export function describeSite(
  site: CallSite,
  text: string,
): { line: number; name: string; fields: Record<string, string> } {
  const { model, outputCap } = site;
  return {
    line: new LineMap(text).position(site.where.method.start).line + 1,
    name: site.api,
    fields: {
      model:
        model.kind === 'known'
          ? model.id
          : model.kind === 'choice'
            ? [...model.ids, ...(model.isOpen ? ['?'] : [])].join('|')
            : 'unknown',
      from: model.kind === 'unknown' ? 'dynamic' : model.from,
      cap:
        outputCap.state === 'set'
          ? String(outputCap.value)
          : outputCap.state === 'missing'
            ? `missing:${outputCap.parameter}`
            : outputCap.state === 'notApplicable'
              ? 'none'
              : outputCap.state,
      provider: site.provider.id ?? 'unknown',
      mode: site.mode,
      stream: String(site.isStreaming),
      loop: String(site.context.inLoop),
      system: systemOf(site),
      role: site.role,
      api: site.api,
    },
  };
}

function systemOf({ prompt }: CallSite): string {
  const parts = prompt.segments.filter(({ kind }) => kind === 'system').flatMap(segment => segment.parts);
  if (!parts.length) return 'none';
  const slots = parts.filter(part => part.kind === 'slot');
  if (slots.some(slot => slot.volatility !== 'none' && slot.volatility !== 'unknown')) return 'volatile';
  return slots.length ? 'unknown' : 'static';
}
