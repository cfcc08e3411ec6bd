import assert from 'node:assert/strict';
import path from 'node:path';
import { WorkspaceFiles } from '../../src/host/workspaceFiles';
import { temporaryFolder } from './temporaryFolder';

describe('the modules of Rust', () => {
  const folder = temporaryFolder();
  const at = (file: string): string => folder.current.at(file);
  const put = (file: string, text = ''): string => folder.current.put(file, text);

  /** The file that a path means, relative to the workspace. */
  async function resolve(specifier: string, from: string): Promise<string | undefined> {
    const found = new WorkspaceFiles([folder.current.path]).resolveImport(specifier, at(from));
    return found && path.relative(folder.current.path, found).replaceAll(path.sep, '/');
  }

  beforeEach(() => {
    put(
      'Cargo.toml',
      '[workspace]\nmembers = ["crates/*"]\n[workspace.dependencies]\nprompts = { path = "crates/prompts" }\n',
    );
    put(
      'crates/app/Cargo.toml',
      [
        '[package]',
        'name = "my-app"',
        '[dependencies]',
        'serde = "1"',
        'prompts.workspace = true',
        'tools = { version = "0.1", path = "../tools" }',
        '[dependencies.models]',
        'version = "0.1"',
        'path = "../models"',
        '',
      ].join('\n'),
    );
    for (const name of ['prompts', 'tools', 'models']) {
      put(`crates/${name}/Cargo.toml`, `[package]\nname = "${name}"\n`);
      put(`crates/${name}/src/lib.rs`);
    }
    for (const file of [
      'lib.rs',
      'main.rs',
      'llm/mod.rs',
      'llm/client.rs',
      'config.rs',
      'config/env.rs',
      'bin/tool.rs',
    ])
      put(`crates/app/src/${file}`);
  });

  const src = 'crates/app/src';
  const cases: [name: string, specifier: string, from: string, expected: string | undefined][] = [
    ['begin at the crate', 'crate::llm', 'config.rs', `${src}/llm/mod.rs`],
    ['lie in folders', 'crate::llm::client', 'main.rs', `${src}/llm/client.rs`],
    ['lie beside a file of the name of their parent', 'self::env', 'config.rs', `${src}/config/env.rs`],
    ['lie in the folder of `mod.rs`', 'self::client', 'llm/mod.rs', `${src}/llm/client.rs`],
    ['are reached through their parent', 'super::config', 'llm/mod.rs', `${src}/config.rs`],
    ['are reached through the parent of their parent', 'super::super::config', 'llm/client.rs', `${src}/config.rs`],
    ['are what a module lies in', 'super', 'llm/client.rs', `${src}/llm/mod.rs`],
    ['are a library, where there is one', 'crate', 'config.rs', `${src}/lib.rs`],
    ['are found by the name of their own package', 'my_app::config', 'main.rs', `${src}/config.rs`],
    ['are found in a package by its path', 'tools', 'main.rs', 'crates/tools/src/lib.rs'],
    ['are found in a package with a section of its own', 'models', 'main.rs', 'crates/models/src/lib.rs'],
    ['are found in a package of the workspace', 'prompts', 'main.rs', 'crates/prompts/src/lib.rs'],
    ['are not found in a package from elsewhere', 'serde', 'main.rs', undefined],
    ['are not those of the standard library', 'std::env', 'main.rs', undefined],
    ['are not found where there is none', 'crate::missing', 'main.rs', undefined],
  ];
  for (const [name, specifier, from, expected] of cases)
    it(name, async () => {
      assert.equal(await resolve(specifier, `${src}/${from}`), expected);
    });
});
