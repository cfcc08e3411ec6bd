'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const {
  closeAll,
  fixesFor,
  noFinding,
  openFile,
  openText,
  positionOf,
  shownFindings,
  shownLenses,
  findings,
} = require('./support.cjs');

/** A call without an output cap, in the shape that a test is about. */
const call = options => `import OpenAI from 'openai';\nconst client = new OpenAI();\n${options}\n`;

/** Applies the preferred fix of the only finding of a rule, and waits until the finding has gone. */
async function fix(document, rule) {
  const [finding] = await shownFindings(document, rule);
  const fixes = await fixesFor(document, finding);
  assert.ok(fixes.length > 0, 'a fix is offered');
  assert.ok(await vscode.workspace.applyEdit(fixes[0].edit));
  await noFinding(document, rule);
}

describe('missing-output-cap', () => {
  afterEach(closeAll);

  it('is shown at the call, with a link to its page', async () => {
    const { document } = await openFile('chat.ts');
    const [finding] = await shownFindings(document, 'missing-output-cap');
    assert.equal(finding.range.start.line, positionOf(document, 'client.chat').line);
    assert.match(finding.message, /cap/i);
    assert.equal(typeof finding.code, 'object');
    assert.match(finding.code.target.toString(), /missing-output-cap/);
  });

  it('is mended by the parameter of that API, and the call parses as before', async () => {
    const { document } = await openFile('chat.ts');
    await fix(document, 'missing-output-cap');
    assert.match(document.getText(), /\n {4}max_completion_tokens: \d+,\n/);
    const [lens] = await shownLenses(document);
    assert.match(lens.command.title, /gpt-4o/);
  });

  it('is mended in a call on one line', async () => {
    const { document } = await openText(
      'typescript',
      call(`client.responses.create({ model: 'gpt-4o', input: 'Tell a story' });`),
    );
    await fix(document, 'missing-output-cap');
    assert.match(document.getText(), /create\(\{[^\n]*max_output_tokens: \d+[^\n]*\}\);\n$/);
  });

  it('is mended behind a spread', async () => {
    const { document } = await openText(
      'typescript',
      call(`const base = { model: 'gpt-4o' } as const;\nclient.responses.create({ ...base, input: 'Tell a story' });`),
    );
    await fix(document, 'missing-output-cap');
    assert.match(document.getText(), /\.\.\.base,.*max_output_tokens: \d+/);
  });

  it('is mended by a keyword argument in Python', async () => {
    const { document } = await openText(
      'python',
      'from openai import OpenAI\n\nOpenAI().responses.create(\n    model="gpt-4o",\n    input="Tell a story",\n)\n',
    );
    await fix(document, 'missing-output-cap');
    assert.match(document.getText(), /\n {4}max_output_tokens=\d+,\n\)/);
  });

  it('is silent where a cap is set', async () => {
    const { document } = await openFile('support.py');
    await shownFindings(document);
    assert.deepEqual(findings(document, 'missing-output-cap'), []);
  });
});

describe('unstable-cache-prefix', () => {
  afterEach(closeAll);

  it('is shown at the value that changes, and its fix moves that behind the static text', async () => {
    const { document } = await openFile('support.py');
    const [finding] = await shownFindings(document, 'unstable-cache-prefix');
    assert.equal(finding.range.start.line, positionOf(document, 'datetime.now()').line);
    await fix(document, 'unstable-cache-prefix');
    const text = document.getText();
    assert.ok(text.indexOf('datetime.now()') > text.indexOf('Carbon frames'), 'the time stands behind the rules');
    const [lens] = await shownLenses(document);
    assert.match(lens.command.title, /gpt-4o/);
  });
});
