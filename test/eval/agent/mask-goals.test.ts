import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { encodeRle } from '../../../server/images/rle.ts';
import { pictureToPng } from '../../../server/images/export.ts';
import { type AgentHouse, openAgentHouse } from '../../server/mcp/agent-house.ts';
import { eras } from '../../server/mcp/clients.ts';
import { readSet, readSetPicture, type SetPicture } from '../set.ts';
import { agentOf } from './agent.ts';
import { maskGoals, type World } from './mask-goals.ts';

let house: AgentHouse;
let pictures: SetPicture[];
before(async () => {
  house = await openAgentHouse();
  // The first of the held-out scenes that hold several things, one for each goal.
  pictures = (await readSet(join(import.meta.dirname, '..', 'heldout'))).filter(({ masks }) => masks.length >= 3 && masks.length <= 6).slice(0, maskGoals.length);
});
after(() => house.close());

/** A session with the picture and its true masks, as a person would have drawn them. */
async function worldOf(picture: SetPicture): Promise<World> {
  const { conversations } = house;
  const file = await pictureToPng(await readSetPicture(picture.folder, picture.file));
  const { id: imageId } = await conversations.addImage(file, picture.file);
  const { id: sessionId } = await conversations.createSession({ imageId, title: `scene ${picture.id}` });
  const truths = picture.masks.map(({ name, mask }) => ({ name, mask }));
  for (const { name, mask } of truths) await conversations.operate(sessionId, { kind: 'mask-draw', name, ...encodeRle(mask), tool: 'brush' });
  return { sessionId, truths, conversations };
}

describe('an agent with stored masks', () => {
  test('has twenty goals', () => assert.equal(maskGoals.length, 20));

  for (const [index, { name, plan, reached }] of maskGoals.entries()) {
    test(`reaches: ${name}`, async () => {
      const world = await worldOf(pictures[index]);
      const client = await house.connect(eras[index % eras.length]);
      try {
        const claim = await plan(agentOf(client), world.sessionId, world);
        assert.equal(await reached(claim, world), true, JSON.stringify(claim)?.slice(0, 500));
      } finally {
        await client.close();
      }
    });
  }
});
