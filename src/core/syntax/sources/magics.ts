import { magics } from './knowledge';

/** A cell's text as Python reads it. */
export interface PlainCell {
  /** As long as the cell's own, with the same line breaks. */
  readonly text: string;
  /** True when the cell runs elsewhere, so that it shares no names with the others. */
  readonly isApart: boolean;
}

/** Takes what only IPython understands out of a cell: magics, commands of the shell, questions for help. */
export function withoutMagics(text: string): PlainCell {
  const cuts: Cut[] = [];
  const body = readCellMagics(text, cuts);
  if (body.kind === 'foreign') cuts.push({ start: body.from, end: text.length, instead: '' });
  // What is written to a file or handed to another process is plain Python.
  if (body.kind === 'inside') for (let at = body.from; at < text.length;) at = readLogicalLine(text, at, cuts);
  return { text: blanked(text, cuts), isApart: body.kind === 'apart' };
}

/** A stretch that is blanked. */
interface Cut {
  readonly start: number;
  readonly end: number;
  /** What is put in its place to keep the rest valid; not longer than it. */
  readonly instead: string;
}

/** An expression of which nothing is known. */
const UNKNOWN = '_';

function blanked(text: string, cuts: readonly Cut[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, instead } of cuts) {
    pieces.push(text.slice(at, start), instead, text.slice(start + instead.length, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

interface Body {
  readonly kind: 'inside' | 'apart' | 'foreign';
  readonly from: number;
}

/** Above the first line of code there may be empty lines and comments, such as the title of a form. */
const FIRST_MAGIC = /(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(%%?)([\w.]+)([^\r\n]*)/y;

/** The magics at the top of a cell, which say what the rest of it is. */
function readCellMagics(text: string, cuts: Cut[]): Body {
  for (let from = 0; ;) {
    FIRST_MAGIC.lastIndex = from;
    const match = FIRST_MAGIC.exec(text);
    const [all = '', mark = '', name = '', rest = ''] = match ?? [];
    const isForeign = mark === '%' && magics.foreign.has(name.toLowerCase());
    if (mark !== '%%' && !isForeign) return { kind: 'inside', from };
    const end = from + all.length;
    cuts.push({ start: end - mark.length - name.length - rest.length, end, instead: '' });
    from = end;
    if (mark === '%%' && magics.inside.has(name)) continue;
    const isPython = magics.apart.has(name) || (/^(?:write)?file$/.test(name) && /\.py["']?\s*$/.test(rest));
    return { kind: isPython ? 'apart' : 'foreign', from };
  }
}

/** The end of a line that asks for help: `client.chat?`. */
const HELP = /\?{1,2}[ \t\r]*(?:\n|$)/y;

/** Reads one statement with all of its lines. @returns where the next begins */
function readLogicalLine(text: string, start: number, cuts: Cut[]): number {
  const first = skipBlanks(text, start);
  const statement = statementMagic(text, first);
  if (statement === undefined && isCommand(text, first)) {
    const end = endOfContinuedLine(text, first);
    cuts.push({ start: first, end, instead: UNKNOWN });
    return end + 1;
  }
  // Behind a statement that does nothing, the one of the magic may stand farther to the right.
  if (statement !== undefined) cuts.push({ start: first, end: statement, instead: `${UNKNOWN};` });
  let depth = 0;
  for (let at = statement ?? first; at < text.length;) {
    switch (text.charAt(at)) {
      case '\n':
        if (depth === 0) return at + 1;
        at += 1;
        break;
      case '#':
        at = endOfLine(text, at);
        break;
      case '"':
      case "'":
        at = endOfString(text, at);
        break;
      case '\\':
        at += text.startsWith('\r\n', at + 1) ? 3 : 2;
        break;
      case '(':
      case '[':
      case '{':
        depth += 1;
        at += 1;
        break;
      case ')':
      case ']':
      case '}':
        depth = Math.max(0, depth - 1);
        at += 1;
        break;
      case '=':
        at = depth === 0 ? readAssigned(text, at, cuts) : at + 1;
        break;
      case '?':
        HELP.lastIndex = at;
        if (depth === 0 && HELP.test(text)) {
          while ((cuts.at(-1)?.start ?? -1) >= first) cuts.pop();
          const end = endOfLine(text, at);
          cuts.push({ start: first, end, instead: UNKNOWN });
          return end + 1;
        }
        at += 1;
        break;
      default:
        at += 1;
    }
  }
  return text.length;
}

/** With its options, such as `-n 10`. */
const STATEMENT_MAGIC = /%(\w+)(?:[ \t]+-\w+(?:[ \t]+\d+)?)*[ \t]+(?=[^\s-])/y;

/** `%time reply = ask()` runs the statement: where that begins. */
function statementMagic(text: string, at: number): number | undefined {
  STATEMENT_MAGIC.lastIndex = at;
  const match = STATEMENT_MAGIC.exec(text);
  return match && magics.statement.has(match[1] ?? '') ? STATEMENT_MAGIC.lastIndex : undefined;
}

const WORD_AND_MORE = /([a-z][\w-]*)[ \t]+[\w./-]/y;

/** A line that Python has no part in: `%matplotlib inline`, `!ls`, `?print`, `pip install openai`. */
function isCommand(text: string, at: number): boolean {
  if (/[%!?]/.test(text.charAt(at))) return true;
  WORD_AND_MORE.lastIndex = at;
  return magics.commands.has(WORD_AND_MORE.exec(text)?.[1] ?? '');
}

/** `files = !ls`, `result = %sql SELECT 1`: the value is not known, except of a magic that runs a statement. */
function readAssigned(text: string, at: number, cuts: Cut[]): number {
  if (/[=!<>:]/.test(text.charAt(at - 1)) || text.charAt(at + 1) === '=') return at + 1;
  const start = skipBlanks(text, at + 1);
  if (!/^(?:!|%[A-Za-z])/.test(text.slice(start, start + 2))) return at + 1;
  const statement = statementMagic(text, start);
  const end = statement ?? endOfContinuedLine(text, start);
  cuts.push({ start, end, instead: statement === undefined ? UNKNOWN : '' });
  return end;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at += 1;
  return at;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** The end of a line that a backslash continues on the next. */
function endOfContinuedLine(text: string, from: number): number {
  let end = endOfLine(text, from);
  while (end < text.length && /\\\r?$/.test(text.slice(Math.max(from, end - 2), end))) end = endOfLine(text, end + 1);
  return end;
}

/** Behind the closing quotes; a string of one line ends with its line at the latest. */
function endOfString(text: string, at: number): number {
  const mark = text.charAt(at);
  const isLong = text.startsWith(mark.repeat(3), at);
  const closing = isLong ? mark.repeat(3) : mark;
  for (let end = at + closing.length; end < text.length; end += 1) {
    if (text.charAt(end) === '\\') end += 1;
    else if (text.startsWith(closing, end)) return end + closing.length;
    else if (!isLong && text.charAt(end) === '\n') return end;
  }
  return text.length;
}
