import { missingOutputCap } from './missing-output-cap';
import type { Rule } from './rule';
import { unstableCachePrefix } from './unstable-cache-prefix';

/** Every rule, by id. */
export const rules: readonly Rule[] = [missingOutputCap, unstableCachePrefix];
