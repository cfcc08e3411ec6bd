// Gives each release of the change log a name of two words: node scripts/nameReleases.js CHANGELOG.md
import { readFile } from 'node:fs/promises';
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });
const defaults = { model: 'gpt-5.4-nano', max_output_tokens: 20 };

const [, , file = 'CHANGELOG.md'] = process.argv;
const releases = (await readFile(file, 'utf8')).split(/^## /m).slice(1);

for (const release of releases) {
  const { output_text: name } = await client.responses.create({
    ...defaults,
    instructions: 'Name this release after a mountain and a colour. Answer with the two words only.',
    input: release,
  });
  console.log(`${release.split('\n', 1)[0]}: ${name}`);
}
