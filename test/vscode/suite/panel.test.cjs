'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { closeAll, openFile, openText, shownLenses, until } = require('./support.cjs');

const panelTab = () =>
  vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .find(tab => tab.input instanceof vscode.TabInputWebview && /meterline/i.test(tab.input.viewType));

const shownPanel = () => until(vscode.window.tabGroups.onDidChangeTabs, panelTab);

describe('Compare Models', () => {
  afterEach(async () => {
    const tab = panelTab();
    if (tab) await vscode.window.tabGroups.close(tab);
    await closeAll();
  });

  it('opens the panel from a code lens', async () => {
    const { document } = await openFile('chat.ts');
    const [lens] = await shownLenses(document);
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    assert.ok(await shownPanel());
  });

  it('opens the panel for a selection of plain text', async () => {
    const { editor } = await openText('plaintext', 'Summarise the minutes of the meeting in three sentences.');
    editor.selection = new vscode.Selection(0, 0, 0, 40);
    await vscode.commands.executeCommand('meterline.compareModels');
    assert.ok(await shownPanel());
  });

  it('opens one panel, not two', async () => {
    const { document } = await openFile('chat.ts');
    await shownLenses(document);
    await vscode.commands.executeCommand('meterline.compareModels');
    await shownPanel();
    await vscode.commands.executeCommand('meterline.compareModels');
    const webviews = vscode.window.tabGroups.all
      .flatMap(group => group.tabs)
      .filter(tab => tab.input instanceof vscode.TabInputWebview);
    assert.equal(webviews.length, 1);
  });
});
