import type { Range } from '../text';
import { MarkedTextBuilder, type MarkedText, type Slot } from './markedText';

/** Commands in commands in commands. */
const MAX_DEPTH = 40;
/** Commands of one script that are read. */
const MAX_COMMANDS = 20_000;

/** A command with what stands around it. */
export interface Command {
  /** As they are once quotes and variables are read; the first is the program. */
  readonly words: readonly MarkedText[];
  readonly assignments: readonly { readonly name: string; readonly value: MarkedText; readonly range: Range }[];
  /** What it reads from a heredoc or a here-string. */
  readonly input: MarkedText | undefined;
  /** The file that it writes. */
  readonly output: MarkedText | undefined;
  readonly range: Range;
  readonly inLoop: boolean;
  /** The function in whose body it stands; undefined outside of one. */
  readonly within: string | undefined;
  /** Whether what it writes goes to the next command. */
  readonly isPiped: boolean;
  /** The command whose output it reads. */
  readonly piped?: Command;
}

/** What names of variables and commands in `$(…)` stand for, at the place at which they are read. */
export interface ShellValues {
  /** Fills in a variable, with its default if the script gives one. */
  variable(builder: MarkedTextBuilder, slot: Slot, fallback: MarkedText | undefined, branches: readonly number[]): void;
  /** What a command in `$(…)` writes; undefined when that is not known. */
  output(commands: readonly Command[]): MarkedText | undefined;
  /** Told of each command, in the order of the text, with the branches in which it stands. */
  command(command: Command, branches: readonly number[]): void;
}

interface Heredoc {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly isIndented: boolean;
  readonly draft: Draft;
}

interface Draft {
  words: MarkedText[];
  assignments: { name: string; value: MarkedText; range: Range }[];
  input: MarkedText | undefined;
  output: MarkedText | undefined;
  start: number;
  end: number;
  isPiped: boolean;
}

const newDraft = (): Draft => ({
  words: [],
  assignments: [],
  input: undefined,
  output: undefined,
  start: -1,
  end: -1,
  isPiped: false,
});

/** Words that stand before a command. */
const LEADING: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'do',
  '!',
  '{',
  'time',
  'exec',
  'sudo',
  'command',
  'nohup',
  'builtin',
]);
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;

/** Reads a script of bash, zsh or sh as far as its words go: quotes, variables, substitutions and heredocs. */
export class ShellReader {
  private depth = 0;
  private loops = 0;
  private commands = 0;
  private inBackticks = false;
  private heredocs: Heredoc[] = [];
  private branches: number[] = [];
  private within: { readonly name: string; depth: number } | undefined;
  private branchCount = 0;

  constructor(
    private readonly text: string,
    private readonly values: ShellValues,
    /** Where it begins to read. */
    private position = 0,
  ) {}

  read(): void {
    this.list('');
  }

  /** Commands up to a closing mark, or to the end of the text. */
  private list(close: '' | ')' | '`'): Command[] {
    if (this.depth >= MAX_DEPTH) {
      this.position = this.text.length;
      return [];
    }
    this.depth += 1;
    const found: Command[] = [];
    // Commands of a line on which a heredoc begins are read to their end once it has been.
    let waiting: Draft[] = [];
    let draft = newDraft();
    let parentheses = 0;
    const finish = (): void => {
      for (const each of [...waiting, draft]) {
        const command = this.finish(each, found.at(-1));
        if (command) found.push(command);
      }
      waiting = [];
      draft = newDraft();
    };
    const separate = (char: string): void => {
      const [name, ...rest] = draft.words;
      if (name && /^\(\s*\)/.test(this.text.slice(this.position, this.position + 20))) {
        // `name() {`, `function name() {`: what follows is its body.
        this.within = { name: (rest.at(-1) ?? name).text, depth: 0 };
        this.position = this.text.indexOf(')', this.position) + 1;
        parentheses -= 1;
        draft = newDraft();
        return;
      }
      draft.end = this.position;
      const mark = /^(?:\|\||&&|;;|\|)/.exec(this.text.slice(this.position, this.position + 2))?.[0] ?? char;
      this.position += mark.length;
      draft.isPiped = mark === '|';
      if (this.heredocs.length || waiting.length) {
        waiting.push(draft);
        draft = newDraft();
      } else finish();
      if (mark === ';;') this.branch('replace');
    };
    while (this.position < this.text.length && this.commands < MAX_COMMANDS) {
      const char = this.text[this.position] ?? '';
      if (close !== '' && char === close && parentheses === 0) break;
      if (char === '\n') {
        draft.end = this.position;
        this.position += 1;
        this.takeHeredocs();
        finish();
      } else if (/[ \t\r]/.test(char)) this.position += 1;
      else if (/^\\\r?\n/.test(this.text.slice(this.position, this.position + 3)))
        this.position += this.text[this.position + 1] === '\r' ? 3 : 2;
      else if (char === '#') this.skipLine();
      else if (/[;&|()]/.test(char)) {
        parentheses = Math.max(0, parentheses + (char === '(' ? 1 : char === ')' ? -1 : 0));
        separate(char);
      } else if (char === '<' || char === '>') this.redirection(draft);
      else this.word(draft);
    }
    draft.end = this.position;
    if (this.heredocs.length) this.takeHeredocs();
    finish();
    if (close !== '' && this.text[this.position] === close) this.position += 1;
    this.depth -= 1;
    return found;
  }

