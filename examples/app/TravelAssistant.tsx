import { openai } from '@ai-sdk/openai';
import { convertToModelMessages, streamText, type UIMessage } from 'ai';

const system = `You plan trips by train through Europe.
Offer two connections: the fastest, and the one with the fewest changes.
Name stations, times and trains. Say that times are examples when you have none from the timetable.
Never plan a change of less than eight minutes.`;

/** The route handler behind the chat below. */
export async function POST(request: Request): Promise<Response> {
  const { messages }: { messages: UIMessage[] } = await request.json();
  const result = streamText({
    model: openai('gpt-6.1-terra'),
    system,
    messages: await convertToModelMessages(messages),
    maxOutputTokens: 800,
  });
  return result.toUIMessageStreamResponse();
}

export function TravelAssistant({ answers }: { answers: string[] }) {
  return (
    <ol>
      {answers.map(answer => (
        <li key={answer}>{answer}</li>
      ))}
    </ol>
  );
}
