/** A YAML table, parsed when the bundle is built; the module that imports it checks it, unless the build has. */
declare module '*.yaml' {
  const table: unknown;
  export default table;
}
