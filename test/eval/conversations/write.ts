// The twelve conversations of README: ten about scenes that nobody picked, one that begins with a drawing, one about a photo.

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { emptyPicture, type SetPicture } from '../set.ts';
import { type Conversation, conversationSheet, transcript } from './conversation-sheet.ts';
import { hold, type Talker } from './hold.ts';
import { drawPlans, photoPlan } from './plans.ts';

/** A raccoon; free of rights (pixnio.com), as it comes with SciPy. The click is on its face. */
const photo = emptyPicture({ id: 'raccoon', file: 'raccoon.webp', width: 256, height: 192, folder: fileURLToPath(new URL('.', import.meta.url)) });
const face = { x: 180, y: 60 };

/** Holds them and writes the sheet; returns them in words. */
export async function writeConversations(subject: Talker, pictures: readonly SetPicture[], file: string, seed: string): Promise<string> {
  const conversations: Conversation[] = [];
  for (const plan of [...drawPlans(pictures, seed), photoPlan(photo, face)]) conversations.push({ title: plan.title, held: await hold(subject, plan) });
  await writeFile(file, await conversationSheet(conversations));
  return transcript(conversations);
}
