import type { Expression, FunctionExpression } from '../program';

/**
 * Methods of the standard library and of error crates that hand on what they are called on: of options and results
 * the value, of pointers, cells and locks what they hold. Source: the documentation of std 1.90, anyhow, eyre and
 * tokio, read 2026-11-28.
 */
export const LOOKED_THROUGH: ReadonlySet<string> = new Set([
  'with_context',
  'wrap_err',
  'wrap_err_with',
  'expect',
  'map_err',
  'ok_or',
  'ok_or_else',
  'inspect_err',
  'instrument',
]);

/** The same, when they are given nothing; with arguments they are something else. */
export const LOOKED_THROUGH_EMPTY: ReadonlySet<string> = new Set([
  'as_deref',
  'as_deref_mut',
  'as_mut',
  'as_ref',
  'await',
  'blocking_lock',
  'blocking_read',
  'blocking_write',
  'borrow',
  'borrow_mut',
  'boxed',
  'by_ref',
  'clone',
  'cloned',
  'copied',
  'deref',
  'deref_mut',
  'flatten',
  'fuse',
  'get_mut',
  'get_ref',
  'in_current_span',
  'into_boxed_slice',
  'into_inner',
  'lock',
  'load_full',
  'ok',
  'parse',
  'read',
  'to_owned',
  'try_into',
  'unwrap',
  'unwrap_or_default',
  'write',
]);

/** Methods that call their function argument once for each element. */
export const PER_ELEMENT: ReadonlySet<string> = new Set([
  'all',
  'any',
  'filter_map',
  'find',
  'find_map',
  'flat_map',
  'fold',
  'for_each',
  'for_each_concurrent',
  'map',
  'scan',
  'then',
  'try_fold',
  'try_for_each',
  'try_for_each_concurrent',
]);

/** Methods and functions that make an iterator or a stream of something. */
const ITERATORS: ReadonlySet<string> = new Set([
  'bytes',
  'chars',
  'chunks',
  'drain',
  'enumerate',
  'into_iter',
  'into_par_iter',
  'iter',
  'iter_mut',
  'keys',
  'lines',
  'par_bridge',
  'par_chunks',
  'par_iter',
  'range',
  'repeat',
  'rev',
  'skip',
  'split',
  'split_whitespace',
  'take',
  'values',
  'windows',
  'zip',
]);

const MAX_CHAIN = 100; // methods after one another

/** Whether a chain of methods began as an iterator: an option has a `map` too. */
export function isIterated(object: Expression): boolean {
  let current = object;
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    if (current.kind === 'list' || current.kind === 'repeated') return true;
    if (current.kind === 'call') {
      const callee: Expression = current.callee;
      if (callee.kind !== 'member') return false;
      if (ITERATORS.has(callee.property)) return true;
      current = callee.object;
    } else if (current.kind === 'member') current = current.object;
    else return false;
  }
  return false;
}

/** Methods after which a text is still the same text. */
const SAME_TEXT: ReadonlySet<string> = new Set([
  'as_str',
  'into',
  'to_lowercase',
  'to_owned',
  'to_string',
  'to_string_lossy',
  'trim',
  'trim_end',
  'trim_start',
]);

/** `|text| text.to_string()`: what is done to an option's value leaves it what it is. */
export function givesItsParameter({ parameters, returns }: FunctionExpression): boolean {
  const [parameter] = parameters;
  const [result] = returns;
  if (!parameter || !result || parameters.length > 1 || returns.length > 1) return false;
  let current: Expression = result;
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    if (current.kind === 'name') return current.name === parameter.name;
    if (current.kind !== 'call') return false;
    const [argument] = current.arguments;
    if (argument && isPlainFunction(current.callee)) current = argument.value;
    else if (current.callee.kind === 'member' && !argument && SAME_TEXT.has(current.callee.property))
      current = current.callee.object;
    else return false;
  }
  return false;
}

/** `String::from`, `Into::into`, `str::to_string`: functions that change only the type. */
export function isPlainFunction(value: Expression): boolean {
  if (value.kind === 'name') return value.name === 'Some' || value.name === 'Ok';
  if (value.kind !== 'member' || value.object.kind !== 'name') return false;
  const path = `${value.object.name}::${value.property}`;
  return /^(?:String::(?:from|as_str)|(?:Into|From)::(?:into|from)|(?:ToString|str|String)::(?:to_string|to_owned|trim)|ToOwned::to_owned|(?:Arc|Rc|Box)::(?:new|from)|Clone::clone|PathBuf::from)$/.test(
    path,
  );
}
