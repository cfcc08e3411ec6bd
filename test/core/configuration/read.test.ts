import assert from 'node:assert/strict';
import { z } from 'zod';
import { configurationSchema, readConfiguration } from '../../../src/core/configuration';
import { LineMap } from '../../../src/core/text';
import { assertGolden } from '../../cli/golden';

/** Problems as `line:column code: message`, 1-based. */
function problemsOf(...lines: readonly string[]): string[] {
  const text = lines.join('\n');
  const map = new LineMap(text);
  return readConfiguration(text).problems.map(({ code, message, range }) => {
    const { line, column } = map.position(range.start);
    return `${String(line + 1)}:${String(column + 1)} ${code}: ${message}`;
  });
}

const namesOf = (...lines: readonly string[]): string[] =>
  readConfiguration(lines.join('\n')).tables.map(({ table }) => table.name);

describe('.meterline.yaml', () => {
  it('may be empty, or say nothing yet', () => {
    for (const text of ['', '# nothing\n', '---\n', 'signatures:\n', 'signatures: []\n'])
      assert.deepEqual(readConfiguration(text), { tables: [], problems: [], files: [] }, text);
  });

  it('describes functions, classes, decorators and tables', () => {
    const { tables, problems } = readConfiguration(
      [
        'signatures:',
        '  - { function: ask_llm, in: app/llm.py, prompt: [question, context], model: model }',
        '  - class: LlmClient',
        '    from: "@acme/llm"',
        '    model: options.model',
        '    methods:',
        '      ask: { prompt: question, outputCap: { read: limit, default: 500 } }',
        '      close:',
        '  - { decorator: llm, in: ./app/decorators.py, model: "@0" }',
        '  - packages: { python: [acme_llm] }',
        '    clients: { client: [{ paths: ["Client()"] }] }',
        '    calls:',
        '      - { id: acme.ask, api: acme, on: client, paths: ["ask()"], model: model }',
      ].join('\n'),
    );
    assert.deepEqual(problems, []);
    const [ask, client, decorator, table] = tables.map(each => each.table);
    assert.deepEqual(ask?.packages, { python: ['./app/llm.py'] });
    assert.deepEqual(ask.calls[0]?.model, ['parameter:model']);
    assert.deepEqual(
      ask.calls[0].prompt.map(({ read }) => read),
      [['parameter:question'], ['parameter:context']],
    );
    assert.deepEqual(client?.calls[0]?.model, ['parameter:options.model', 'constructor:options.model']);
    assert.deepEqual(client.calls[0].outputCap?.read, ['parameter:limit']);
    assert.equal(client.calls[0].outputCap.whenMissing, 500);
    assert.deepEqual(
      client.calls.map(({ paths }) => paths),
      [['ask()'], ['close()']],
    );
    assert.deepEqual(decorator?.packages, { python: ['./app/decorators.py'] });
    assert.deepEqual(decorator.decorators[0]?.call.model, ['decorator:@0']);
    assert.deepEqual(table?.calls[0]?.api, 'acme');
  });

  it('tells each mistake at its line, and takes what is right', () => {
    const lines = [
      'signature: []', // 1
      'signatures:', // 2
      '  - function: first', // 3
      '    in: app/llm.py', // 4
      '    promt: question', // 5
      '  - function: second', // 6
      '    in: app/llm.py', // 7
      '    prompt: question', // 8
      '  - function: third', // 9
      '  - in: app/llm.py', // 10
      '  - function: fourth', // 11
      '    in: ../other/llm.py', // 12
      '    model: 7', // 13
      '    prompt: "question text"', // 14
      '    mode: speech', // 15
      '  - class: Client', // 16
      '    in: app/llm.py', // 17
      '  - class: Client', // 18
      '    in: app/llm.py', // 19
      '    methods:', // 20
      '      ask: { prompt: question, modell: model }', // 21
      '      tell it: {}', // 22
      '  - just a text', // 23
      '  - function: last', // 24
      '    from: acme', // 25
    ];
    assert.deepEqual(problemsOf(...lines), [
      '1:1 unknown-key: there is no key `signature` here; did you mean `signatures`?',
      '5:5 unknown-key: there is no key `promt` here; did you mean `prompt`?',
      '9:5 missing-key: says neither where `third` is defined (`in`) nor what it is imported from (`from`)',
      '10:5 missing-key: says what it is by none of the keys `function`, `class`, `decorator`, `packages`',
      '12:9 wrong-value: `in` has to be a path inside the workspace, relative to this file',
      '13:12 wrong-value: `model` has to be the name of a parameter, or a list of such names',
      '14:13 wrong-value: `prompt` is no place of a value: the name of a parameter (`prompt`), a key of one (`options.model`), or a position (`@0`)',
      '15:11 wrong-value: `mode` has to be one of `text`, `embedding`, `image`, `audio`, `other`',
      '16:5 missing-key: `methods` is missing',
      '20:5 wrong-value: `methods` has to name methods',
      '21:32 unknown-key: there is no key `modell` here; did you mean `model`?',
      '23:5 missing-key: says what it is by none of the keys `function`, `class`, `decorator`, `packages`',
    ]);
    assert.deepEqual(namesOf(...lines), ['second', 'last']);
  });

  it('tells what is wrong with a table', () => {
    assert.deepEqual(
      problemsOf(
        'signatures:',
        '  - packages: { python: [acme], cobol: [acme] }',
        '    endpoints: []',
        '    calls:',
        '      - { id: a, api: a, paths: ["ask"] }',
        '      - { id: b, api: b, on: client, paths: ["ask()"] }',
        '  - packages: { python: [acme] }',
        '    calls:',
        '      - { id: b, api: b, on: client, paths: ["a*b*c*d()"] }',
      ),
      [
        '2:33 unknown-key: there is no key `cobol` here',
        '3:5 unknown-key: there is no key `endpoints` here',
        '5:34 wrong-value: `0` ends with a call',
        '9:30 wrong-value: there is no client `client` in this table',
        '9:46 wrong-value: has more than 2 wildcards',
      ],
    );
  });

  it('leaves out an entry that the parser had to guess, not those beside it', () => {
    const lines = [
      'signatures:',
      '  - function: ask',
      '    in: app/llm.py',
      '  - function: tell',
      '    in: app/llm.py',
      '    prompt',
      '    model: model',
    ];
    const [problem, ...others] = problemsOf(...lines);
    assert.match(problem ?? '', /^6:5 syntax: /);
    assert.deepEqual(others, []);
    assert.deepEqual(namesOf(...lines), ['ask']);
  });

  it('tells duplicate keys, and what is no map or list', () => {
    assert.deepEqual(problemsOf('signatures: []', 'signatures: []'), ['2:1 syntax: `signatures` stands here twice']);
    assert.deepEqual(problemsOf('- function: ask'), [
      '1:1 wrong-value: has to be a map: `signatures:` and what belongs to it',
    ]);
    assert.deepEqual(problemsOf('signatures: { function: ask }'), ['1:1 wrong-value: `signatures` has to be a list']);
  });

  it('is read in bounded time, whatever is in it', () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) =>
        `a${n}: &a${n} [${Array(9)
          .fill(n ? `*a${n - 1}` : 'x')
          .join(', ')}]`,
    );
    const hostile = [
      '['.repeat(50_000),
      '- '.repeat(20_000),
      Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
      Array.from({ length: 5_000 }, (_, n) => `key${n}: 1`).join('\n'),
      'k: 1\n'.repeat(10_000),
      '"'.repeat(50_000),
      `signatures: ${'['.repeat(20_000)}`,
      'x'.repeat(300_000),
      `signatures:\n${'  - function: ask\n    in: a.py\n'.repeat(5_000)}`,
      levels.join('\n'),
      'signatures: *nowhere',
      'signatures: &a [*a]',
      '%YAML 9.9\n---\n!!binary signatures: !!js/function x\n',
      'signatures:\n\t- function: ask',
      '\u0000\ufeff\ud800',
      '__proto__: { signatures: [] }\nconstructor: 1',
    ];
    for (const text of hostile) {
      const began = process.cpuUsage();
      const { problems } = readConfiguration(text);
      assert.ok(problems.length > 0 && problems.length <= 100, text.slice(0, 40));
      const { user, system } = process.cpuUsage(began);
      assert.ok((user + system) / 1e6 < 5, text.slice(0, 40));
    }
    const many = `signatures:\n${'  - function: ask\n    in: a.py\n'.repeat(300)}`;
    const { tables, problems } = readConfiguration(many);
    assert.equal(tables.length, 200);
    assert.match(problems[0]?.message ?? '', /only the first 200/);
  });

  it('has its schema published, for editors that complete and check YAML', () => {
    const schema = {
      $comment: 'Generated from src/core/configuration/schema.ts by `UPDATE_FIXTURES=1 npm run test:unit`.',
      ...z.toJSONSchema(configurationSchema, { io: 'input' }),
    };
    assertGolden('docs/schema/meterline.schema.json', `${JSON.stringify(schema, null, 2)}\n`);
  });
});
