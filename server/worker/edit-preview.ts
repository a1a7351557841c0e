// Pictures that are still being painted, sent to whoever looks on. They are told in a notification and stored nowhere: a moment
// later they are worth nothing, and a log that is replayed exactly cannot hold what depends on the time.

import type { EditPreview } from '../focus/turn-events.ts';
import { smallCutOut } from '../images/export.ts';
import type { PreviewEvent } from '../store/log-event.ts';
import { sendPreview } from '../store/preview-channel.ts';
import type { Store } from '../store/store.ts';

/** Longer side of what is sent, pixels. */
const longest = 64;

/** Sends the previews of a turn and waits for none: one that comes while another is on its way, or fails, is left out. */
export function openPreviewSender(store: Store, turnId: string): (preview: EditPreview) => void {
  let sending = false;
  return (preview) => {
    if (sending) return;
    sending = true;
    previewEvent(preview).then((event) => sendPreview(store.prisma, turnId, event)).catch(() => undefined).finally(() => { sending = false; });
  };
}

async function previewEvent({ picture, mask, box }: EditPreview): Promise<PreviewEvent> {
  const file = Buffer.from(await smallCutOut(picture, mask, longest));
  return { type: 'edit-preview', picture: `data:image/webp;base64,${file.toString('base64')}`, box };
}
