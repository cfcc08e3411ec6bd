import type { Range } from '../text';

/** How one text became another: what stood from `start` to `oldEnd` stands from `start` to `newEnd` now. */
export interface TextEdit {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The least stretch outside of which two texts are the same. */
export function editBetween(old: string, text: string): TextEdit {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < shorter - start && old.charCodeAt(old.length - 1 - same) === text.charCodeAt(text.length - 1 - same))
    same += 1;
  return { start, oldEnd: old.length - same, newEnd: text.length - same };
}

/** Where a stretch of the new text stood in the old one; undefined when the edit touches it. */
export function before({ start, oldEnd, newEnd }: TextEdit, stretch: Range): Range | undefined {
  if (stretch.end < start) return stretch;
  if (stretch.start <= newEnd) return undefined;
  const shift = oldEnd - newEnd;
  return { start: stretch.start + shift, end: stretch.end + shift };
}
