/** JSON with comments and trailing commas, as people write it by hand; undefined when it is none. */
export function relaxedJson(text: string): unknown {
  const withoutComments = text.replace(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, match =>
    match.startsWith('"') ? match : ' ',
  );
  try {
    return JSON.parse(withoutComments.replace(/,(\s*[}\]])/g, '$1')) as unknown;
  } catch {
    // Whoever asks does without what can't be read.
    return undefined;
  }
}
