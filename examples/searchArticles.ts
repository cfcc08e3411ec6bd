import { AzureOpenAI, OpenAI } from 'openai';

const azure = new AzureOpenAI({ endpoint: 'https://help-desk.openai.azure.com', apiVersion: '2025-04-01-preview' });
const openai = new OpenAI();

interface Article {
  title: string;
  text: string;
  vector: number[];
}

/** Embeds one article; run for each when the help pages are published. */
export async function embedArticle(title: string, text: string): Promise<Article> {
  const { data } = await openai.embeddings.create({ model: 'text-embedding-3-small', input: `${title}\n\n${text}` });
  return { title, text, vector: data[0]?.embedding ?? [] };
}

/** Rewrites a question as a search query, with a deployment on Azure. */
export async function toQuery(question: string): Promise<string> {
  const completion = await azure.chat.completions.create({
    model: 'gpt-4.1-mini',
    max_completion_tokens: 40,
    messages: [
      { role: 'system', content: 'Rewrite the question as a search query of at most six words. Answer with the query only.' },
      { role: 'user', content: question },
    ],
  });
  return completion.choices[0]?.message.content ?? question;
}
