import type { FileAnalysis } from '../../core/analysis';
import type { Finding } from '../../core/rules';
import { stretchAt } from '../../core/stretches';

/** Where a comment that switches a rule off would stand. */
export interface Suppression {
  readonly title: string;
  /** 0-based; the comment becomes the line before it. */
  readonly line: number;
  readonly text: string;
  readonly isForLine: boolean;
}

/** The lines of a file, or of a notebook's cell, as far as suppressions need them. */
export interface Lines {
  /** The 0-based line of an offset. */
  lineOf(offset: number): number;
  /** The offset of a line's first character. */
  startOf(line: number): number;
  textOf(line: number): string;
}

/** What a person writes in its place. */
const REASON = '-- reason';

/** The comments that would silence a finding. */
export function suppressions({ rule, at }: Finding, analysis: FileAnalysis, lines: Lines): Suppression[] {
  const line = lines.lineOf(at.start);
  const first = firstLineForComment(at.start, analysis, lines);
  if (first === undefined) return [];
  const forFile: Suppression = {
    title: `Disable ${rule} for this file`,
    line: first,
    text: `meterline-disable-file ${rule} ${REASON}`,
    isForLine: false,
  };
  if (line < first || isWithinText(lines.startOf(line), analysis)) return [forFile];
  const text = `meterline-disable-next-line ${rule} ${REASON}`;
  return [{ title: `Disable ${rule} for this line`, line, text, isForLine: true }, forFile];
}

/** A comment in the middle of a prompt's text would become part of the prompt. */
function isWithinText(offset: number, { calls, prompts }: FileAnalysis): boolean {
  const parts = [
    ...calls.flatMap(({ site }) => site.prompt.segments.flatMap(segment => segment.parts)),
    ...prompts.flatMap(({ prompt }) => prompt.parts),
  ];
  return parts.some(part => {
    const range = part.kind === 'text' ? part.range : part.literal;
    return range !== undefined && range.start < offset && offset <= range.end;
  });
}

/** What has to stand in the first lines: a `#!` line, Python's declaration of an encoding, the magic of a cell. */
const MUST_STAND_FIRST = /^#!|^#.*coding[:=]|^%%/;

/** Where the code of the file, or of this stretch of it, begins; undefined when it has no line of its own. */
function firstLineForComment(offset: number, { stretches }: FileAnalysis, lines: Lines): number | undefined {
  const stretch = stretches && stretchAt(stretches, offset);
  const opening = stretch ? lines.lineOf(stretch.start) : 0;
  // The tag that opens a script block stands on the line on which the block begins.
  let line = stretch && lines.startOf(opening) < stretch.start ? opening + 1 : opening;
  if (stretch && lines.startOf(line) >= stretch.end) return undefined;
  while (MUST_STAND_FIRST.test(lines.textOf(line))) line += 1;
  return line;
}
