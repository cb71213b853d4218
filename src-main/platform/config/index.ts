export { type Config, loadConfig } from './config.ts'
export type { ConfigSources } from './config-layers.ts'
export { type ConfigKey, type ConfigValues, configKeys } from './declarations/all.ts'
export { explainConfig, settingsOnScreen, writeSettings } from './explain-config.ts'
