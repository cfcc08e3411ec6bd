'use strict';
const assert = require('node:assert/strict');
const path = require('node:path');
const vscode = require('vscode');
const {
  closeAll,
  eventually,
  findings,
  fixesFor,
  hoverText,
  lenses,
  noFinding,
  openFile,
  positionOf,
  shownFindings,
  shownLenses,
} = require('./support.cjs');

let copies = 0;

/**
 * Opens and shows a copy of the sample workspace's notebook, as VS Code keeps the edits of a closed one for a while;
 * gives the documents of its cells.
 */
async function openNotebook() {
  const [folder] = vscode.workspace.workspaceFolders;
  const file = name => vscode.Uri.file(path.join(folder.uri.fsPath, name));
  const uri = file(`lesson-${(copies += 1)}.ipynb`);
  await vscode.workspace.fs.copy(file('lesson.ipynb'), uri);
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  const editor = await vscode.window.showNotebookDocument(notebook);
  const [, setUp, rules, ask, embed] = notebook.getCells().map(({ document }) => document);
  return { notebook, editor, setUp, rules, ask, embed };
}

/** The lenses of a cell; VS Code can't be asked before it has drawn the cell. */
const cellLenses = document => lenses(document).catch(() => []);

/** The same, once there are some. */
const shownCellLenses = document =>
  eventually(
    () => cellLenses(document),
    found => found.length > 0,
  );

