import type { PromptFile } from '../syntax';
import type { Hop } from '../callsites';
import type { Range } from '../text';
import { commentsIn } from './comments';
import { curlRequest } from './curl';
import { MARK, type MarkedText, MarkedTextBuilder, type Slot } from './markedText';
import { requestEntry, type WrittenRequest } from './requests';
import { ShellReader } from './shellCommands';
import type { Command, ShellValues } from './shellWords';
import type { ChangeOfName } from './template';
import type { Contents } from './types';

/** Characters of values that are put in for variables in one script: values of values grow without end. */
const MAX_FILLED = 200_000;
/** Values that one variable may have at one place. */
const MAX_VALUES = 16;

/** Programs whose output changes by itself. */
const CLOCKS: Readonly<Record<string, Pick<Slot, 'volatility' | 'changes'>>> = {
  date: { volatility: 'time', changes: 'second' },
  uuidgen: { volatility: 'random', changes: 'call' },
};

/** The requests that a script sends with `curl`. */
export function readShellFile(
  file: PromptFile,
  changeOf: ChangeOfName,
  isEndpoint: (address: string) => boolean,
): Contents {
  const { text } = file;
  const made = scriptRequests(file, changeOf).map(request => requestEntry(file.file, text, request, isEndpoint));
  return {
    entries: made.flatMap(({ entry }) => entry ?? []).sort((a, b) => a.range.start - b.range.start),
    limits: made.flatMap(({ limit }) => limit ?? []),
    comments: commentsIn(text),
  };
}

/** The requests of a script, which may be a part of a file. */
export function scriptRequests(
  file: PromptFile,
  changeOf: ChangeOfName,
  { start, end }: Range = { start: 0, end: file.text.length },
): readonly WrittenRequest[] {
  const read = (later: ReadonlyMap<string, readonly Assignment[]>): ScriptValues => {
    const values = new ScriptValues(file, changeOf, later);
    new ShellReader(file.text.slice(0, end), values, start).read();
    return values;
  };
  const values = read(new Map());
  // A function is called when what stands below it has been done.
  return (values.isAssignedLater ? read(values.assigned) : values).requests;
}

interface Assignment {
  readonly value: MarkedText;
  readonly range: Range;
  readonly branches: readonly number[];
}

/** What a script's own assignments say, in the order in which they stand. */
class ScriptValues implements ShellValues {
  readonly requests: WrittenRequest[] = [];
  readonly assigned = new Map<string, Assignment[]>();
  /** Variables that were read without having been assigned. */
  private readonly lacking = new Set<string>();
  /** What functions write. */
  private readonly written = new Map<string, MarkedText>();
  /** What was written to files, by their names. */
  private readonly files = new Map<string, MarkedText>();
  private filled = 0;

  /** @param later what is assigned anywhere, for what is read above it */
  constructor(
    private readonly file: PromptFile,
    private readonly changeOf: ChangeOfName,
    private readonly later: ReadonlyMap<string, readonly Assignment[]>,
  ) {}

  get isAssignedLater(): boolean {
    return [...this.lacking].some(name => this.assigned.has(name));
  }

  variable(
    builder: MarkedTextBuilder,
    slot: Slot,
    fallback: MarkedText | undefined,
    branches: readonly number[],
  ): void {
    const { name } = slot;
    const own = this.assigned.get(name);
    if (!own) this.lacking.add(name);
    const { values, isComplete } = own ? valuesAt(own, branches) : valuesAt(this.later.get(name) ?? [], []);
    const given = fallback && !isComplete ? [...values, { value: fallback, range: slot.range }] : values;
    const [first, ...others] = given;
    if (!first) return void builder.slot({ ...slot, ...this.changeOf(name) });
    const isDefault = !values.length && fallback !== undefined;
    const hop: Hop = {
      kind: isDefault ? (/^\d/.test(name) ? 'default' : 'environment') : 'binding',
      name,
      place: { file: this.file.file, range: first.range },
    };
    this.filled += first.value.text.length;
    const isOpen = !isComplete && fallback === undefined;
    const fits = this.filled < MAX_FILLED;
    if (!others.length && !isOpen && fits) return first.value.copyTo(builder, 0, undefined, hop);
    const known = fits ? given.slice(0, MAX_VALUES).map(({ value }) => value) : [];
    builder.slot({ ...slot, values: known, isOpen, hop, ...this.changeOf(name) });
  }

