import assert from 'node:assert/strict';
import { callSitesOf, InMemoryWorkspace } from '../pipeline';

const workspace = new InMemoryWorkspace({
  'app/settings.json': '{\n  "llm": { "model": "gpt-4o", "max_tokens": 400 }\n}\n',
  'app/models.yaml': '# models\ndefault: &mini gpt-4o-mini\nroles:\n  writer: *mini\n  reader: gpt-4.1\n',
  'settings.toml': '[llm]\nmodel = "gpt-4.1-nano"\nmax_tokens = 250\n',
  'app/broken.json': '{ "llm": { "model": ',
  'app/bomb.yaml': `x0: &x0 gpt-4o\n${Array.from({ length: 40 }, (_, index) => `x${String(index + 1)}: &x${String(index + 1)} [*x${String(index)}, *x${String(index)}]`).join('\n')}\n`,
});

describe('a document that code reads', () => {
  const python = (setup: string, model: string, cap = '10'): string => `from openai import OpenAI
${setup}
OpenAI().responses.create(model=${model}, max_output_tokens=${cap}, input="hi")
`;
  const typescript = (setup: string, model: string, cap = '10'): string => `import OpenAI from 'openai';
${setup}
await new OpenAI().responses.create({ model: ${model}, max_output_tokens: ${cap}, input: 'hi' });
`;
  const cases: [name: string, file: string, text: string, model: string | undefined, cap: number][] = [
    [
      'json.load of an open file',
      'app/main.py',
      python(
        'import json\nwith open("settings.json") as f:\n    settings = json.load(f)',
        'settings["llm"]["model"]',
        'settings["llm"]["max_tokens"]',
      ),
      'gpt-4o',
      400,
    ],
    [
      'json.loads of a text',
      'app/main.py',
      python(
        'import json\nfrom pathlib import Path\nsettings = json.loads(Path("app/settings.json").read_text())',
        'settings["llm"]["model"]',
      ),
      'gpt-4o',
      10,
    ],
    [
      'yaml.safe_load, an alias in the file',
      'app/main.py',
      python(
        'import yaml\nwith open("models.yaml") as f:\n    models = yaml.safe_load(f)',
        'models.get("roles")["writer"]',
      ),
      'gpt-4o-mini',
      10,
    ],
    [
      'tomllib.load',
      'app/main.py',
      python(
        'import tomllib\nwith open("settings.toml", "rb") as f:\n    llm = tomllib.load(f)["llm"]',
        'llm["model"]',
        'llm["max_tokens"]',
      ),
      'gpt-4.1-nano',
      250,
    ],
    [
      'JSON.parse of a file',
      'app/main.ts',
      typescript(
        "import { readFileSync } from 'node:fs';\nconst { llm } = JSON.parse(readFileSync('app/settings.json', 'utf8'));",
        'llm.model',
        'llm.max_tokens',
      ),
      'gpt-4o',
      400,
    ],
    [
      'yaml.parse of a file',
      'app/main.ts',
      typescript(
        "import fs from 'node:fs';\nimport { parse } from 'yaml';\nconst models = parse(fs.readFileSync('app/models.yaml', 'utf8'));",
        'models.roles.reader',
      ),
      'gpt-4.1',
      10,
    ],
    [
      'an import',
      'app/main.ts',
      typescript("import settings from './settings.json';", 'settings.llm.model'),
      'gpt-4o',
      10,
    ],
    [
      'a part of an import',
      'app/main.ts',
      typescript("import { llm } from './settings.json';", 'llm.model'),
      'gpt-4o',
      10,
    ],
    [
      'require',
      'app/main.js',
      typescript("const settings = require('./settings.json');", 'settings.llm.model'),
      'gpt-4o',
      10,
    ],
    [
      'a key that is not there',
      'app/main.ts',
      typescript("import s from './settings.json';", 's.llm.name'),
      undefined,
      10,
    ],
    [
      'one that does not parse',
      'app/main.ts',
      typescript("import s from './broken.json';", 's.llm.model'),
      undefined,
      10,
    ],
    ['one that is not there', 'app/main.ts', typescript("import s from './none.json';", 's.llm.model'), undefined, 10],
    [
      'aliases of aliases',
      'app/main.py',
      python('import yaml\nmodels = yaml.safe_load(open("bomb.yaml"))', 'models["x0"]'),
      'gpt-4o',
      10,
    ],
  ];
  cases.push(
    [
      'YAML.load_file',
      'app/main.rb',
      `require "openai"
require "yaml"
models = YAML.load_file("app/models.yaml")
OpenAI::Client.new(api_key: "x").responses.create(model: models["roles"]["reader"], max_output_tokens: 10, input: "hi")
`,
      'gpt-4.1',
      10,
    ],
    [
      'json_decode',
      'app/main.php',
      `<?php
$settings = json_decode(file_get_contents(__DIR__ . '/settings.json'), true);
$client = OpenAI::client('x');
$client->responses()->create(['model' => $settings['llm']['model'], 'max_output_tokens' => 10, 'input' => 'hi']);
`,
      'gpt-4o',
      10,
    ],
  );
  for (const [name, file, text, model, cap] of cases)
    it(`gives its values: ${name}`, async () => {
      const [site] = await callSitesOf(text, file, workspace);
      assert.ok(site);
      assert.deepEqual(site.model.kind === 'known' ? site.model.id : undefined, model);
      assert.deepEqual(site.outputCap.state === 'set' ? site.outputCap.value : site.outputCap.state, cap);
    });

  it('tells where in the file the value stands', async () => {
    const [site] = await callSitesOf(
      typescript("import settings from './settings.json';", 'settings.llm.model'),
      'app/main.ts',
      workspace,
    );
    assert.ok(site?.model.kind === 'known');
    assert.equal(site.model.at.file, 'app/settings.json');
    assert.equal(site.model.at.range.start, 23);
    assert.ok(site.model.trail.some(({ place }) => place.file === 'app/settings.json'));
  });
});
