import type { ProgramBuilder } from '../builder';
import type { Expression, FunctionExpression, NameExpression } from '../program';
import type { Range } from '../../text';

/** `model::chat` is read as `x -> model.chat(x)`: who calls it may stand in a library. */
export function methodReference(builder: ProgramBuilder, object: Expression, name: Range, range: Range): Expression {
  return builder.inScope('function', range, scope =>
    builder.inBlock('closure', range, (): Expression => {
      const value: NameExpression = { kind: 'name', name: '', scope, block: builder.block, range: name };
      const call = builder.addCall({
        kind: 'call',
        callee: { kind: 'member', object, property: builder.slice(name), propertyRange: name, range },
        arguments: [{ kind: 'positional', value, range: name }],
        argumentsRange: undefined,
        isNew: false,
        scope,
        block: builder.block,
        nameRange: name,
        range,
      });
      const made: FunctionExpression = {
        kind: 'function',
        name: undefined,
        parameters: [{ name: '', kind: 'positional', range: name }],
        scope,
        returns: [call],
        decorators: [],
        owner: undefined,
        isGetter: false,
        isConstructor: false,
        range,
      };
      builder.own(scope, made);
      builder.bind({
        kind: 'parameter',
        name: '',
        range: name,
        from: range.start,
        parameter: { owner: made, index: 0, name: '' },
      });
      return made;
    }),
  );
}
