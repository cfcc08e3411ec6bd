import { createHash } from 'node:crypto';

/** Tells texts apart without keeping them. */
export function digest(...parts: readonly string[]): string {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64');
}
