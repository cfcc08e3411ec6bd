import assert from 'node:assert/strict';
import path from 'node:path';
import { WorkspaceFiles } from '../../src/host/workspaceFiles';
import { temporaryFolder } from './temporaryFolder';

describe('the packages of Go', () => {
  const folder = temporaryFolder();
  const put = (file: string, text = 'package p\n'): string => folder.current.put(file, text);

  beforeEach(() => {
    put('go.work', 'go 1.25\n\nuse (\n\t./app\n\t./tools // shared\n)\nuse ./single\n');
    put(
      'app/go.mod',
      [
        'module acme.com/app',
        'require acme.com/llm v1.0.0',
        'replace acme.com/single/old v1.2.0 => ./old',
        'replace (',
        '\tacme.com/llm => ../llm // not published yet',
        '\tacme.com/fork => github.com/acme/fork v1.0.0',
        '\tacme.com/away => ../../away',
        ')',
        '',
      ].join('\n'),
    );
    put('tools/go.mod', 'module acme.com/tools\n');
    put('single/go.mod', 'module acme.com/single\n');
    put('llm/go.mod', 'module acme.com/llm\n');
    for (const file of [
      'app/main.go',
      'app/ask/ask.go',
      'app/old/old.go',
      'llm/client/client.go',
      'tools/prompts/prompts.go',
      'single/single.go',
    ])
      put(file);
  });

  const cases: [name: string, specifier: string, expected: string | undefined][] = [
    ['lie in the module around', 'acme.com/app/ask', 'app/ask/ask.go'],
    ['lie in a module that is replaced by a folder', 'acme.com/llm/client', 'llm/client/client.go'],
    ['lie where a version of a module is replaced', 'acme.com/single/old', 'app/old/old.go'],
    ['lie in a module that the workspace uses', 'acme.com/tools/prompts', 'tools/prompts/prompts.go'],
    ['lie in one that it uses alone', 'acme.com/single', 'single/single.go'],
    ['are not those of a module that another one replaces', 'acme.com/fork/client', undefined],
    ['are not those beyond the workspace', 'acme.com/away/client', undefined],
    ['are not those of a name that only begins alike', 'acme.com/llmtools', undefined],
    ['are not those of the standard library', 'net/http', undefined],
  ];
  for (const [name, specifier, expected] of cases)
    it(name, () => {
      const found = new WorkspaceFiles([folder.current.path]).resolveImport(
        specifier,
        folder.current.at('app/main.go'),
      );
      assert.equal(found && path.relative(folder.current.path, found).replaceAll(path.sep, '/'), expected);
    });
});
