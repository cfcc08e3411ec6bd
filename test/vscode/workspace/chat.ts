import OpenAI from 'openai';

const client = new OpenAI();

export async function answer(question: string): Promise<string> {
  const reply = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'You answer questions about invoices, in one short paragraph.' },
      { role: 'user', content: question },
    ],
  });
  return reply.choices[0]?.message.content ?? '';
}
