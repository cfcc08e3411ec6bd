'use strict';
const assert = require('node:assert/strict');
const path = require('node:path');
const vscode = require('vscode');
const {
  closeAll,
  eventually,
  findings,
  hoverText,
  lenses,
  openFile,
  positionOf,
  shownLenses,
} = require('./support.cjs');

const LLM = `import OpenAI from 'openai';

const client = new OpenAI();

export async function ask(model: string, question: string) {
  return client.responses.create({ model, input: question, max_output_tokens: 100 });
}
`;
const caller = model => `import { ask } from './llm';

export const answer = (text: string) => ask('${model}', text);
`;
/** Names that links and addresses could trip over. */
const ODD = 'ünïcode #1 (50%) [x]';

const at = name => {
  const [folder] = vscode.workspace.workspaceFolders;
  return vscode.Uri.file(path.join(folder.uri.fsPath, 'crossfile', name));
};
const write = (name, text) => vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));
const titles = async document => (await lenses(document)).map(({ command }) => command.title);
const untilTitles = (document, holds) => eventually(() => titles(document), holds);

/** The links of a hover to places, with what they show and name. */
function placeLinks(markdown) {
  return [...markdown.matchAll(/\[((?:\\.|[^\]\\])*)\]\(command:meterline\.reveal\?([^ )]*)(?: "[^"]*")?\)/g)].map(
    ([, label, args]) => ({ label: label.replaceAll(/\\(.)/g, '$1'), target: JSON.parse(decodeURIComponent(args))[0] }),
  );
}

describe('what other files tell', function () {
  this.timeout(120_000);
  beforeEach(async () => {
    await write('llm.ts', LLM);
    await write('a.ts', caller('gpt-4o'));
  });

  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(at(''), { recursive: true });
  });

  it('is shown above a wrapper’s callers and in the range of the call itself, and follows edits and files', async () => {
    const { document: a, editor } = await openFile('crossfile/a.ts');
    await untilTitles(a, ([title]) => /gpt-4o\b/.test(title ?? ''));
    const { document: llm } = await openFile('crossfile/llm.ts');
    await untilTitles(llm, ([title]) => /gpt-4o\b/.test(title ?? ''));
    await write('b.ts', caller('gpt-4.1').replaceAll('./llm', './llm'));
    const [range] = await untilTitles(llm, ([title]) => /gpt-4o.*gpt-4\\?\.1|gpt-4\.1.*gpt-4o/.test(title ?? ''));
    assert.match(range, /\$[\d.,]+–\$[\d.,]+/);
    // An edit that is not saved.
    const start = positionOf(a, 'gpt-4o');
    const again = await vscode.window.showTextDocument(a, { viewColumn: editor.viewColumn });
    await again.edit(edit => edit.replace(new vscode.Range(start, start.translate(0, 6)), 'gpt-4o-mini'));
    await vscode.window.showTextDocument(llm);
    await untilTitles(llm, ([title]) => /gpt-4o-mini/.test(title ?? ''));
    await vscode.workspace.fs.delete(at('b.ts'));
    await untilTitles(llm, ([title]) => /gpt-4o-mini/.test(title ?? '') && !/gpt-4\.1/.test(title));
  });

  it('goes when the file is emptied, and findings with it', async () => {
    const { document: llm } = await openFile('crossfile/llm.ts');
    await untilTitles(llm, ([title]) => /gpt-4o\b/.test(title ?? ''));
    await write('a.ts', '');
    await untilTitles(llm, ([title]) => /model unknown/.test(title ?? ''));
    assert.ok(Array.isArray(findings(llm)));
  });

  it('is not asked for again and again when nothing has changed', async () => {
    const { document: llm } = await openFile('crossfile/llm.ts');
    await untilTitles(llm, ([title]) => /gpt-4o\b/.test(title ?? ''));
    let changes = 0;
    const subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (uris.some(uri => uri.toString() === llm.uri.toString())) changes += 1;
    });
    await write('unrelated.ts', 'export const nothing = 1;\n');
    await write('unrelated.ts', 'export const nothing = 2;\n');
    await new Promise(resolve => setTimeout(resolve, 3_000));
    subscription.dispose();
    assert.equal(changes, 0);
  });

  it('is found by a trail whose steps open their places, whatever the files are called', async () => {
    await write(`${ODD}.ts`, `// The models.\nexport const MODEL = 'gpt-4.1';\n`);
    await write(
      'main.ts',
      `import { MODEL } from ${JSON.stringify(`./${ODD}`)};\nimport { ask } from './llm';\n\nask(MODEL, 'Hello');\n`,
    );
    const { document } = await openFile('crossfile/main.ts');
    await untilTitles(document, ([title]) => /gpt-4\.1/.test(title ?? ''));
    const markdown = await hoverText(document, positionOf(document, 'ask(MODEL'));
    const links = placeLinks(markdown);
    const odd = links.find(({ label }) => label === `${ODD}.ts:2`);
    assert.ok(odd, markdown);
    assert.ok(
      links.some(({ label }) => label === 'main.ts:4' || label === 'main.ts:1'),
      markdown,
    );
    assert.ok(
      links.some(({ label }) => label === 'llm.ts:6'),
      markdown,
    );
    await vscode.commands.executeCommand('meterline.reveal', odd.target);
    const { activeTextEditor } = vscode.window;
    assert.equal(activeTextEditor.document.uri.fsPath, at(`${ODD}.ts`).fsPath);
    assert.equal(activeTextEditor.selection.start.line, 1);
  });

  it('trusts its links and no others', async () => {
    const { document } = await openFile('crossfile/a.ts');
    await untilTitles(document, ([title]) => /gpt-4o\b/.test(title ?? ''));
    const [hover] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, `ask('gpt`),
    );
    const [content] = hover.contents;
    assert.ok(content.isTrusted.enabledCommands.includes('meterline.reveal'));
    assert.notEqual(content.supportHtml, true);
  });
});

describe('a file that is not saved yet', () => {
  afterEach(closeAll);

  it('has its own calls', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: LLM });
    await vscode.window.showTextDocument(document);
    assert.match((await shownLenses(document))[0].command.title, /model unknown/);
  });
});
