import { homedir } from 'node:os'
import path from 'node:path'

/** What the place of the data folder depends on; given in tests. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly homeFolder: string
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** The machine this process runs on. */
export function thisMachine(): Machine {
  return { platform: process.platform, homeFolder: homedir(), variables: process.env }
}

function absolute(value: string | undefined, otherwise: string): string {
  return value !== undefined && path.isAbsolute(value) ? value : otherwise
}

/**
 * Where data lies unless told: `$XDG_DATA_HOME/kuraban`, `%LOCALAPPDATA%\Kuraban` or
 * `~/Library/Application Support/Kuraban`. A variable that holds no absolute path is ignored, as XDG asks.
 */
export function defaultDataFolder({ platform, homeFolder, variables }: Machine): string {
  if (platform === 'darwin') return path.join(homeFolder, 'Library', 'Application Support', 'Kuraban')
  if (platform === 'win32') {
    return path.join(absolute(variables.LOCALAPPDATA, path.join(homeFolder, 'AppData', 'Local')), 'Kuraban')
  }
  return path.join(absolute(variables.XDG_DATA_HOME, path.join(homeFolder, '.local', 'share')), 'kuraban')
}

/** The data folder in use: the one named by `--data`, made absolute, or the default of the machine. */
export function dataFolderOf(named: string | undefined, machine: Machine = thisMachine()): string {
  return named === undefined || named === '' ? defaultDataFolder(machine) : path.resolve(named)
}

/** Where things lie inside a data folder. */
export interface DataFolderPaths {
  readonly dataFolder: string
  readonly settingsFile: string
  readonly databaseFile: string
  /** Copies of the database made before its schema changes. */
  readonly copiesFolder: string
  readonly logFile: string
  readonly secretsFile: string
  /** The weak last resort: a key that lies beside what it protects. */
  readonly keyFile: string
  readonly nodeFile: string
  /** Certificate and key that the server made for itself. */
  readonly certificateFile: string
  readonly certificateKeyFile: string
  /** The `.env` of every environment, or of the named one. */
  environmentFile(environment?: string): string
}

/** Names of everything inside a data folder, in one place. */
export function dataFolderPaths(dataFolder: string): DataFolderPaths {
  const inside = (...names: string[]) => path.join(dataFolder, ...names)
  return {
    dataFolder,
    settingsFile: inside('settings.json'),
    databaseFile: inside('kuraban.db'),
    copiesFolder: inside('copies'),
    logFile: inside('logs', 'kuraban.log'),
    secretsFile: inside('secrets.json'),
    keyFile: inside('secrets.key'),
    nodeFile: inside('node.json'),
    certificateFile: inside('certificate', 'server.pem'),
    certificateKeyFile: inside('certificate', 'server.key'),
    environmentFile: (environment) => inside(environment === undefined ? '.env' : `.env.${environment}`),
  }
}