  private finish(draft: Draft, before: Command | undefined): Command | undefined {
    const program = draft.words[0]?.text ?? '';
    if (program === 'for' || program === 'select') this.loops += 1;
    if (program === 'done') this.loops = Math.max(0, this.loops - 1);
    if (program === 'case') this.branch('enter');
    if (program === 'fi' || program === 'esac') this.branch('leave');
    if (!draft.words.length && !draft.assignments.length) return undefined;
    this.commands += 1;
    const { words, assignments, input, output, start, isPiped } = draft;
    const end = start + this.text.slice(start, Math.max(start, draft.end)).trimEnd().length;
    const command: Command = {
      words,
      assignments,
      input,
      output,
      range: { start, end },
      inLoop: this.loops > 0,
      within: this.within?.name,
      isPiped,
      ...(before?.isPiped ? { piped: before } : {}),
    };
    this.values.command(command, this.branches);
    return command;
  }

  /** Follows the braces of a function's body. */
  private brace(word: string): void {
    if (!this.within) return;
    if (word === '{') this.within.depth += 1;
    if (word !== '}') return;
    this.within.depth -= 1;
    if (this.within.depth <= 0) this.within = undefined;
  }

  /** Says in which branches what follows stands. */
  private branch(change: 'enter' | 'leave' | 'replace'): void {
    const rest = change === 'enter' ? this.branches : this.branches.slice(0, -1);
    if (change !== 'enter' && !this.branches.length) return;
    this.branches = change === 'leave' ? rest : [...rest, ++this.branchCount];
  }

  private skipLine(): void {
    const end = this.text.indexOf('\n', this.position);
    this.position = end === -1 ? this.text.length : end;
  }

