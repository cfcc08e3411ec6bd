import * as vscode from 'vscode';
import { AnalysisWorker } from '../host/analysisWorker';
import { Analysis } from './analysis/analysis';
import { stateFigure } from './assumptions/stateFigure';
import { comparePanel } from './compare/comparePanel';
import { ConfigurationFiles } from './configuration/configurationFiles';
import { configurationProblems } from './configuration/problems';
import { treatAsCall } from './configuration/treatAsCall';
import { diagnostics } from './findings/diagnostics';
import { fixes } from './findings/fixes';
import { hovers } from './hover/hovers';
import { codeLenses } from './lens/codeLenses';
import type { Services } from './services';
import { Settings } from './settings';
import { gettingStarted } from './start/gettingStarted';
import { maintenance } from './start/maintenance';
import { statusBar } from './statusBar/statusBar';

/** Every feature takes services and gives what has to be disposed of. */
const features: readonly ((services: Services) => vscode.Disposable)[] = [
  codeLenses,
  hovers,
  diagnostics,
  fixes,
  stateFigure,
  configurationProblems,
  treatAsCall,
  comparePanel,
  statusBar,
  gettingStarted,
  maintenance,
];

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Meterline', { log: true });
  const settings = new Settings();
  const workerFile = vscode.Uri.joinPath(context.extensionUri, 'out', 'worker.mjs').fsPath;
  const configurations = new ConfigurationFiles();
  const analysis = new Analysis(options => new AnalysisWorker(workerFile, options), settings, configurations, log);
  context.subscriptions.push(
    log,
    settings,
    configurations,
    analysis,
    ...features.map(feature => feature({ context, settings, analysis, log })),
  );
}
