import type { Range } from '../text';
import { MarkedTextBuilder, type MarkedText, type Slot } from './markedText';

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

/** Reads the words of a script: quotes, escapes, variables and what commands write. */
export abstract class ShellWords {
  protected inBackticks = false;
  /** The branches in which what is read stands. */
  protected branches: readonly number[] = [];

  constructor(
    protected readonly text: string,
    protected readonly values: ShellValues,
    /** Where it begins to read. */
    protected position = 0,
  ) {}

  /** The commands up to a closing mark, which stand in a word. */
  protected abstract commandsIn(close: ')' | '`'): Command[];

  /** The elements of an array are not told apart. */
  protected array(): MarkedText {
    const start = this.position;
    this.position += 1;
    this.commandsIn(')');
    const slot = { name: 'array', expression: 'array', range: { start, end: this.position } };
    return new MarkedTextBuilder().slot(slot).build();
  }

  protected wordText(): MarkedText {
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
    const commands = this.commandsIn(isBacktick ? '`' : ')');
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

  protected heredocText(start: number, end: number, isQuoted: boolean): MarkedText {
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
