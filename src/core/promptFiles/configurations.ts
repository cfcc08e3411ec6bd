import type { PromptFile } from '../syntax';
import { commentsIn } from './comments';
import { settingsText } from './environment';
import { readGithubPrompt } from './githubModels';
import { readLitellm } from './litellm';
import { readPromptfoo } from './promptfoo';
import type { ChangeOfName } from './template';
import type { Contents, Entry, ReadBeside } from './types';
import { parseYaml } from './yaml';
import type { Worth } from '../resolve';

/** Reads one document of a kind of configuration. */
type ReadDocument = (
  file: PromptFile,
  document: Worth,
  changeOf: ChangeOfName,
  besides: ReadBeside,
) => readonly Entry[];

interface Kind {
  readonly name: string;
  /** Whether a file is of it, as far as its name and a word tell: only then it is parsed. */
  readonly isLikely: (file: string, text: string) => boolean;
  readonly read: ReadDocument;
}

const KINDS: readonly Kind[] = [
  {
    name: 'prompt',
    isLikely: (file, text) =>
      /^["']?model["']?\s*:/m.test(text) &&
      (/\.prompt\.ya?ml$/i.test(file) ||
        (/^messages\s*:/m.test(text) && /^(?:modelParameters|testData|evaluators)\s*:/m.test(text))),
    read: readGithubPrompt,
  },
  {
    name: 'promptfoo configuration',
    isLikely: (file, text) =>
      (/promptfoo[^/\\]*$/i.test(file) || text.includes('promptfoo.dev/config-schema')) &&
      /\b(?:providers|targets)["']?\s*:/.test(text),
    read: readPromptfoo,
  },
  {
    name: 'LiteLLM configuration',
    isLikely: (_, text) => /^\s*["']?model_list["']?\s*:/m.test(text) && text.includes('litellm_params'),
    read: readLitellm,
  },
];

const kindOf = ({ file, text }: Pick<PromptFile, 'file' | 'text'>): Kind | undefined =>
  KINDS.find(({ isLikely }) => isLikely(file, text));

export const isConfiguration = (file: PromptFile): boolean => kindOf(file) !== undefined;

/** What a configuration in YAML or JSON says of models; nothing for one of another kind. */
export function readConfiguration(file: PromptFile, changeOf: ChangeOfName, besides: ReadBeside): Contents {
  const kind = kindOf(file);
  if (!kind) return { entries: [], limits: [] };
  const { text } = file;
  const marked = settingsText(file.file, text, { start: 0, end: text.length });
  const { documents, problem } = parseYaml(file.file, text, marked);
  if (problem !== undefined) return { entries: [], limits: [`The ${kind.name} can't be read: ${problem}.`] };
  return {
    entries: documents.flatMap(document => kind.read(file, document, changeOf, besides)),
    limits: [],
    comments: commentsIn(text),
  };
}
