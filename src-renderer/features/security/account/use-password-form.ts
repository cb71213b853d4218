import { z } from 'zod'
import { useSession } from '#renderer/api/session.ts'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { minimumPasswordLength, newPasswordOf } from '../components/password-length.ts'
import { useChangePassword } from './mutations.ts'

/** The form in which people change their own password, wherever it stands. */
export function usePasswordForm({
  resetAfterSave,
  onSaved,
}: {
  readonly resetAfterSave: boolean
  readonly onSaved: () => void
}) {
  const changePassword = useChangePassword()
  const hasTwoFactor = useSession().user.twoFactor === 'on'
  const form = useForm({
    schema: z.object({
      currentPassword: z.string().min(1),
      newPassword: newPasswordOf(minimumPasswordLength(hasTwoFactor)),
    }),
    initial: { currentPassword: '', newPassword: '' },
    resetAfterSave,
    save: async (values) => {
      await changePassword.mutateAsync(values)
      onSaved()
    },
  })
  return { form, hasTwoFactor }
}
