import type * as vscode from 'vscode';
import type { Analysis } from './analysis/analysis';
import type { Settings } from './settings';

/** What features are handed. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly settings: Settings;
  readonly analysis: Analysis;
  readonly log: vscode.LogOutputChannel;
}
