import assert from 'node:assert/strict';
import { callSitesOf, InMemoryWorkspace } from '../pipeline';

const workspace = new InMemoryWorkspace({
  '.env.example':
    '# models\nOPENAI_MODEL=gpt-4.1\nSMALL_MODEL="gpt-4.1-nano" # quick\nMAX_TOKENS=300\nYOUR_MODEL=<your model>\nEMPTY=\n',
  'services/api/.env.sample': 'export SMALL_MODEL=gpt-4o-mini\n',
});

describe('an example of the environment', () => {
  const typescript = (model: string, cap = '10'): string => `import OpenAI from 'openai';
await new OpenAI().responses.create({ model: ${model}, max_output_tokens: ${cap}, input: 'hi' });
`;
  const python = (model: string): string => `import os
from openai import OpenAI
OpenAI().responses.create(model=${model}, max_output_tokens=10, input="hi")
`;
  const cases: [name: string, file: string, text: string, model: string | undefined, cap: number][] = [
    ['a variable', 'src/a.ts', typescript('process.env.OPENAI_MODEL!'), 'gpt-4.1', 10],
    ['a number', 'src/a.ts', typescript('process.env.OPENAI_MODEL', 'Number(process.env.MAX_TOKENS)'), 'gpt-4.1', 300],
    ['in quotes', 'src/a.ts', typescript('process.env["SMALL_MODEL"]'), 'gpt-4.1-nano', 10],
    ['the nearest file', 'services/api/a.py', python('os.environ["SMALL_MODEL"]'), 'gpt-4o-mini', 10],
    ['a call', 'app/a.py', python('os.getenv("OPENAI_MODEL")'), 'gpt-4.1', 10],
    ['the fall-back of the code first', 'app/a.py', python('os.getenv("OPENAI_MODEL", "gpt-4o")'), 'gpt-4o', 10],
    ['the fall-back of the code first', 'src/a.ts', typescript("process.env.OPENAI_MODEL ?? 'gpt-4o'"), 'gpt-4o', 10],
    ['a place to fill in', 'src/a.ts', typescript('process.env.YOUR_MODEL'), undefined, 10],
    ['nothing', 'src/a.ts', typescript('process.env.EMPTY'), undefined, 10],
    ['another variable', 'src/a.ts', typescript('process.env.OTHER'), undefined, 10],
  ];
  for (const [name, file, text, model, cap] of cases)
    it(`tells what code reads without a fall-back: ${name}, ${text.split('model')[1]?.slice(0, 30) ?? ''}`, async () => {
      const [site] = await callSitesOf(text, file, workspace);
      assert.ok(site);
      assert.deepEqual(site.model.kind === 'known' ? site.model.id : undefined, model);
      assert.deepEqual(site.outputCap.state === 'set' ? site.outputCap.value : site.outputCap.state, cap);
    });

  it('is named as where the value comes from', async () => {
    const [site] = await callSitesOf(typescript('process.env.OPENAI_MODEL'), 'src/a.ts', workspace);
    assert.ok(site?.model.kind === 'known');
    assert.equal(site.model.from, 'config');
    assert.equal(site.model.at.file, '.env.example');
  });
});
