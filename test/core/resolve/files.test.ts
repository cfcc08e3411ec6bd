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
  'app/prompts/ask.erb': 'About <%= topic %>:<%# why %> <% if long -%>at length<% end %>',
  'resources/views/prompts/ask.blade.php': 'About {{ $topic }}, {!! $tone !!}.',
  'resources/prompts/system.md': 'You are a librarian of a Laravel.',
  'src/main/resources/prompts/system.st': 'You are a librarian of a jar.',
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
  const ruby = (prompt: string): string => `require 'openai'
client = OpenAI::Client.new
client.responses.create(parameters: { model: 'gpt-4o', input: ${prompt} })
`;
  const php = (prompt: string): string => `<?php
$client = OpenAI::client($key);
$client->responses()->create(['model' => 'gpt-4o', 'input' => ${prompt}]);
`;
  const rust = (prompt: string): string => `use async_openai::types::responses::CreateResponseArgs;
async fn ask(client: async_openai::Client<OpenAIConfig>) {
    let request = CreateResponseArgs::default().model("gpt-4o").input(${prompt}).build()?;
    client.responses().create(request).await?;
}
`;
  const java = (setup: string, prompt: string): string => `import com.openai.client.OpenAIClient;
import com.openai.models.responses.ResponseCreateParams;
import java.nio.file.*;
import org.springframework.beans.factory.annotation.Value;
class Ask {
  ${setup}
  void ask(OpenAIClient client) {
    client.responses().create(ResponseCreateParams.builder().model("gpt-4o").input(${prompt}).build());
  }
}
`;
  const kotlin = (prompt: string): string => `import com.openai.client.OpenAIClient
import com.openai.models.responses.ResponseCreateParams
import java.io.File
class Ask {
  fun ask(client: OpenAIClient) {
    client.responses().create(ResponseCreateParams.builder().model("gpt-4o").input(${prompt}).build())
  }
}
`;
  const csharp = (prompt: string): string => `using System.IO;
using OpenAI.Chat;
class Ask {
  void Run(ChatClient client) {
    client.CompleteChat(new UserChatMessage(${prompt}));
  }
}
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
    [
      'a folder in a text',
      'app/main.ts',
      typescript("import { readFileSync } from 'node:fs';", "readFileSync(`${__dirname}/prompts/system.txt`, 'utf8')"),
      files['app/prompts/system.txt'],
    ],
    ['File.read', 'app/main.rb', ruby("File.read('prompts/system.txt').strip"), files['app/prompts/system.txt']],
    [
      'File.expand_path',
      'app/main.rb',
      ruby("File.read(File.expand_path('prompts/system.txt', __dir__))"),
      files['app/prompts/system.txt'],
    ],
    ['Rails.root', 'app/main.rb', ruby("Rails.root.join('prompts', 'root.md').read"), files['prompts/root.md']],
    [
      'a folder in a Ruby text',
      'app/main.rb',
      ruby('File.read("#{__dir__}/prompts/system.txt")'),
      files['app/prompts/system.txt'],
    ],
    [
      'ERB',
      'app/main.rb',
      ruby("ERB.new(File.read(File.join(__dir__, 'prompts/ask.erb')), trim_mode: '-').result(binding)"),
      'About ‹topic›: at length',
    ],
    [
      'file_get_contents',
      'app/main.php',
      php("trim(file_get_contents(__DIR__ . '/prompts/system.txt'))"),
      files['app/prompts/system.txt'],
    ],
    [
      'resource_path',
      'app/main.php',
      php("file_get_contents(resource_path('prompts/system.md'))"),
      files['resources/prompts/system.md'],
    ],
    [
      'a Blade view',
      'app/main.php',
      php("view('prompts.ask', ['topic' => $topic])->render()"),
      'About ‹$topic›, ‹$tone›.',
    ],
    ['include_str', 'app/main.rs', rust('include_str!("prompts/system.txt")'), files['app/prompts/system.txt']],
    ['read_to_string', 'app/main.rs', rust('std::fs::read_to_string("prompts/root.md")?'), files['prompts/root.md']],
    [
      'Files.readString',
      'app/Ask.java',
      java('', 'Files.readString(Path.of("prompts", "system.txt"))'),
      files['app/prompts/system.txt'],
    ],
    [
      'a resource of a class',
      'src/main/java/Ask.java',
      java('', 'new String(Ask.class.getResourceAsStream("/prompts/system.st").readAllBytes())'),
      files['src/main/resources/prompts/system.st'],
    ],
    [
      'an injected resource',
      'src/main/java/Ask.java',
      java(
        '@Value("classpath:/prompts/system.st") private Resource prompt;',
        'prompt.getContentAsString(StandardCharsets.UTF_8)',
      ),
      files['src/main/resources/prompts/system.st'],
    ],
    ['readText', 'app/Ask.kt', kotlin('File("prompts/system.txt").readText()'), files['app/prompts/system.txt']],
    [
      'a resource in Kotlin',
      'src/main/kotlin/Ask.kt',
      kotlin('this::class.java.getResource("/prompts/system.st")!!.readText()'),
      files['src/main/resources/prompts/system.st'],
    ],
    [
      'File.ReadAllText',
      'app/Ask.cs',
      csharp('File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prompts", "root.md"))'),
      files['prompts/root.md'],
    ],
  ];
  for (const [name, file, text, prompt] of cases)
    it(`is its prompt: ${name}`, async () => {
      const [site] = await callSitesOf(text, file, workspace);
      assert.equal(promptOf(site), prompt);
    });
});