  private redirection(draft: Draft): void {
    const heredoc = /^<<(-?)[ \t]*(\\?)(["']?)([\w.-]+)\3/.exec(this.text.slice(this.position, this.position + 100));
    if (heredoc && !this.text.startsWith('<<<', this.position)) {
      const [whole, dash, escape, quote, delimiter = ''] = heredoc;
      this.position += whole.length;
      this.heredocs.push({
        delimiter,
        isQuoted: quote !== '' || escape !== '',
        isIndented: dash === '-',
        draft,
      });
      return;
    }
    if (this.text.startsWith('<<<', this.position)) {
      this.position += 3;
      this.blanks();
      draft.input = this.wordText();
      return;
    }
    if (/^[<>]\(/.test(this.text.slice(this.position, this.position + 2))) {
      this.position += 2;
      this.list(')');
      return;
    }
    const operator = /^[<>][<>&|]*/.exec(this.text.slice(this.position, this.position + 4))?.[0] ?? '<';
    this.position += operator.length;
    this.blanks();
    if (/[\n;|&]/.test(this.text[this.position] ?? '\n')) return;
    const target = this.wordText();
    if (operator === '>' || operator === '>|') draft.output = target;
  }

  private blanks(): void {
    while (/[ \t]/.test(this.text[this.position] ?? '')) this.position += 1;
  }

  private word(draft: Draft): void {
    const start = this.position;
    const isFirst = !draft.words.length;
    const name = isFirst || isDeclaring(draft) ? ASSIGNMENT.exec(this.text.slice(start, start + 200))?.[0] : undefined;
    if (draft.start === -1) draft.start = start;
    if (name !== undefined) {
      this.position += name.length;
      const value = this.text[this.position] === '(' ? this.array() : this.wordText();
      draft.assignments.push({
        name: name.replace(/\+?=$/, ''),
        value,
        range: { start, end: this.position },
      });
      return;
    }
    const word = this.wordText();
    if (this.position === start) this.position += 1;
    if (isFirst) this.brace(word.text);
    if (isFirst && LEADING.has(word.text)) {
      if (word.text === 'while' || word.text === 'until') this.loops += 1;
      if (word.text === 'if') this.branch('enter');
      if (word.text === 'else' || word.text === 'elif') this.branch('replace');
      draft.start = -1;
      return;
    }
    draft.words.push(word);
  }

  /** The elements of an array are not told apart. */
  private array(): MarkedText {
    const start = this.position;
    this.position += 1;
    this.list(')');
    const slot = { name: 'array', expression: 'array', range: { start, end: this.position } };
    return new MarkedTextBuilder().slot(slot).build();
  }

  private wordText(): MarkedText {
    const builder = new MarkedTextBuilder();
    while (this.position < this.text.length) {
      const char = this.text[this.position] ?? '';
      if (/[\s;&|()<>]/.test(char) || (char === '`' && this.inBackticks)) break;
      if (char === "'") this.singleQuoted(builder);
      else if (char === '"') this.doubleQuoted(builder);
      else if (char === '\\') this.escape(builder);
      else if (char === '$' && this.text[this.position + 1] === "'") this.ansiQuoted(builder);
      else if (char === '$' || char === '`') this.substitution(builder);
      else this.run(builder, /[^\s;&|()<>'"\\$`]+/y);
    }
    return builder.build();
  }

  private run(builder: MarkedTextBuilder, pattern: RegExp): void {
    pattern.lastIndex = this.position;
    const text = pattern.exec(this.text)?.[0] ?? this.text[this.position] ?? '';
    builder.add(text, this.position);
    this.position += Math.max(1, text.length);
  }

  private singleQuoted(builder: MarkedTextBuilder): void {
    const found = this.text.indexOf("'", this.position + 1);
    const end = found === -1 ? this.text.length : found;
    builder.add(this.text.slice(this.position + 1, end), this.position + 1);
    this.position = end + 1;
  }

  /** `$'…'`, whose commonest escapes are read. */
  private ansiQuoted(builder: MarkedTextBuilder): void {
    this.position += 2;
    while (this.position < this.text.length && this.text[this.position] !== "'") {
      if (this.text[this.position] === '\\') {
        const next = this.text[this.position + 1] ?? '';
        builder.add(next === 'n' ? '\n' : next === 't' ? '\t' : next, this.position);
        this.position += 2;
      } else this.run(builder, /[^'\\]+/y);
    }
    this.position += 1;
  }

  private doubleQuoted(builder: MarkedTextBuilder): void {
    this.position += 1;
    while (this.position < this.text.length && this.text[this.position] !== '"') {
      const char = this.text[this.position];
      if (char === '\\') this.escape(builder, /["\\$`\n]/);
      else if (char === '$' || char === '`') this.substitution(builder);
      else this.run(builder, /[^"\\$`]+/y);
    }
    this.position += 1;
  }

  /** @param escapable characters before which the backslash vanishes; any when absent */
  private escape(builder: MarkedTextBuilder, escapable?: RegExp): void {
    const next = this.text[this.position + 1] ?? '';
    const isBreak = next === '\n' || (next === '\r' && this.text[this.position + 2] === '\n');
    if (isBreak) {
      this.position += next === '\r' ? 3 : 2;
      return;
    }
    if (escapable && !escapable.test(next)) builder.add(`\\${next}`, this.position);
    else builder.add(next, this.position + 1);
    this.position += 2;
  }

  private substitution(builder: MarkedTextBuilder): void {
    const start = this.position;
    const rest = this.text.slice(start, start + 200);
    if (rest.startsWith('$((')) return this.arithmetic(builder);
    if (rest.startsWith('$(') || rest.startsWith('`')) return this.commandOutput(builder, rest.startsWith('`'));
    if (rest.startsWith('${')) return this.braced(builder);
    const name = /^\$(\w+|[@*#?$!-])/.exec(rest)?.[1];
    if (name === undefined) {
      builder.add('$', start);
      this.position += 1;
      return;
    }
    this.position += name.length + 1;
    this.values.variable(builder, this.slot(name, start), undefined, this.branches);
  }

  private slot(name: string, start: number): Slot {
    const range = { start, end: this.position };
    return { name, expression: this.text.slice(start, Math.min(range.end, start + 80)), range };
  }

  private arithmetic(builder: MarkedTextBuilder): void {
    const start = this.position;
    const end = this.text.indexOf('))', start);
    this.position = end === -1 ? this.text.length : end + 2;
    builder.slot(this.slot('computed', start));
  }

  private commandOutput(builder: MarkedTextBuilder, isBacktick: boolean): void {
    const start = this.position;
    this.position += isBacktick ? 1 : 2;
    const outer = { heredocs: this.heredocs, inBackticks: this.inBackticks, loops: this.loops };
    this.heredocs = [];
    this.inBackticks = isBacktick;
    const commands = this.list(isBacktick ? '`' : ')');
    this.heredocs = outer.heredocs;
    this.inBackticks = outer.inBackticks;
    this.loops = outer.loops;
    const known = this.values.output(commands);
    if (known) known.copyTo(builder);
    else builder.slot(this.slot(commands[0]?.words[0]?.text ?? 'command', start));
  }

  /** `${NAME}`, `${NAME:-default}`, `${NAME%pattern}`. */
  private braced(builder: MarkedTextBuilder): void {
    const start = this.position;
    const head = /^\$\{([#!]?)(\w+|[@*#?$!-])(\[[^\]}]*\])?(:?[-=])?/.exec(this.text.slice(start, start + 200));
    const [whole = '${', prefix, name = '', index, operator] = head ?? [];
    this.position += whole.length;
    const fallback = new MarkedTextBuilder();
    while (this.position < this.text.length && this.text[this.position] !== '}') {
      const char = this.text[this.position];
      if (char === "'") this.singleQuoted(fallback);
      else if (char === '"') this.doubleQuoted(fallback);
      else if (char === '\\') this.escape(fallback);
      else if (char === '$' || char === '`') this.substitution(fallback);
      else this.run(fallback, /[^}'"\\$`]+/y);
    }
    const rest = fallback.build();
    this.position += 1;
    const slot = this.slot(name, start);
    const isChanged = Boolean(prefix) || index !== undefined || (operator === undefined && rest.text !== '');
    if (isChanged) builder.slot(slot);
    else this.values.variable(builder, slot, operator === undefined ? undefined : rest, this.branches);
  }

  /** The texts that follow a line, one for each heredoc that it begins. */
  private takeHeredocs(): void {
    const heredocs = this.heredocs;
    this.heredocs = [];
    for (const { delimiter, isQuoted, isIndented, draft } of heredocs) {
      const start = this.position;
      const close = new RegExp(`^${isIndented ? '\\t*' : ''}${delimiter.replace(/[.-]/g, '\\$&')}[ \\t]*\\r?$`, 'gm');
      close.lastIndex = start;
      const found = close.exec(this.text);
      const end = found?.index ?? this.text.length;
      draft.input = this.heredocText(start, end, isQuoted);
      this.position = Math.min(this.text.length, end + (found ? found[0].length + 1 : 0));
      draft.end = Math.max(draft.end, end);
    }
  }

  private heredocText(start: number, end: number, isQuoted: boolean): MarkedText {
    const builder = new MarkedTextBuilder();
    if (isQuoted) return builder.add(this.text.slice(start, end), start).build();
    this.position = start;
    const plain = /[^\\$`]+/y;
    while (this.position < end) {
      const char = this.text[this.position];
      if (char === '\\') this.escape(builder, /[\\$`\n]/);
      else if (char === '$' || char === '`') this.substitution(builder);
      else {
        plain.lastIndex = this.position;
        const text = (plain.exec(this.text)?.[0] ?? ' ').slice(0, end - this.position);
        builder.add(text, this.position);
        this.position += text.length;
      }
    }
    this.position = end;
    return builder.build();
  }
}

const DECLARING: ReadonlySet<string> = new Set(['export', 'local', 'readonly', 'declare', 'typeset']);

const isDeclaring = ({ words }: Draft): boolean => DECLARING.has(words[0]?.text ?? '');
