// `.meterline.yaml` in the editor: what it says holds while it is written, mistakes stand at their lines.
'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const {
  closeAll,
  eventually,
  findings,
  lenses,
  openFile,
  positionOf,
  shownFindings,
  shownLenses,
  until,
} = require('./support.cjs');

const at = name => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
const write = (name, text) => vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));
const remove = name => vscode.workspace.fs.delete(at(name)).then(undefined, () => undefined);

const CODE = [
  'import queue',
  '',
  'jobs = queue.Queue()',
  '',
  '',
  'def ask_llm(prompt, model="gpt-4o-mini", max_tokens=None):',
  '    jobs.put((prompt, model, max_tokens))',
  '',
  '',
  'ask_llm("Hello")',
  '',
].join('\n');
const ENTRY = 'signatures:\n  - function: ask_llm\n    in: inhouse.py\n    prompt: prompt\n    model: model\n';

async function replaceAll(document, text) {
  const edit = new vscode.WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('.meterline.yaml', function () {
  this.timeout(120_000);
  beforeEach(() => write('inhouse.py', CODE));
  afterEach(async () => {
    await closeAll();
    await remove('.meterline.yaml');
    await remove('inhouse.py');
  });

  it('holds while it is written, and no longer when it is gone', async () => {
    const { document } = await openFile('inhouse.py');
    assert.deepEqual(await lenses(document), []);
    await write('.meterline.yaml', 'signatures: []\n');
    const configuration = await vscode.workspace.openTextDocument(at('.meterline.yaml'));
    await replaceAll(configuration, ENTRY);
    assert.ok(configuration.isDirty, 'it holds without having been saved');
    const [lens] = await shownLenses(document);
    assert.match(lens.command.title, /gpt-4o-mini/);
    assert.equal(lens.range.start.line, 9);
    await replaceAll(configuration, 'signatures: []\n');
    await configuration.save();
    await eventually(
      () => lenses(document),
      found => found.length === 0,
    );
  });

  it('has its mistakes at their lines, and applies without them', async () => {
    await write('.meterline.yaml', `${ENTRY}  - function: other\n    im: inhouse.py\n`);
    const { document } = await openFile('inhouse.py');
    await shownLenses(document);
    const { document: configuration } = await openFile('.meterline.yaml');
    const [problem] = await shownFindings(configuration, 'unknown-key');
    assert.equal(problem.range.start.line, 6);
    assert.match(problem.message, /no key `im`/);
    await replaceAll(configuration, ENTRY);
    await until(vscode.languages.onDidChangeDiagnostics, () => findings(configuration).length === 0);
    await configuration.save();
  });
});

describe('treating a function as an LLM call', function () {
  this.timeout(120_000);
  beforeEach(() => write('inhouse.py', CODE));
  afterEach(async () => {
    await closeAll();
    await remove('.meterline.yaml');
    await remove('inhouse.py');
  });

  async function treat(name, text) {
    const { document, editor } = await openFile(name);
    const position = positionOf(document, text);
    editor.selection = new vscode.Selection(position, position);
    await vscode.commands.executeCommand('meterline.treatAsCall');
    return document;
  }

  it('writes the entry, opens it there, and shows the call', async () => {
    // The editor keeps what other tests have opened for a while; without any it makes the file.
    if (vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === at('.meterline.yaml').toString())) {
      await write('.meterline.yaml', '');
      await eventually(
        () => vscode.workspace.openTextDocument(at('.meterline.yaml')),
        document => document.getText() === '',
      );
    }
    const document = await treat('inhouse.py', 'ask_llm("Hello")');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor.document.uri.toString(), at('.meterline.yaml').toString());
    assert.equal(
      editor.document.getText(),
      'signatures:\n  - function: ask_llm\n    in: inhouse.py\n    prompt: prompt\n    model: model\n    outputCap: max_tokens\n',
    );
    assert.equal(editor.selection.active.line, 1);
    const [lens] = await shownLenses(document);
    assert.equal(lens.range.start.line, 9);
  });

  it('adds to what is there, where the function is defined too', async () => {
    await write('.meterline.yaml', '# ours\nsignatures:\n  - function: other # kept\n    from: acme\n');
    // The editor may still have what stood there before.
    await eventually(
      () => vscode.workspace.openTextDocument(at('.meterline.yaml')),
      document => document.getText().startsWith('# ours'),
    );
    await treat('inhouse.py', 'ask_llm(prompt');
    const { document } = vscode.window.activeTextEditor;
    assert.match(
      document.getText(),
      /^# ours\nsignatures:\n {2}- function: other # kept\n {4}from: acme\n {2}- function: ask_llm\n/,
    );
    await document.save();
  });

  it('writes nothing where no function stands', async () => {
    await treat('inhouse.py', 'import queue');
    assert.equal(vscode.window.activeTextEditor.document.uri.toString(), at('inhouse.py').toString());
    await assert.rejects(async () => vscode.workspace.fs.stat(at('.meterline.yaml')));
  });

  it('is among the refactorings when they are asked for, and raises no light bulb', async () => {
    const { document } = await openFile('inhouse.py');
    const position = positionOf(document, 'ask_llm("Hello")');
    const range = new vscode.Range(position, position);
    const asked = await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      vscode.CodeActionKind.Refactor.value,
    );
    assert.ok(asked.some(({ title }) => title.includes('Treat This Function')));
  });
});
