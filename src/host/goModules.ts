import path from 'node:path';
import { readSourceFile } from './sourceFile';

const MODULE = /^module\s+"?([^\s"]+)/m;
/** `replace module v1.2.3 => ../folder`, also a line of `replace (…)`. */
const LOCAL_REPLACEMENT =
  /^\s*(?:replace\s+)?"?([^\s"(]+)"?(?:\s+v\S+)?\s*=>\s*"?(\.{1,2}(?:\/[^\s"]*)?)"?\s*(?:\/\/.*)?$/gm;
/** `use ./folder`, also a line of `use (…)`. */
const USED = /^\s*(?:use\s+)?"?(\.{1,2}(?:\/[^\s"]*)?)"?\s*(?:\/\/.*)?$/gm;

/**
 * The folder of a Go package of the workspace: one of the module around a file, of a module that this one replaces by a
 * folder, or of one that a Go workspace uses. Undefined for packages from elsewhere.
 */
export function goPackageFolder(
  specifier: string,
  from: string,
  isInside: (folder: string) => boolean,
): string | undefined {
  let isInModule = false;
  for (let folder = path.dirname(from); isInside(folder); folder = path.dirname(folder)) {
    const manifest: string | undefined = isInModule ? undefined : textOf(path.join(folder, 'go.mod'));
    isInModule ||= manifest !== undefined;
    const found =
      (manifest === undefined ? undefined : inModuleOf(specifier, manifest, folder)) ??
      inWorkspace(specifier, folder, isInside);
    if (found !== undefined) return isInside(found) ? found : undefined;
    if (folder === path.dirname(folder)) break;
  }
  return undefined;
}

/** Where a package lies of the module that a manifest describes, or of one that it replaces. */
function inModuleOf(specifier: string, manifest: string, folder: string): string | undefined {
  const own = within(specifier, MODULE.exec(manifest)?.[1], folder);
  if (own !== undefined) return own;
  for (const [, module, target = ''] of manifest.matchAll(LOCAL_REPLACEMENT)) {
    const found = within(specifier, module, path.join(folder, target));
    if (found !== undefined) return found;
  }
  return undefined;
}

function inWorkspace(specifier: string, folder: string, isInside: (folder: string) => boolean): string | undefined {
  const workspace = textOf(path.join(folder, 'go.work'));
  if (workspace === undefined) return undefined;
  for (const [, target = ''] of workspace.matchAll(USED)) {
    const used = path.join(folder, target);
    const manifest = isInside(used) ? textOf(path.join(used, 'go.mod')) : undefined;
    const found = manifest === undefined ? undefined : within(specifier, MODULE.exec(manifest)?.[1], used);
    if (found !== undefined) return found;
  }
  return undefined;
}

const within = (specifier: string, module: string | undefined, folder: string): string | undefined =>
  module !== undefined && (specifier === module || specifier.startsWith(`${module}/`))
    ? path.join(folder, specifier.slice(module.length))
    : undefined;

function textOf(file: string): string | undefined {
  const read = readSourceFile(file);
  return read.kind === 'text' ? read.text : undefined;
}
