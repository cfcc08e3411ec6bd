import assert from 'node:assert/strict';
import { readSource } from '../../../src/core/syntax';
import { cpuMs } from '../cpuTime';
import { parse } from '../pipeline';

const cell = (...source: string[]) => ({ cell_type: 'code', metadata: {}, outputs: [], source: source.join('\n') });

function notebook(...cells: object[]): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
}

/** The lines of one cell as they are parsed, without the blanks that stand for what was taken out. */
function plain(...lines: string[]): string[] {
  const reading = readSource({ file: 'a.ipynb', language: 'notebook', text: notebook(cell(...lines)) });
  assert.ok(reading.kind === 'source');
  assert.equal(reading.source.text.length, lines.join('\n').length, 'offsets stay');
  return reading.source.text.split('\n').map(line => line.trimEnd());
}

describe('a cell of a notebook', () => {
  const cases: [name: string, lines: string[], expected: string[]][] = [
    [
      'keeps Python',
      ['x = 5 % 3 != 1', 'y = x if x else {"a?": "!b"}'],
      ['x = 5 % 3 != 1', 'y = x if x else {"a?": "!b"}'],
    ],
    ['loses line magics', ['%pip install -q openai', 'x = 1', '%matplotlib inline'], ['_', 'x = 1', '_']],
    ['loses commands of the shell', ['!pip install \\', '  openai', 'x = 1'], ['_', '', 'x = 1']],
    ['loses commands without a mark', ['pip install openai', 'git = 1', 'pip -q list'], ['_', 'git = 1', '_']],
    ['loses commands in a block', ['if colab:', '    !pip install openai', 'x = 1'], ['if colab:', '    _', 'x = 1']],
    [
      'loses questions for help',
      ['client.chat?', '?print', 'len??', 'x = 1  # why?'],
      ['_', '_', '_', 'x = 1  # why?'],
    ],
    [
      'does not know what a command gives',
      ['files = !ls', 'rows = %sql SELECT 1', 'x =1'],
      ['files = _', 'rows = _', 'x =1'],
    ],
    [
      'keeps the statement of a magic',
      ['%time reply = ask()', '%timeit -n 10 ask()'],
      ['_;    reply = ask()', '_;            ask()'],
    ],
    ['keeps the value of a magic', ['reply = %time ask()'], ['reply =       ask()']],
    ['keeps the body of a magic that runs it', ['%%time', '%%capture out', 'x = 1'], ['', '', 'x = 1']],
    [
      'finds a cell magic below a title',
      ['#@title Install', '', '%%bash', 'pip install'],
      ['#@title Install', '', '', ''],
    ],
    ['loses a cell in another language', ['%%html', '<b>'], ['', '']],
    ['loses a cell in another language, as Databricks marks it', ['%md', 'Some prose'], ['', '']],
    ['loses a file that is not Python', ['%%writefile a.txt', 'from openai import x'], ['', '']],
    ['keeps a file of Python', ['%%writefile app.py', 'x = 1', '!y'], ['', 'x = 1', '!y']],
    [
      'keeps texts',
      ['p = """', '%pip', '!ls', 'why?', '"""', "q = 'a\\", "!b'", 'r = (1', '% 2)'],
      ['p = """', '%pip', '!ls', 'why?', '"""', "q = 'a\\", "!b'", 'r = (1', '% 2)'],
    ],
    ['ends a string that is not closed with its line', ["x = 'it", '!ls'], ["x = 'it", '_']],
    ['keeps line breaks of Windows', ['%pip install a\r', 'x?\r', 'y = 1\r'], ['_', '_', 'y = 1']],
    ['may be empty', [''], ['']],
    ['may be a single mark', ['%'], ['_']],
  ];
  for (const [name, lines, expected] of cases) {
    it(name, () => {
      assert.deepEqual(plain(...lines), expected);
    });
  }

  it('parses without errors once that is done', async () => {
    const text = notebook(
      cell('%%time', 'x = !ls', '%time y = ask(', '    x', ')', 'if x:', '    %pip install openai', 'z?'),
      cell('await ask()', 'async with a as b:', '    pass'),
    );
    assert.equal((await parse(text, 'a.ipynb')).hasErrors, false);
  });

  it('is read in linear time', () => {
    const units = ['? ', '%time -f ', "'", '"""', '\\', '= !', '(', '%%time\n', '#\n', '?  ', 'x = %time '];
    assert.ok(cpuMs(() => units.map(unit => plain(unit.repeat(50_000)))) < 3_000);
  });
});
