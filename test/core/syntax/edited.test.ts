import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf, readSource } from '../../../src/core';
import { isPromptFileLanguage, SourceParser, type Program, type Source } from '../../../src/core/syntax';
import { grammars } from '../pipeline';

const ENDINGS = ['.ts', '.tsx', '.py', '.ipynb', '.go', '.java', '.kt', '.cs', '.rs', '.rb', '.php', '.vue'];
const FIXTURES = 'test/fixtures';
/** Of each language the longest. */
const FILES = 4;
const EDITS = 12;

/** The same numbers in every run. */
function* randoms(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** What people do to a text: lines are taken out, moved and doubled, letters are typed and erased. */
function edited(text: string, random: Iterator<number, never>): string {
  const upTo = (end: number): number => Math.floor(random.next().value * end);
  const lines = text.split('\n');
  const line = upTo(lines.length);
  const at = upTo(text.length + 1);
  switch (upTo(6)) {
    case 0:
      return lines.toSpliced(line, 1 + upTo(3)).join('\n');
    case 1:
      return lines.toSpliced(upTo(lines.length), 0, lines[line] ?? '').join('\n');
    case 2:
      return lines.toSpliced(line, 0, '').join('\n');
    case 3:
      return text.slice(0, at) + 'aé😀{(" '.charAt(upTo(8)) + text.slice(at);
    case 4:
      return text.slice(0, at) + text.slice(at + upTo(4));
    default:
      return text.replace(/\b\d+\b/, () => String(upTo(1000)));
  }
}

/** All that a program holds; what has been written out before is told by its number. */
function written(program: Program | undefined): string {
  const numbers = new Map<unknown, number>();
  return JSON.stringify(program, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    const number = numbers.get(value);
    if (number !== undefined) return `#${number}`;
    numbers.set(value, numbers.size);
    return value instanceof Map || value instanceof Set ? [...value] : value;
  });
}

function sourceOf(file: string, text: string): Source | undefined {
  const language = languageOf(file);
  const reading = language && readSource({ file, language, text });
  if (reading?.kind !== 'source' || isPromptFileLanguage(reading.source.language)) return undefined;
  return reading.source;
}

describe('a text that is edited', () => {
  const edits = new SourceParser(grammars);
  const wholes = new SourceParser(grammars);
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).map(file => path.join(FIXTURES, file));
  for (const ending of ENDINGS) {
    it(`is read like any text: ${ending}`, async function () {
      this.timeout(30_000);
      const longest = files
        .filter(file => file.endsWith(ending))
        .map(file => ({ file, text: readFileSync(file, 'utf8') }))
        .sort((a, b) => b.text.length - a.text.length)
        .slice(0, FILES);
      for (const { file, text } of longest) {
        const random = randoms(text.length);
        let now = text;
        for (let edit = 0; edit < EDITS; edit += 1) {
          const next = edited(now, random);
          const source = sourceOf(file, next);
          if (!source) continue;
          await Promise.all([edits.load(source), wholes.load(source)]);
          const whole = wholes.parse(source);
          // Scopes lead to one another, which takes `deepEqual` minutes.
          assert.ok(written(edits.parse(source, true)) === written(whole), `${file}, edit ${edit}`);
          // What is broken is mended before long.
          if (whole && !whole.hasErrors) now = next;
        }
      }
    });
  }
  after(() => {
    edits.dispose();
    wholes.dispose();
  });
});
