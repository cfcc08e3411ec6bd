'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const {
  closeAll,
  eventually,
  findings,
  lenses,
  noFinding,
  openFile,
  shownFindings,
  shownLenses,
} = require('./support.cjs');

describe('a comment that switches a rule off', () => {
  afterEach(closeAll);

  for (const [name, rule, comment] of [
    ['chat.ts', 'missing-output-cap', /\n {2}\/\/ meterline-disable-next-line missing-output-cap -- /],
    ['support.py', 'unstable-cache-prefix', /\n {4}# meterline-disable-next-line unstable-cache-prefix -- /],
  ]) {
    it(`is offered in ${name}, and silences the finding on the next line`, async () => {
      const { document } = await openFile(name);
      const [finding] = await shownFindings(document, rule);
      const actions = await vscode.commands.executeCommand(
        'vscode.executeCodeActionProvider',
        document.uri,
        finding.range,
      );
      const action = actions.find(({ title }) => title === `Disable ${rule} for this line`);
      assert.ok(await vscode.workspace.applyEdit(action.edit));
      assert.match(document.getText(), comment);
      await noFinding(document, rule);
    });
  }
});

describe('commands', () => {
  afterEach(closeAll);

  it('switch code lenses off and on', async () => {
    const { document } = await openFile('chat.ts');
    await shownLenses(document);
    await vscode.commands.executeCommand('meterline.toggleCodeLenses');
    await eventually(
      () => lenses(document),
      found => found.length === 0,
    );
    await vscode.commands.executeCommand('meterline.toggleCodeLenses');
    await shownLenses(document);
    const { globalValue } = vscode.workspace.getConfiguration('meterline').inspect('codeLens.enabled');
    assert.notEqual(globalValue, false);
  });

  it('open a sample that has calls and a finding', async () => {
    await vscode.commands.executeCommand('meterline.openSample');
    const { document } = vscode.window.activeTextEditor;
    const found = await shownLenses(document);
    assert.equal(found.length, 2);
    await shownFindings(document, 'missing-output-cap');
  });

  it('do an analysis again', async () => {
    const { document } = await openFile('chat.ts');
    const before = (await shownLenses(document)).map(({ command }) => command.title);
    await vscode.commands.executeCommand('meterline.rescanFile');
    assert.deepEqual(
      (await shownLenses(document)).map(({ command }) => command.title),
      before,
    );
  });
});

describe('a figure that is stated for one call', () => {
  afterEach(closeAll);

  /** Runs the command of a hover's link, and accepts the value that it suggests. */
  async function state(document, key, value) {
    const [lens] = await shownLenses(document);
    const [target] = lens.command.arguments;
    const done = vscode.commands.executeCommand('meterline.stateFigure', { ...target, key, value });
    const before = document.version;
    await eventually(
      () => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
      () => document.version !== before,
    );
    await done;
  }

  it('is written in a comment above the call, and a second one into the same comment', async () => {
    const { document } = await openFile('chat.ts');
    await state(document, 'output', 1234);
    assert.match(document.getText(), /\n {2}\/\/ meterline: output=1234\n {2}const reply = /);
    const [lens] = await eventually(
      () => lenses(document),
      ([first]) => first?.command.title.includes('→ 1.2k out'),
    );
    assert.doesNotMatch(lens.command.title, /~1\.2k/);
    await state(document, 'calls', 5000);
    assert.match(document.getText(), /\n {2}\/\/ meterline: calls=5000\/month output=1234\n {2}const reply = /);
  });
});

describe('findings', () => {
  afterEach(closeAll);

  it('go when their setting switches them off, and come back', async () => {
    const { document } = await openFile('chat.ts');
    await shownFindings(document, 'missing-output-cap');
    const settings = vscode.workspace.getConfiguration('meterline');
    try {
      await settings.update('rules', { 'missing-output-cap': 'off' }, vscode.ConfigurationTarget.Global);
      await noFinding(document, 'missing-output-cap');
      await settings.update('rules', { 'missing-output-cap': 'error' }, vscode.ConfigurationTarget.Global);
      const [finding] = await shownFindings(document, 'missing-output-cap');
      assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
      await settings.update('diagnostics.enabled', false, vscode.ConfigurationTarget.Global);
      await noFinding(document);
    } finally {
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
      await settings.update('diagnostics.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    await shownFindings(document, 'missing-output-cap');
    assert.notDeepEqual(findings(document), []);
  });
});
