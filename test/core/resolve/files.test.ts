import assert from 'node:assert/strict';
import type { CallSite } from '../../../src/core/callsites';
import { callSitesOf, InMemoryWorkspace } from '../pipeline';

/** The prompt's text with `‹name›` for slots. */
const promptOf = (site: CallSite | undefined): string =>
  (site?.prompt.segments ?? [])
    .flatMap(({ parts }) => parts.map(part => (part.kind === 'text' ? part.text : `‹${part.name}›`)))
    .join('');

const files = {
  'app/prompts/system.txt': 'You are a librarian.',
  'app/prompts/ask.j2': 'About {{ topic }}:{# why #} {% if long %}at length{% endif %}',
  'prompts/root.md': 'Found where the program runs.',
};
const workspace = new InMemoryWorkspace(files);

describe('a file that a call reads', () => {
  const python = (setup: string, prompt: string): string => `from openai import OpenAI
${setup}
client = OpenAI()
client.responses.create(model="gpt-4o", input=${prompt})
`;
  const typescript = (setup: string, prompt: string): string => `import OpenAI from 'openai';
${setup}
const client = new OpenAI();
await client.responses.create({ model: 'gpt-4o', input: ${prompt} });
`;
  const cases: [name: string, file: string, text: string, prompt: string][] = [
    ['open', 'app/main.py', python('', 'open("prompts/system.txt").read()'), files['app/prompts/system.txt']],
    [
      'with open',
      'app/main.py',
      python('with open("prompts/root.md", encoding="utf-8") as f:\n    text = f.read()', 'text.strip()'),
      files['prompts/root.md'],
    ],
    [
      'pathlib',
      'app/main.py',
      python('from pathlib import Path\nHERE = Path(__file__).parent', '(HERE / "prompts" / "system.txt").read_text()'),
      files['app/prompts/system.txt'],
    ],
    [
      'pathlib above',
      'app/main.py',
      python(
        'from pathlib import Path\nROOT = Path(__file__).resolve().parent.parent / "prompts"',
        'ROOT.joinpath("root.md").read_text(encoding="utf-8")',
      ),
      files['prompts/root.md'],
    ],
    [
      'os.path',
      'app/main.py',
      python(
        'import os\nfolder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "prompts")\nwith open(os.path.join(folder, "system.txt")) as f:\n    text = f.read()',
        'text',
      ),
      files['app/prompts/system.txt'],
    ],
    [
      'a helper',
      'app/main.py',
      python('def load(name):\n    with open(f"prompts/{name}.txt") as f:\n        return f.read()', 'load("system")'),
      files['app/prompts/system.txt'],
    ],
    [
      'Jinja',
      'app/main.py',
      python(
        'from jinja2 import Environment, FileSystemLoader\nenv = Environment(loader=FileSystemLoader("prompts"))\ntemplate = env.get_template("ask.j2")',
        'template.render(topic=topic)',
      ),
      'About ‹topic›: at length',
    ],
    [
      'a Jinja text',
      'app/main.py',
      python('from jinja2 import Template', 'Template("Hello {{ name }}!").render(name=who)'),
      'Hello ‹name›!',
    ],
    [
      'a file that is not there',
      'app/main.py',
      python('', 'open("prompts/none.txt").read()'),
      '‹open("prompts/none.txt").read()›',
    ],
    [
      'readFileSync',
      'app/main.ts',
      typescript("import fs from 'node:fs';", "fs.readFileSync('prompts/system.txt', 'utf8')"),
      files['app/prompts/system.txt'],
    ],
    [
      'path.join',
      'app/main.ts',
      typescript(
        "import { readFileSync } from 'fs';\nimport path from 'path';",
        "readFileSync(path.join(__dirname, 'prompts', 'system.txt'), 'utf-8').trim()",
      ),
      files['app/prompts/system.txt'],
    ],
    [
      'import.meta.url',
      'app/main.ts',
      typescript(
        "import { readFile } from 'node:fs/promises';",
        "await readFile(new URL('./prompts/system.txt', import.meta.url), 'utf8')",
      ),
      files['app/prompts/system.txt'],
    ],
    [
      'fileURLToPath',
      'app/main.ts',
      typescript(
        "import { readFileSync } from 'node:fs';\nimport { fileURLToPath } from 'node:url';\nimport { dirname, join } from 'node:path';\nconst here = dirname(fileURLToPath(import.meta.url));",
        "readFileSync(join(here, 'prompts/system.txt'), 'utf8')",
      ),
      files['app/prompts/system.txt'],
    ],
    [
      'Handlebars',
      'app/main.ts',
      typescript(
        "import Handlebars from 'handlebars';\nconst template = Handlebars.compile('Hello {{name}}!');",
        'template({ name: who })',
      ),
      'Hello ‹name›!',
    ],
  ];
  for (const [name, file, text, prompt] of cases)
    it(`is its prompt: ${name}`, async () => {
      const [site] = await callSitesOf(text, file, workspace);
      assert.equal(promptOf(site), prompt);
    });
});
