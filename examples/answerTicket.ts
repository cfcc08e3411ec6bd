import OpenAI from 'openai';

const client = new OpenAI();
const MODEL = 'gpt-5.4';

export interface Ticket {
  subject: string;
  body: string;
  plan: 'free' | 'team' | 'enterprise';
}

/** Drafts an answer that a person of the support team reads before it goes out. */
export async function draftAnswer(ticket: Ticket, articles: string[]): Promise<string> {
  // Nothing limits the answer here: a cap is missing.
  const completion = await client.chat.completions.create({
    model: MODEL,
    messages: [
      {
        role: 'system',
        content: `You draft answers for the support team of a calendar app.
Answer from the help articles only, and name the article that you used.
When no article helps, say so in one sentence and ask for what is missing.
Write in the language of the ticket, in short sentences, without phrases of regret.`,
      },
      { role: 'user', content: `Plan: ${ticket.plan}\n\n# ${ticket.subject}\n${ticket.body}\n\n${articles.join('\n---\n')}` },
    ],
  });
  return completion.choices[0]?.message.content ?? '';
}

/** One of four words, for routing. */
export async function classify(ticket: Ticket): Promise<string> {
  const response = await client.responses.create({
    model: process.env.TRIAGE_MODEL ?? 'gpt-6-luna',
    instructions: 'Name the topic of the ticket in one word: billing, bug, howto or other.',
    input: `${ticket.subject}\n${ticket.body}`,
    max_output_tokens: 16,
    reasoning: { effort: 'none' },
  });
  return response.output_text;
}
