import assert from 'node:assert/strict';
import { entryEdit, guessPlaces, readConfiguration, type SignatureEntry } from '../../../src/core/configuration';
import { applyEdits } from '../../../src/core/text';

const ENTRY: SignatureEntry = { function: 'ask', in: 'app/llm.py', prompt: ['question', 'context'], model: 'model' };
const WRITTEN = ['- function: ask', '  in: app/llm.py', '  prompt: [question, context]', '  model: model'];

const indented = (by: number): string => WRITTEN.map(line => ' '.repeat(by) + line).join('\n');

function edited(text: string, entry = ENTRY): string {
  const edit = entryEdit(text, entry);
  assert.ok(edit.kind === 'edit', edit.kind === 'none' ? edit.because : '');
  const after = applyEdits(text, edit.edits);
  assert.ok(after.slice(edit.at).startsWith('function: ask'), 'the place of the entry');
  const { problems, tables } = readConfiguration(after);
  assert.deepEqual(problems, []);
  assert.ok(tables.some(({ table }) => table.name === 'ask'));
  return after;
}

describe('a new signature', () => {
  it('begins a file, or the list in one', () => {
    assert.equal(edited(''), `signatures:\n${indented(2)}\n`);
    assert.equal(edited('# ours\n'), `# ours\nsignatures:\n${indented(2)}\n`);
    assert.equal(edited('signatures:'), `signatures:\n${indented(2)}`);
    assert.equal(edited('signatures: []  # none yet\n'), `signatures:  # none yet\n${indented(2)}\n`);
  });

  it('goes behind the last, and leaves everything else as it is', () => {
    const before = [
      '# What we call',
      'signatures:',
      '- function: tell   # by hand',
      '  in:   "app/tell.py"',
      '',
      '- { function: say, in: app/say.py } # in one line',
      '# the end',
      '',
    ];
    const after = [...before.slice(0, 6), ...WRITTEN, ...before.slice(6)];
    assert.equal(edited(before.join('\n')), after.join('\n'));
    assert.equal(edited(before.join('\r\n')), after.join('\r\n'));
  });

  it('goes into a list in brackets', () => {
    const after = edited('# ours\nsignatures: [{ function: tell, in: a.py }] # all\n');
    assert.match(after, /^# ours\n/);
    assert.match(after, /# all/);
  });

  it('is not written twice', () => {
    const before = `signatures:\n${indented(2)}\n`;
    assert.equal(edited(before), before);
  });

  it('leaves alone what can’t be read', () => {
    const because = (text: string): string => {
      const edit = entryEdit(text, ENTRY);
      return edit.kind === 'none' ? edit.because : 'edited';
    };
    assert.match(because('signatures:\n  - "open\n'), /a mistake in line \d+/);
    assert.match(because('- a list\n'), /not a map/);
    assert.match(because('['.repeat(500)), /nested too deeply/);
  });
});

describe('the places of a function', () => {
  it('are told by the names of its parameters', () => {
    assert.deepEqual(guessPlaces(['self', 'user_prompt', 'systemPrompt', 'model_name', 'max_tokens', 'retries']), {
      system: 'systemPrompt',
      prompt: 'user_prompt',
      model: 'model_name',
      outputCap: 'max_tokens',
    });
  });

  it('are several for a prompt of several parts, in the order of the parameters', () => {
    assert.deepEqual(guessPlaces(['context', 'question']), { prompt: ['context', 'question'] });
  });

  it('are found among the keys of options', () => {
    assert.deepEqual(guessPlaces(['prompt', 'options', 'options.model', 'options.maxTokens', 'options.retries']), {
      prompt: 'prompt',
      model: 'options.model',
      outputCap: 'options.maxTokens',
    });
  });

  it('are none where no name tells', () => {
    assert.deepEqual(guessPlaces(['a', 'b']), {});
  });
});
