import type { FileAnalysis } from '../../core/analysis';
import type { Finding } from '../../core/rules';

/** Where a comment that switches a rule off would stand. */
export interface Suppression {
  readonly title: string;
  /** 0-based; the comment becomes the line before it. */
  readonly line: number;
  readonly text: string;
  readonly isForLine: boolean;
}

/** A file's lines as far as suppressions need them. */
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
  const forFile: Suppression = {
    title: `Disable ${rule} for this file`,
    line: firstLineForComment(lines),
    text: `meterline-disable-file ${rule} ${REASON}`,
    isForLine: false,
  };
  if (isWithinText(lines.startOf(line), analysis)) return [forFile];
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

/** Below what has to stand in the first lines: a `#!` line, Python's declaration of an encoding. */
function firstLineForComment(lines: Lines): number {
  const mustStandFirst = (line: number) => /^#!|^#.*coding[:=]/.test(lines.textOf(line));
  if (!mustStandFirst(0)) return 0;
  return mustStandFirst(1) ? 2 : 1;
}
