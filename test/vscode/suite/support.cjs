// What the suites share: waiting by VS Code's events, and results as a user could reach them.
'use strict';
const assert = require('node:assert/strict');
const path = require('node:path');
const vscode = require('vscode');

const EXTENSION = 'meterline.meterline';

/**
 * Resolves with check()'s result as soon as that is truthy; asks again at each of VS Code's events.
 * Mocha's timeout is the limit.
 */
function until(event, check) {
  return new Promise(resolve => {
    const look = () => {
      const result = check();
      if (!result) return;
      subscription.dispose();
      resolve(result);
    };
    const subscription = event(look);
    look();
  });
}

/** Asks again and again until the answer holds; for what VS Code sends no event about. */
async function eventually(ask, holds) {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Opens and shows a file of the sample workspace. */
async function openFile(name) {
  const [folder] = vscode.workspace.workspaceFolders;
  const document = await vscode.workspace.openTextDocument(path.join(folder.uri.fsPath, name));
  const editor = await vscode.window.showTextDocument(document);
  return { document, editor };
}

/** Opens and shows an unsaved document. */
async function openText(language, content) {
  const document = await vscode.workspace.openTextDocument({ language, content });
  const editor = await vscode.window.showTextDocument(document);
  return { document, editor };
}

/** Meterline's code lenses of a document, with the titles that are shown. */
async function lenses(document) {
  // Lenses come without `command` unless VS Code is told how many to resolve.
  const all = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 50);
  return all.filter(lens => lens.command?.command.startsWith('meterline.'));
}

/** The lenses, once there are some. */
const shownLenses = document =>
  eventually(
    () => lenses(document),
    found => found.length > 0,
  );

/** The findings of Meterline that VS Code shows for a document. */
const findings = (document, rule) =>
  vscode.languages
    .getDiagnostics(document.uri)
    .filter(diagnostic => /meterline/i.test(diagnostic.source ?? '') && (!rule || ruleOf(diagnostic) === rule));

const ruleOf = ({ code }) => String(typeof code === 'object' && code !== null ? code.value : code);

/** The findings of a rule, once there are some. */
const shownFindings = (document, rule) =>
  until(vscode.languages.onDidChangeDiagnostics, () => {
    const found = findings(document, rule);
    return found.length > 0 && found;
  });

/** Waits until a document has no finding of a rule. */
const noFinding = (document, rule) =>
  until(vscode.languages.onDidChangeDiagnostics, () => findings(document, rule).length === 0);

/** The quick fixes that are offered at a finding; what merely switches its rule off is none. */
async function fixesFor(document, finding) {
  const actions = await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, finding.range);
  return actions.filter(({ edit, isPreferred }) => edit && isPreferred);
}

/** The text of all hovers at a position. */
async function hoverText(document, position) {
  const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, position);
  return hovers
    .flatMap(hover => hover.contents)
    .map(content => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** The position of a text's first occurrence. */
function positionOf(document, text) {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `«${text}» stands in the document`);
  return document.positionAt(offset);
}

async function closeAll() {
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

module.exports = {
  EXTENSION,
  closeAll,
  eventually,
  findings,
  fixesFor,
  hoverText,
  lenses,
  noFinding,
  openFile,
  openText,
  positionOf,
  ruleOf,
  shownFindings,
  shownLenses,
  until,
};
