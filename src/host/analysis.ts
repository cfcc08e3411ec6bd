import { Analyser, loadCatalogue, type Catalogue } from '../core';
import { installedGrammars } from './grammars';
import { WorkspaceFiles } from './workspaceFiles';

/** Puts the pipeline together for a thread. @param bundle address of the bundle, beside which the grammars lie */
export function openAnalyser(
  bundle: string | URL,
  roots: readonly string[],
): { analyser: Analyser; catalogue: Catalogue } {
  const catalogue = loadCatalogue();
  return {
    catalogue,
    analyser: new Analyser({ grammars: installedGrammars(bundle), catalogue, workspace: new WorkspaceFiles(roots) }),
  };
}
