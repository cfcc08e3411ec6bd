import { anthropic } from '@ai-sdk/anthropic';
import { google } from '@ai-sdk/google';
import { openai } from '@ai-sdk/openai';
import { embed, generateObject, generateText } from 'ai';
import { z } from 'zod';

const invoice = z.object({
  number: z.string(),
  issued: z.string().describe('ISO date'),
  currency: z.string().length(3),
  total: z.number(),
  lines: z.array(z.object({ text: z.string(), amount: z.number() })),
});

/** Reads an invoice's text into fields. */
export async function extractInvoice(text: string) {
  const { object } = await generateObject({
    model: anthropic('claude-haiku-5-5'),
    schema: invoice,
    maxOutputTokens: 1500,
    system: 'Extract the fields of the invoice. Copy figures as they stand; leave out what is not there.',
    prompt: text,
  });
  return object;
}

/** Asks for what is missing, in a short mail. */
export async function askForMissing(missing: string[], supplier: string): Promise<string> {
  const { text } = await generateText({
    model: google('gemini-3.8-flash'),
    maxOutputTokens: 250,
    prompt: `Write a mail of three sentences to ${supplier}. Ask for: ${missing.join(', ')}.`,
  });
  return text;
}

/** For finding invoices that are alike. */
export async function invoiceVector(text: string): Promise<number[]> {
  const { embedding } = await embed({ model: openai.textEmbeddingModel('text-embedding-3-large'), value: text });
  return embedding;
}
