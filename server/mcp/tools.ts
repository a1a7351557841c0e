// All tools, in the order in which agents meet them.

import type { Tool } from './tool.ts';
import { adjust, background, crop, cutOut } from './tools/exact.ts';
import { ask } from './tools/ask.ts';
import { combineMasks } from './tools/combine-masks.ts';
import { compare } from './tools/compare.ts';
import { edit } from './tools/edit.ts';
import { exportMask } from './tools/export-mask.ts';
import { getSession } from './tools/get-session.ts';
import { listSessions } from './tools/list-sessions.ts';
import { openImage } from './tools/open-image.ts';
import { refineMask } from './tools/refine-mask.ts';
import { segment } from './tools/segment.ts';
import { branch, undo } from './tools/undo.ts';
import { stop, wait } from './tools/wait.ts';

export const tools: readonly Tool[] = [openImage, listSessions, getSession, ask, segment, refineMask, combineMasks, edit, adjust, cutOut, background, crop, undo, branch, compare, exportMask, wait, stop];
