export {
  emptyConfiguration,
  readConfiguration,
  type Configuration,
  type ConfigurationProblem,
  type OwnTable,
  type ProblemCode,
} from './read';
export { CONFIGURATION_FILE } from './file';
export { entryEdit, type EntryEdit } from './edit';
export { guessPlaces, type SignatureEntry } from './guess';
export { configurationSchema } from './schema';