describe('a notebook', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await closeAll();
  });

  it('has code lenses in the cells that its calls stand in', async () => {
    const { editor, setUp, rules, ask, embed } = await openNotebook();
    const [lens, ...others] = await shownCellLenses(ask);
    assert.deepEqual(others, []);
    assert.equal(lens.range.start.line, positionOf(ask, 'client.chat').line);
    assert.match(lens.command.title, /gpt-4o/, 'the model stands in another cell');
    editor.revealRange(new vscode.NotebookRange(4, 5));
    assert.match((await shownCellLenses(embed))[0].command.title, /text-embedding-3-small/);
    assert.deepEqual([await cellLenses(setUp), await cellLenses(rules)], [[], []]);
  });

  it('has hovers that lead to other cells', async () => {
    const { ask } = await openNotebook();
    await shownCellLenses(ask);
    const shown = await hoverText(ask, positionOf(ask, 'create').translate(0, 2));
    assert.match(shown, /variable MODEL: \[lesson-\d\.ipynb\\:cell 2\\:6\]/);
  });

  it('has its findings in the cells that they are about, with fixes for those', async () => {
    const { notebook, rules, ask } = await openNotebook();
    // Below a thousand tokens nothing is cached. One line, as VS Code knows nothing of cells that are out of sight.
    const more = 'Ask for the number on the frame before anything is promised about a repair. '.repeat(100);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(rules.uri, positionOf(rules, 'Carbon frames'), `${more}\n`);
    await vscode.workspace.applyEdit(edit);
    const [unstable] = await shownFindings(rules, 'unstable-cache-prefix');
    assert.equal(unstable.range.start.line, positionOf(rules, 'datetime.now()').line);
    const [uncapped] = await shownFindings(ask, 'missing-output-cap');
    assert.equal(uncapped.range.start.line, positionOf(ask, 'client.chat').line);
    assert.deepEqual(findings(ask, 'unstable-cache-prefix'), []);

    for (const [document, finding, rule] of [
      [rules, unstable, 'unstable-cache-prefix'],
      [ask, uncapped, 'missing-output-cap'],
    ]) {
      const before = notebook.getCells().map(cell => cell.document.version);
      const [fix] = await fixesFor(document, finding);
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      await noFinding(document, rule);
      const changed = notebook.getCells().filter((cell, index) => cell.document.version !== before[index]);
      assert.deepEqual(
        changed.map(cell => cell.document),
        [document],
        'no other cell is touched',
      );
    }
    assert.match(ask.getText(), /\n {8}max_completion_tokens=\d+,\n {4}\)$/);
    assert.ok(rules.getText().indexOf('datetime.now()') > rules.getText().indexOf('Carbon frames'));
  });

  it('takes comments that switch a rule off, below the magic of a cell', async () => {
    const { ask } = await openNotebook();
    const [finding] = await shownFindings(ask, 'missing-output-cap');
    const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', ask.uri, finding.range);
    const action = actions.find(({ title }) => title === 'Disable missing-output-cap for this file');
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.match(ask.getText(), /^%%time\n# meterline-disable-file missing-output-cap -- /);
    await noFinding(ask, 'missing-output-cap');
  });

  it('is analysed anew when another cell changes, comes or goes', async () => {
    const { notebook, setUp, ask } = await openNotebook();
    await shownCellLenses(ask);
    const title = wanted =>
      eventually(
        () => cellLenses(ask),
        ([lens]) => wanted.test(lens?.command.title ?? ''),
      );
    const edit = new vscode.WorkspaceEdit();
    const start = positionOf(setUp, 'gpt-4o');
    edit.replace(setUp.uri, new vscode.Range(start, start.translate(0, 6)), 'gpt-4.1');
    await vscode.workspace.applyEdit(edit);
    await title(/gpt-4\.1/);

    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'MODEL = "gpt-4o-mini"', 'python');
    const insert = new vscode.WorkspaceEdit();
    insert.set(notebook.uri, [vscode.NotebookEdit.insertCells(3, [cell])]);
    await vscode.workspace.applyEdit(insert);
    await title(/gpt-4o-mini/);

    const remove = new vscode.WorkspaceEdit();
    remove.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(3, 4))]);
    await vscode.workspace.applyEdit(remove);
    await title(/gpt-4\.1/);
  });

  it('opens the panel for a call of a cell', async () => {
    const { ask } = await openNotebook();
    const [lens] = await shownCellLenses(ask);
    await vscode.commands.executeCommand(lens.command.command, ...lens.command.arguments);
    const panels = () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(tab => /Compare/.test(tab.label));
    await eventually(
      () => Promise.resolve(panels()),
      found => found.length === 1,
    );
  });

  it('shows the cell that a link names', async () => {
    const { notebook, setUp, ask } = await openNotebook();
    await shownCellLenses(ask);
    const shown = await hoverText(ask, positionOf(ask, 'create').translate(0, 2));
    const [, encoded] = /variable MODEL: \[[^\]]*\]\(command:meterline\.reveal\?([^)\s]+)/.exec(shown);
    await vscode.commands.executeCommand('meterline.reveal', JSON.parse(decodeURIComponent(encoded))[0] ?? {});
    await eventually(
      () => Promise.resolve(vscode.window.activeTextEditor),
      editor =>
        editor?.document.uri.toString() === setUp.uri.toString() &&
        editor.selection.start.line === positionOf(setUp, 'MODEL').line,
    );
    assert.equal(vscode.window.activeNotebookEditor?.notebook, notebook);
  });
});

describe('a component', () => {
  afterEach(closeAll);

  it('has lenses and fixes in its script', async () => {
    const { document } = await openFile('Chat.vue');
    assert.equal(document.languageId, 'vue');
    const [lens] = await shownLenses(document);
    assert.equal(lens.range.start.line, positionOf(document, 'client.chat').line);
    assert.match(lens.command.title, /gpt-4o/);
    const [finding] = await shownFindings(document, 'missing-output-cap');
    const [fix] = await fixesFor(document, finding);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await noFinding(document, 'missing-output-cap');
    assert.match(document.getText(), /\n {4}max_completion_tokens: \d+,\n {2}\}\);\n/);
  });

  it('takes a comment that switches a rule off in its script', async () => {
    const { document } = await openFile('Chat.vue');
    const [finding] = await shownFindings(document, 'missing-output-cap');
    const actions = await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
    );
    const action = actions.find(({ title }) => title === 'Disable missing-output-cap for this file');
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.match(document.getText(), /<script setup lang="ts">\n\/\/ meterline-disable-file missing-output-cap -- /);
    await noFinding(document, 'missing-output-cap');
  });
});