  command(command: Command, branches: readonly number[]): void {
    const { words, assignments } = command;
    for (const { name, value, range } of assignments) this.assign(name, { value, range, branches });
    this.loopVariable(command, branches);
    if (words[0]?.text === 'read' && command.input) {
      const name = words.at(-1)?.text ?? '';
      this.assign(name, { value: command.input, range: command.range, branches });
    }
    const written = command.within === undefined || command.isPiped ? undefined : this.output([command]);
    if (command.within !== undefined && written) this.written.set(command.within, written);
    const made = command.output && this.output([command]);
    if (command.output && made) this.files.set(command.output.written, made);
    const request = curlRequest(command, {
      outputOf: each => this.output([each]),
      file: name => this.files.get(name),
    });
    if (request) this.requests.push(request);
  }

  private assign(name: string, assignment: Assignment): void {
    const known = this.assigned.get(name);
    if (!known) this.assigned.set(name, [assignment]);
    else {
      known.push(assignment);
      if (known.length > MAX_VALUES) known.shift();
    }
  }

  /** `for model in gpt-4o gpt-4o-mini`. */
  private loopVariable({ words, range }: Command, branches: readonly number[]): void {
    const [program, name, preposition, ...values] = words;
    if (program?.text !== 'for' || preposition?.text !== 'in' || !name || !values.length) return;
    const slot: Slot = { name: name.text, expression: name.text, range, values: values.slice(0, MAX_VALUES) };
    this.assign(name.text, { value: new MarkedTextBuilder().slot(slot).build(), range, branches });
  }

  output(commands: readonly Command[]): MarkedText | undefined {
    const [command, ...others] = commands;
    const [program, ...rest] = command?.words ?? [];
    if (!command || !program || others.length) return undefined;
    switch (program.text) {
      case 'cat':
        return rest.every(({ text }) => text === '-') ? command.input : undefined;
      case 'echo':
        return joined(rest.filter(({ text }) => !/^-[neE]+$/.test(text)));
      case 'printf':
        return rest.length === 2 && /^%s(?:\\n)?$/.test(rest[0]?.text ?? '')
          ? rest[1]
          : rest.length === 1
            ? rest[0]
            : undefined;
      case 'jq':
        return jqObject(rest);
      default: {
        const change = CLOCKS[program.text];
        if (!change) return this.written.get(program.text);
        const expression = `$(${program.text})`;
        return new MarkedTextBuilder()
          .slot({ name: program.text, expression, range: command.range, ...change })
          .build();
      }
    }
  }
}

/** The values that reach a place: the last one, and in branches those that it may not have replaced. */
function valuesAt(
  all: readonly Assignment[],
  branches: readonly number[],
): { readonly values: readonly Pick<Assignment, 'value' | 'range'>[]; readonly isComplete: boolean } {
  const found: Assignment[] = [];
  for (const each of all.toReversed()) {
    found.unshift(each);
    if (each.branches.every((branch, index) => branches[index] === branch)) return { values: found, isComplete: true };
  }
  return { values: found, isComplete: false };
}

function joined(words: readonly MarkedText[]): MarkedText {
  const builder = new MarkedTextBuilder();
  words.forEach((word, index) => {
    if (index > 0) builder.add(' ', word.rangeOf(0, 0).start);
    word.copyTo(builder);
  });
  return builder.build();
}

/** `jq -n --arg model "$MODEL" '{model: $model}'`: the object, which YAML reads as jq does, with the arguments in it. */
function jqObject(words: readonly MarkedText[]): MarkedText | undefined {
  const given = new Map<string, MarkedText>();
  let filter: MarkedText | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word && /^--(?:arg|argjson|rawfile|slurpfile)$/.test(word.text)) {
      const [name, value] = [words[index + 1], words[index + 2]];
      if (name && value && /^--arg/.test(word.text)) given.set(name.text, value);
      index += 2;
    } else if (word && !word.text.startsWith('-')) filter ??= word;
  }
  const isNew = words.some(({ text }) => text === '--null-input' || /^-[a-zA-Z]*n/.test(text));
  if (!filter || !isNew || !/^\s*\{/.test(filter.text)) return undefined;
  const builder = new MarkedTextBuilder();
  let from = 0;
  for (const match of filter.text.matchAll(/\$([A-Za-z_]\w*)/g)) {
    filter.copyTo(builder, from, match.index);
    from = match.index + match[0].length;
    const name = match[1] ?? '';
    const value = given.get(name);
    const range = filter.rangeOf(match.index, from);
    const inner = value?.onlySlot;
    builder.slot(
      inner && value?.text === MARK
        ? inner
        : { name, expression: match[0], range, ...(value ? { values: [value] } : {}) },
    );
  }
  filter.copyTo(builder, from);
  return builder.build();
}
