import * as vscode from 'vscode';
import type { contexts } from './contributions';

/** Gives a function that sets a context key when it is called first, and does nothing later. */
export function contextSetter(key: (typeof contexts)[keyof typeof contexts]): () => void {
  let isSet = false;
  return () => {
    if (isSet) return;
    isSet = true;
    void vscode.commands.executeCommand('setContext', key, true);
  };
}
