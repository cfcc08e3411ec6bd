import type { Range } from '../text';
import type { MarkedText } from './markedText';
import { ShellWords, type Command } from './shellWords';

/** Commands in commands in commands. */
const MAX_DEPTH = 40;
/** Commands of one script that are read. */
const MAX_COMMANDS = 20_000;

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
export class ShellReader extends ShellWords {
  private depth = 0;
  private loops = 0;
  private commands = 0;
  private heredocs: Heredoc[] = [];
  private within: { readonly name: string; depth: number } | undefined;
  private branchCount = 0;

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

  protected commandsIn(close: ')' | '`'): Command[] {
    const { heredocs, inBackticks, loops } = this;
    this.heredocs = [];
    this.inBackticks = close === '`';
    const commands = this.list(close);
    this.heredocs = heredocs;
    this.inBackticks = inBackticks;
    this.loops = loops;
    return commands;
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
}

const DECLARING: ReadonlySet<string> = new Set(['export', 'local', 'readonly', 'declare', 'typeset']);

const isDeclaring = ({ words }: Draft): boolean => DECLARING.has(words[0]?.text ?? '');
