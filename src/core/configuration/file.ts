/** The file at the root of a workspace that editor and command line share. */
export const CONFIGURATION_FILE = '.meterline.yaml';
