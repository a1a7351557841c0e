import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { claimTurn } from '../../../server/worker/claim.ts';
import { masksOnTheWay } from '../../../server/worker/masks-on-the-way.ts';
import { seeMasks, seeMasksOnce } from '../../../server/worker/seen-masks.ts';
import { type TemporaryStore, temporaryStore } from '../store/temporary-database.ts';
import { drawMask, startSession } from './sessions.ts';

let temporary: TemporaryStore;
before(async () => { temporary = await temporaryStore(); });
after(() => temporary.close());

const mark = (sessionId: string, imageVersionId: string, name: string, maskId?: string) => drawMask(temporary.store, { sessionId, imageVersionId, name, maskId });

async function start(): Promise<{ session: string; image: string }> {
  const session = await startSession(temporary.store);
  const { currentImageId } = await temporary.store.prisma.session.findUniqueOrThrow({ where: { id: session } });
  return { session, image: currentImageId! };
}

test('masks made by hand are there on the picture and on what came of it, not on other branches', async () => {
  const { session, image } = await start();
  const { prisma } = temporary.store;
  const child = (parentId: string) => prisma.imageVersion.create({ data: { sessionId: session, parentId, source: 'edit', blob: 'b'.repeat(64), width: 128, height: 128 } });
  const [one, other] = [await child(image), await child(image)];
  const first = await mark(session, image, 'first');
  const onOne = await mark(session, one.id, 'on one');
  const ids = async (imageId: string) => (await masksOnTheWay(temporary.store, imageId, 9)).map(({ id }) => id);
  assert.deepEqual(await ids(one.id), [first, onOne]);
  assert.deepEqual(await ids(other.id), [first]);
  assert.deepEqual(await ids(image), [first]);
});

test('deleted masks and withdrawn versions are not read', async () => {
  const { session, image } = await start();
  const { prisma } = temporary.store;
  const [kept, gone] = [randomUUID(), randomUUID()];
  const first = await mark(session, image, 'kept', kept);
  const second = await mark(session, image, 'kept', kept);
  await mark(session, image, 'gone', gone);
  await prisma.mask.update({ where: { id: gone }, data: { deleted: true } });
  await prisma.maskVersion.update({ where: { id: second }, data: { withdrawn: true } });
  assert.deepEqual((await masksOnTheWay(temporary.store, image, 9)).map(({ id }) => id), [first]);
});

test('a second attempt reads the masks of the first, whatever was done to them meanwhile', async () => {
  const { session, image } = await start();
  const { store } = temporary;
  const [ball, cube] = [await mark(session, image, 'ball'), await mark(session, image, 'cube')];
  const { id } = await store.prisma.turn.create({ data: { sessionId: session, imageVersionId: image, text: 'that one', seed: 1 } });
  const looking = { imageVersionId: image, maskVersionIds: [cube], bare: false };
  const claim = async () => {
    const claimed = await claimTurn(store, id, randomUUID());
    assert.ok(claimed);
    return claimed;
  };
  const first = await seeMasksOnce(store, await claim(), looking);
  assert.deepEqual([first.masks.map(({ id: version }) => version), first.references.map(({ name, locked }) => [name, locked])], [[ball, cube], [['cube', false]]]);
  await store.prisma.mask.updateMany({ where: { sessionId: session }, data: { name: 'other', locked: true } });
  await store.prisma.mask.updateMany({ where: { versions: { some: { id: ball } } }, data: { deleted: true } });
  const pick = ({ masks, references }: typeof first) => [masks, references].map((all) => all.map(({ id: version, name, counts }) => [version, name, counts]));
  const second = await seeMasksOnce(store, await claim(), looking);
  assert.deepEqual(pick(second), pick(first));
  assert.equal(second.references[0].locked, false);
  assert.notDeepEqual(pick(await seeMasks(store, looking)), pick(first));
});
