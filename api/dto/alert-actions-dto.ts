import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { commands } from '../../alerts/alert/alert-command.ts'

export const AlertActionsDto = Type.Object({
  items: Type.Array(
    Type.Object({
      action: Type.Enum([...commands], { description: 'The last part of the path of the command' }),
      refusal: Type.Union(
        [Type.String(), Type.Null()],
        doc(
          'Why the caller may not do it, and who may; null = the caller may',
          'viewers may not change alerts; responders and admins may',
        ),
      ),
    }),
    { description: 'Every command' },
  ),
})
export type AlertActionsDto = Static<typeof AlertActionsDto>
