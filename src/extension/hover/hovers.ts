import * as vscode from 'vscode';
import type { CallReport } from '../../core/analysis';
import type { Place, Range } from '../../core/text';
import { addressOf, fileOf, openFile, resourceOf, selector } from '../analysis/documents';
import { showRange } from '../analysis/show';
import { Snapshot } from '../analysis/snapshot';
import { registerCommand } from '../commands';
import { commands, contexts, linkCommands, type RevealTarget } from '../contributions';
import { contextSetter } from '../contexts';
import { Disposables } from '../disposables';
import type { Services } from '../services';
import { callHover } from './callHover';

/** A model constant can serve many calls; more tables than this are not read. */
const MAX_CALLS = 3;

const TRUSTED: vscode.MarkdownString['isTrusted'] = {
  enabledCommands: [
    commands.compareModels,
    linkCommands.stateFigure,
    linkCommands.reveal,
    'workbench.action.openSettings',
  ],
};

/** What is known about a call, on its method name and on its model's name. */
export function hovers({ analysis, settings, log }: Services): vscode.Disposable {
  const owned = new Disposables();
  const tellOnce = contextSetter(contexts.hoverShown);
  const provider: vscode.HoverProvider = {
    async provideHover(document, position, token) {
      if (!settings.get('meterline.hover.enabled', resourceOf(document))) return undefined;
      const analysed = await analysis.of(fileOf(document));
      if (!analysed || token.isCancellationRequested) return undefined;
      const { result, snapshot } = analysed;
      const offset = snapshot.offsetAt(document, position);
      const found = result.calls.flatMap(report => {
        const range = rangesOf(report, result.file).find(({ start, end }) => start <= offset && offset <= end);
        return range ? [{ report, range }] : [];
      });
      if (!found[0]) return undefined;
      tellOnce();
      const lineOf = (place: Place) => lineIn(snapshot, place);
      const contents = found.slice(0, MAX_CALLS).map(({ report }) => {
        const target = { uri: result.file, callSite: report.site.id };
        const markdown = new vscode.MarkdownString(callHover(report, target, lineOf));
        markdown.isTrusted = TRUSTED;
        return markdown;
      });
      return new vscode.Hover(contents, snapshot.rangeIn(document, found[0].range));
    },
  };
  owned.add(vscode.languages.registerHoverProvider(selector, provider));
  owned.add(registerCommand(log, linkCommands.reveal, reveal));
  return owned;
}

/** Where a call can be hovered over: its method name, where it says its model, and the name itself if that stands in the same file. */
function rangesOf({ site }: CallReport, file: string): Range[] {
  const { model, where } = site;
  const named = model.kind === 'known' && model.at.file === file ? [model.at.range] : [];
  return [where.method, ...named, ...(where.model ? [where.model] : [])];
}

/** Known of the file itself and of those that are open as a document. */
function lineIn(analysed: Snapshot, { file, range }: Place): string | undefined {
  if (file === analysed.input.file) return analysed.lineLabel(range.start);
  const document = vscode.workspace.textDocuments.find(({ uri }) => addressOf(uri) === file);
  return document && String(document.positionAt(range.start).line + 1);
}

async function reveal({ uri, start, end }: RevealTarget): Promise<void> {
  const file = await openFile(uri);
  if (file) {
    await showRange(new Snapshot(file).locate({ start, end }), { preview: true });
    return;
  }
  // A trail may end in a file that is no program, such as one with environment variables.
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await showRange({ document, range }, { preview: true });
}
