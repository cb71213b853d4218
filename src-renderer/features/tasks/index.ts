export { TaskProgress } from './components/task-progress.tsx'
export { tasksEn } from './locales/en.ts'
export { tasksJa } from './locales/ja.ts'
export { liveTasksQuery } from './queries.ts'
export { usePhaseText } from './use-phase-text.ts'

export const loadTasksScreen = () => import('./screens/tasks-screen.tsx')
