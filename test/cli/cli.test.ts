import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { scanReportSchema } from '../../src/cli/scanReport';

const SCHEMA = 'docs/schema/scan.schema.json';

async function meterline(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['out/cli.mjs', ...argv], {
      env: { ...process.env, NO_COLOR: '1' },
      maxBuffer: 50_000_000,
    });
    return { code: 0, stdout, stderr };
  } catch (error: unknown) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

describe('the command line', function () {
  this.timeout(60_000);
  let root: string;

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'meterline-'));
    writeFileSync(
      path.join(root, 'chat.ts'),
      [
        "import OpenAI from 'openai';",
        'const client = new OpenAI();',
        'export async function ask(question: string, model: string) {',
        '  // meterline: input=1000 output=500',
        "  await client.chat.completions.create({ model: 'gpt-4o', max_tokens: 500, messages: [{ role: 'user', content: question }] });",
        '  await client.responses.create({ model, input: question });',
        '}',
      ].join('\n'),
    );
    writeFileSync(path.join(root, 'broken.py'), new Uint8Array([0x23, 0xff, 0x0a]));
  });

  after(() => {
    rmSync(root, { recursive: true });
  });

  it('prints a scan as JSON that keeps the contract', async () => {
    const { code, stdout, stderr } = await meterline('scan', root, '--format', 'json');
    assert.equal(code, 0);
    assert.equal(stderr, '');
    const report = scanReportSchema.parse(JSON.parse(stdout));
    const [priced, unknown] = report.callSites;
    assert.ok(priced && unknown);
    assert.deepEqual([priced.file, priced.line, priced.column, priced.endLine], ['chat.ts', 5, 33, 5]);
    assert.deepEqual(priced.model, { id: 'gpt-4o', from: 'literal' });
    assert.deepEqual(priced.maxOutputTokens, { state: 'set', value: 500, parameter: 'max_tokens' });
    // 1,000 tokens stated, 3 for the message, 3 to prime the reply, 1 for the role's line at most; 500 out at 10 USD per million.
    assert.equal(priced.estimate?.outputTokens.expected, 500);
    assert.ok(priced.estimate.inputTokens >= 1000 && priced.estimate.inputTokens < 1020);
    assert.equal(priced.estimate.costPerCall, (priced.estimate.inputTokens * 2.5 + 500 * 10) / 1e6);
    assert.deepEqual(unknown.model, { id: null, from: 'dynamic', reason: 'parameter: model' });
    assert.equal(unknown.estimate, null);
    assert.deepEqual(report.skipped, [{ file: 'broken.py', reason: 'not valid UTF-8' }]);
    assert.deepEqual(
      { ...report.stats, milliseconds: 0, bytes: 0 },
      { files: 2, parsed: 1, bytes: 0, milliseconds: 0 },
    );
  });

  it('prints a table for people', async () => {
    const { code, stdout } = await meterline('scan', root);
    assert.equal(code, 0);
    const masked = stdout.replace(/\d+ ms/, 'N ms').replace(/Prices of .*\./, 'Prices.');
    for (const part of [
      'chat.ts\n',
      'gpt-4o',
      'unknown model',
      'parameter: model',
      '2 call sites',
      '1 without a price',
      'broken.py: not valid UTF-8',
      '2 files, 1 parsed, N ms',
    ]) {
      assert.ok(masked.includes(part), `"${part}" in\n${masked}`);
    }
    assert.doesNotMatch(masked, /undefined|NaN/);
    assert.ok(!masked.includes('\u001b'), 'no colours in a pipe');
  });

  it('writes to a file when asked to', async () => {
    const output = path.join(root, 'report.json');
    const { code, stdout } = await meterline('scan', root, '--format=json', '--output', output);
    assert.equal(code, 0);
    assert.equal(stdout, '');
    scanReportSchema.parse(JSON.parse(readFileSync(output, 'utf8')));
  });

  it('takes assumptions', async () => {
    const { stdout } = await meterline('scan', root, '--format=json', '--assume', 'slot=50,calls=1000');
    const [priced] = scanReportSchema.parse(JSON.parse(stdout)).callSites;
    assert.equal(priced?.estimate?.costPerMonth, (priced?.estimate?.costPerCall ?? 0) * 1000);
  });

  const mistakes: [argv: string[], message: RegExp][] = [
    [['scan', '/no/such/folder'], /There is no file or folder \/no\/such\/folder/],
    [['scan'], /Name at least one file or folder/],
    [['scan', '.', '--formt', 'json'], /no option --formt\. Did you mean --format\?/],
    [['scan', '.', '--format', 'xml'], /must be table or json/],
    [['scan', '.', '--assume', 'foo=1'], /assume one of/],
    [['scan', '.', '--assume', 'cached=80'], /between 0 and 1/],
    [['scna', '.'], /no command scna\. Did you mean scan\?/],
  ];
  for (const [argv, message] of mistakes) {
    it(`answers "${argv.join(' ')}" with what is wrong, and 2`, async () => {
      const { code, stdout, stderr } = await meterline(...argv);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /, 'no stack');
    });
  }

  it('explains itself', async () => {
    assert.match((await meterline('--help')).stdout, /scan PATH/);
    assert.match((await meterline('scan', '--help')).stdout, /--format table\|json/);
    assert.match((await meterline('--version')).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('publishes the schema of its JSON', () => {
    const schema = {
      $comment: 'Generated by UPDATE_FIXTURES=1 npm run test:unit from src/cli/scanReport.ts.',
      ...z.toJSONSchema(scanReportSchema),
    };
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    if (process.env.UPDATE_FIXTURES) writeFileSync(SCHEMA, text);
    assert.equal(readFileSync(SCHEMA, 'utf8'), text);
  });
});
