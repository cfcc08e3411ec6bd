'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const {
  closeAll,
  eventually,
  hoverText,
  lenses,
  openFile,
  openText,
  positionOf,
  shownLenses,
} = require('./support.cjs');

const MONEY = /(\$|USD|¢)\s?[\d.,]+|[\d.,]+\s?(\$|USD|¢)/;

describe('code lenses', () => {
  afterEach(closeAll);

  it('stand above a call and tell model, tokens and cost', async () => {
    const { document } = await openFile('chat.ts');
    const [lens] = await shownLenses(document);
    assert.equal(lens.range.start.line, positionOf(document, 'client.chat').line);
    assert.match(lens.command.title, /gpt-4o/);
    assert.match(lens.command.title, /\d/);
    assert.match(lens.command.title, MONEY);
    assert.match(lens.command.title, /1M|million/i);
  });

  it('are asked of Python, too', async () => {
    const { document } = await openFile('support.py');
    const found = await shownLenses(document);
    const line = positionOf(document, 'client.chat').line;
    assert.ok(found.some(lens => lens.range.start.line === line && /gpt-4o/.test(lens.command.title)));
  });

  it('stand above a long prompt text, too, and tell its tokens and cost', async () => {
    const { document } = await openFile('support.py');
    const found = await shownLenses(document);
    const prompt = found.find(lens => lens.range.start.line === positionOf(document, 'system = f').line);
    assert.match(prompt?.command.title ?? 'no lens', /tokens.*1M/);
    assert.match(prompt.command.title, MONEY);
  });

  it('follow an edit of the model', async () => {
    const { document, editor } = await openFile('chat.ts');
    const [before] = await shownLenses(document);
    const start = positionOf(document, 'gpt-4o');
    await editor.edit(edit => edit.replace(new vscode.Range(start, start.translate(0, 6)), 'gpt-4o-mini'));
    const [after] = await eventually(
      () => lenses(document),
      found => /gpt-4o-mini/.test(found[0]?.command.title ?? ''),
    );
    assert.notEqual(after.command.title, before.command.title);
  });

  it('are silent for a method of the same name in another library', async () => {
    const { document: chat } = await openFile('chat.ts');
    await shownLenses(chat); // the analysis is up
    const { document } = await openFile('lookalike.ts');
    assert.deepEqual(await lenses(document), []);
  });

  it('remain at the calls around a part that does not parse', async () => {
    const { document } = await openText(
      'typescript',
      [
        `import OpenAI from 'openai';`,
        `const client = new OpenAI();`,
        `await client.responses.create({ model: 'gpt-4o', input: 'Hello' });`,
        `const half = { name: `,
        ``,
        `export async function other() {`,
        `  await client.responses.create({ model: 'gpt-4o-mini', input: 'Goodbye' });`,
        `}`,
      ].join('\n'),
    );
    const found = await eventually(
      () => lenses(document),
      all => all.length >= 2,
    );
    const titles = found.map(lens => lens.command.title).join('\n');
    assert.match(titles, /gpt-4o\b(?!-)/);
    assert.match(titles, /gpt-4o-mini/);
  });

  it('go when the setting switches them off, and come back', async () => {
    const { document } = await openFile('chat.ts');
    await shownLenses(document);
    const settings = vscode.workspace.getConfiguration('meterline');
    const name = 'codeLens.enabled';
    assert.equal(settings.get(name), true);
    try {
      await settings.update(name, false, vscode.ConfigurationTarget.Global);
      await eventually(
        () => lenses(document),
        found => found.length === 0,
      );
    } finally {
      await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
    }
    await shownLenses(document);
  });

  it('name no price for a model that nobody knows', async () => {
    const { document } = await openText(
      'typescript',
      `import OpenAI from 'openai';\nnew OpenAI().responses.create({ model: 'zebra-9000-turbo', input: 'Hi' });\n`,
    );
    const [lens] = await shownLenses(document);
    assert.doesNotMatch(lens.command.title, MONEY);
    assert.match(lens.command.title, /unknown|no price|not known/i);
  });
});

describe('hovers', () => {
  afterEach(closeAll);

  for (const [what, text] of [
    ['method name', 'create'],
    ['model name', 'gpt-4o'],
  ]) {
    it(`on the ${what} compare models and say where figures come from`, async () => {
      const { document } = await openFile('chat.ts');
      await shownLenses(document);
      const shown = await eventually(
        () => hoverText(document, positionOf(document, text).translate(0, 2)),
        found => /gpt-4o/.test(found) && found.includes('|'),
      );
      assert.match(shown, MONEY);
      const rows = shown.split('\n').filter(line => /^\s*\|.*\|\s*$/.test(line));
      assert.ok(rows.length >= 4, `a table with head and some models, not ${rows.length} rows`);
      assert.match(shown, /\d{4}-\d{2}-\d{2}/, 'the date of the prices');
      assert.match(shown, /assum/i);
      assert.match(shown, /\(command:/, 'links that change assumptions');
    });
  }
});
