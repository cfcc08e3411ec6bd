import type { LanguageId } from './program';
import { javascript, typescript } from './ecmascript';
import type { LanguageAdapter } from './language';
import { python } from './python';

/** Every language that Meterline reads. */
export const languages: Readonly<Record<LanguageId, LanguageAdapter>> = { javascript, python, typescript };
