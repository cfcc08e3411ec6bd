'use strict';
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { EXTENSION, openFile, closeAll } = require('./support.cjs');

describe('the extension in VS Code', () => {
  after(closeAll);

  it('is loaded from this folder', () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension, 'VS Code knows the extension');
    assert.equal(extension.extensionKind, vscode.ExtensionKind.Workspace);
  });

  it('is activated by a file in a supported language, and registers every command of its manifest', async () => {
    await openFile('chat.ts');
    const extension = vscode.extensions.getExtension(EXTENSION);
    await extension.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const declared = (extension.packageJSON.contributes?.commands ?? []).map(({ command }) => command);
    assert.ok(declared.length > 0, 'the manifest has commands');
    assert.deepEqual(
      declared.filter(command => !registered.has(command)),
      [],
    );
  });
});
