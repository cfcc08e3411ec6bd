// Made-up sources to measure with: ordinary ones, and hostile ones.

import fs from 'node:fs/promises';
import path from 'node:path';

/** A call as people write it. */
const callOf = n => `
export async function answer${n}(question: string) {
  const reply = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'You answer questions about invoice number ${n}, in one short paragraph.' },
      { role: 'user', content: question },
    ],
  });
  return reply.choices[0]?.message.content;
}
`;

/** Code without a call, of the usual sort; about 500 bytes. */
const codeOf = n => `
export interface Invoice${n} { id: string; total: number; lines: readonly { name: string; price: number }[] }

/** Sums what is to be paid, shipping and discount included. */
export function total${n}(invoice: Invoice${n}, discount = 0): number {
  const sum = invoice.lines.reduce((all, line) => all + line.price, 0);
  if (sum > 100 && discount > 0) {
    console.log(\`discount of \${discount} for \${invoice.id}\`);
    return Math.round(sum * (1 - discount) * 100) / 100;
  }
  return sum;
}
`;

const IMPORT = `import OpenAI from 'openai';\nconst client = new OpenAI();\n`;

/** A TypeScript file of about so many lines, with a call every 100 lines. */
export function fileOfLines(lines) {
  let text = IMPORT;
  let count = 2;
  for (let n = 0; count < lines; n++) {
    const next = n % 7 === 0 ? callOf(n) : codeOf(n);
    text += next;
    count += next.split('\n').length - 1;
  }
  return text;
}

/** A Python file of about so many lines, with a call every 90 lines. In Python no extension of VS Code's own works beside. */
export function pythonOfLines(lines) {
  let text = 'from openai import OpenAI\n\nclient = OpenAI()\n';
  let count = 3;
  for (let n = 0; count < lines; n++) {
    const next = n % 10 === 0 ? pythonCallOf(n) : pythonCodeOf(n);
    text += next;
    count += next.split('\n').length - 1;
  }
  return text;
}

const pythonCallOf = n => `

def answer${n}(question: str) -> str:
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "You answer questions about invoice number ${n}, in one short paragraph."},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
`;

const pythonCodeOf = n => `

def total${n}(lines: list[dict[str, float]], discount: float = 0) -> float:
    total = sum(line["price"] for line in lines)
    if total > 100 and discount > 0:
        print(f"discount of {discount} for {n}")
        return round(total * (1 - discount), 2)
    return total
`;

/** Inputs that could freeze an editor; each to be answered or skipped with a reason. */
export const hostileFiles = () => ({
  '20,000 lines': fileOfLines(20_000),
  'a line of 50,000 characters': `${IMPORT}client.responses.create({ model: 'gpt-4o', input: '${'lorem ipsum '.repeat(4_200)}' });\n`,
  'a string of 1 MB without a space': `${IMPORT}client.responses.create({ model: 'gpt-4o', input: '${'x'.repeat(1_000_000)}' });\n`,
  '24,000 CJK characters': `${IMPORT}client.responses.create({ model: 'gpt-4o', input: '${'価格表東京都渋谷区計算'.repeat(2_182)}' });\n`,
  '20,000 nested brackets': `${IMPORT}const a = ${'['.repeat(20_000)}${']'.repeat(20_000)};\n`,
  'a chain of 5,000 constants': `${IMPORT}const p0 = 'x';\n${Array.from({ length: 5_000 }, (_, n) => `const p${n + 1} = p${n} + 'y';`).join('\n')}\nclient.responses.create({ model: 'gpt-4o', input: p5000 });\n`,
});

/** Writes 8,000 files of 3 kB; every 20th holds a call, every 4th names an SDK in passing. */
export async function writeTree(folder) {
  for (let at = 0; at < 80; at++) {
    await fs.mkdir(path.join(folder, `module${at}`), { recursive: true });
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const n = at * 100 + index;
        const head = n % 20 === 0 ? IMPORT + callOf(n) : n % 4 === 0 ? '// See also the client of openai.\n' : '';
        const body = Array.from({ length: 6 }, (_, part) => codeOf(n * 10 + part)).join('');
        return fs.writeFile(path.join(folder, `module${at}`, `file${n}.ts`), head + body);
      }),
    );
  }
  return folder;
}
