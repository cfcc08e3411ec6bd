/** What the walkthrough opens: two calls, one of them without an output cap. */
export const sample = `import OpenAI from 'openai';

const client = new OpenAI();

export async function summarise(report: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model: 'gpt-5.4',
    messages: [
      { role: 'system', content: 'Sum up the report for somebody who has one minute. Begin with what needs a decision.' },
      { role: 'user', content: report },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}

export async function isUrgent(subject: string): Promise<boolean> {
  // meterline: input=40 output=5 calls=20k/day
  const response = await client.responses.create({
    model: 'gpt-6-luna',
    input: \`Does this need an answer today? Say yes or no.\\n\\n\${subject}\`,
    max_output_tokens: 16,
  });
  return response.output_text.toLowerCase().startsWith('yes');
}
`;
