import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type AgentHouse, openAgentHouse } from './agent-house.ts';
import { type AnyClient, eras } from './clients.ts';

let house: AgentHouse;
before(async () => { house = await openAgentHouse(); });
after(() => house.close());

const uuid = /^[0-9a-f-]{36}$/;

for (const era of eras) {
  describe(`a client of ${era}`, () => {
    let client: AnyClient;
    let sessionId: string;
    before(async () => {
      client = await house.connect(era);
      sessionId = (await client.data('open_image', { sample: 'balls-on-wood' })).sessionId;
    });
    after(() => client.close());

    test('opens a sample and gets its size, a preview below 200 kB and links', async () => {
      const { content, structuredContent } = await client.call('open_image', { sample: 'stars-on-stone' });
      assert.deepEqual([structuredContent!.picture.width, structuredContent!.picture.height], [128, 128]);
      const [text, image, ...links] = content;
      assert.deepEqual(JSON.parse(text.text!), structuredContent);
      assert.equal(image.mimeType, 'image/jpeg');
      assert.ok(Buffer.from(image.data!, 'base64').length <= 200_000);
      assert.ok(Math.max(structuredContent!.preview.width, structuredContent!.preview.height) <= 768);
      assert.deepEqual(links.map(({ type }) => type), ['resource_link', 'resource_link']);
    });

    test('marks, and reads the mask by its link, the same as over the HTTP API', async () => {
      const { masks, status, turnId } = await client.data('segment', { sessionId, text: 'find ball' });
      assert.equal(status, 'done');
      assert.match(turnId, uuid);
      assert.equal(masks[0].name, 'ball');
      const rle = await client.raw.readResource({ uri: `focus://masks/${masks[0].maskId}/rle` });
      const document = JSON.parse((rle.contents[0] as { text: string }).text);
      assert.deepEqual(document, await house.conversations.mask(masks[0].versionId));
      const exported = await client.data('export_mask', { maskId: masks[0].maskId });
      assert.equal(exported.counts, document.counts);
    });

    test('is told of an edit: new picture, seed, changed pixels', async () => {
      const fresh = (await client.data('open_image', { sample: 'balls-on-wood' })).sessionId;
      // The worker of the tests paints for words that begin with paint.
      const { edit, picture } = await client.data('ask', { sessionId: fresh, text: 'paint it', seed: 5 });
      assert.equal(edit.seed, 5);
      assert.equal(edit.toImageId, picture.imageId);
      const { versions, turns } = await client.data('get_session', { sessionId: fresh });
      assert.equal(versions.at(-1).parentId, edit.fromImageId);
      assert.equal(turns.at(-1).toImageId, edit.toImageId);
      await client.data('branch', { sessionId: fresh, imageId: edit.fromImageId });
      assert.equal((await client.data('get_session', { sessionId: fresh })).picture.imageId, edit.fromImageId);
    });

    test('tells what else a click may mean, and marks that where it is chosen', async () => {
      const fresh = (await client.data('open_image', { sample: 'balls-on-wood' })).sessionId;
      const points = [{ x: 3, y: 3 }];
      const first = await client.data('segment', { sessionId: fresh, points });
      assert.deepEqual([first.masks[0].area, first.alternatives], [30, [{ choice: 1, name: 'part', score: 0.4, area: 24, box: { left: 0, top: 0, width: 4, height: 6 } }]]);
      const second = await client.data('segment', { sessionId: fresh, points, choice: 1 });
      assert.deepEqual([second.masks[0].area, second.alternatives.map((each: { choice: number }) => each.choice)], [24, [0]]);
      // Kept with the message, so that the same is said again.
      const { prompts } = await house.conversations.getTurn(second.turnId);
      assert.deepEqual(prompts, [{ kind: 'point', ...points[0], positive: true, choice: 1 }]);
      assert.deepEqual((await client.data('wait', { turnId: second.turnId })).alternatives, second.alternatives);
    });

    test('a choice needs a click, and nothing else beside it', async () => {
      const box = { left: 1, top: 1, width: 5, height: 5 };
      const rough = { size: [128, 128], counts: [0, 128 * 40, 128 * 88] };
      for (const given of [{ boxes: [box] }, { points: [{ x: 3, y: 3 }], boxes: [box] }, { points: [{ x: 3, y: 3, positive: false }] }, { text: 'find ball' }, { points: [{ x: 3, y: 3 }], rough }]) {
        const before = (await client.data('get_session', { sessionId })).masks.length;
        const result = await client.call('segment', { sessionId, choice: 1, ...given });
        assert.match(result.content[0].text!, /choice-needs-click/);
        assert.equal((await client.data('get_session', { sessionId })).masks.length, before);
      }
      const beyond = await client.call('segment', { sessionId, points: [{ x: 3, y: 3 }], choice: 3 });
      assert.match(beyond.content[0].text!, /"choice"/);
    });

    test('a message that the model did not take for marking is an error that says so', async () => {
      const result = await client.call('segment', { sessionId, text: 'what is this' });
      assert.equal(result.isError, true);
      assert.match(result.content[0].text!, /said: "So you say: what is this".*not-marked/);
    });

    test('wrong arguments come back with what the tool takes', async () => {
      for (const [given, wanted] of [
        [{ sessionId, txt: 'x' }, /no argument "txt".*It takes \{sessionId: string, text\?/],
        [{ text: 'x' }, /"sessionId" is missing/],
        [{ sessionId, points: [{ x: 'left', y: 1 }] }, /"points\.0\.x".*you sent "left"/],
        [{ sessionId, points: [{ x: 4000, y: 1 }] }, /outside the picture.*Use 0 to 127/],
        [{ sessionId: '01a20f3f-bde7-773b-afc9-dc1f34eea59d', text: 'x' }, /no session.*list_sessions/],
        [{ sessionId }, /Neither words nor places/],
      ] as const) {
        const result = await client.call('segment', given as Record<string, unknown>);
        assert.equal(result.isError, true);
        assert.match(result.content[0].text!, wanted);
      }
    });

    test('computes with masks and takes it back', async () => {
      const one = await client.data('segment', { sessionId, rough: undefined, text: 'find one' }).catch(() => null);
      assert.notEqual(one, null);
      const drawn = await house.conversations.operate(sessionId, { kind: 'mask-draw', size: [128, 128], counts: [0, 128 * 40, 128 * 88], name: 'left' });
      const other = await house.conversations.operate(sessionId, { kind: 'mask-draw', size: [128, 128], counts: [128 * 30, 128 * 30, 128 * 68], name: 'middle' });
      const maskIds = [drawn.mask!.id, other.mask!.id];
      const area = async (operation: string) => (await client.data('combine_masks', { sessionId, operation, maskIds })).changed.area;
      assert.deepEqual([await area('union'), await area('intersect'), await area('subtract')], [128 * 60, 128 * 10, 128 * 30]);
      const inverted = await client.data('combine_masks', { sessionId, operation: 'invert', maskIds: [maskIds[0]] });
      assert.equal(inverted.changed.area, 128 * 88);
      assert.equal(inverted.canUndo, 'mask-invert');
      await client.data('undo', { sessionId });
      assert.equal((await house.conversations.mask(maskIds[0])).area, 128 * 40);
      const wrong = await client.call('combine_masks', { sessionId, operation: 'grow', maskIds: [maskIds[0]] });
      assert.match(wrong.content[0].text!, /grow needs pixels/);
    });

    test('changes the picture exactly, says how far, and takes it back', async () => {
      const { picture: { imageId } } = await client.data('get_session', { sessionId });
      const drawn = await house.conversations.operate(sessionId, { kind: 'mask-draw', size: [128, 128], counts: [128 * 20, 128 * 40, 128 * 68], name: 'strip' });
      const maskIds = [drawn.mask!.id];
      const red = await client.data('adjust', { sessionId, maskIds, kind: 'fill', colour: 'dark red' });
      assert.deepEqual([red.edit.fromImageId, red.edit.outsidePixels, red.edit.outsideEqual, red.edit.markedPixels], [imageId, 0, true, 128 * 40]);
      assert.ok(red.edit.changedByMarked > 0.9 && red.edit.changedByMarked <= 1);
      assert.match(red.message, /beyond them not a byte/);
      const region = await client.raw.readResource({ uri: red.edit.region });
      assert.equal(region.contents[0].mimeType, 'image/png');
      const blurred = await client.data('background', { sessionId, maskIds, to: 'blur', radius: 6 });
      assert.equal(blurred.edit.kind, 'background');
      const cropped = await client.data('crop', { sessionId, maskIds, margin: 5 });
      assert.deepEqual([cropped.picture.width, cropped.picture.height], [50, 128]);
      const [moved] = cropped.masks.filter(({ name }: { name: string }) => name === 'strip');
      const cut = await client.data('cut_out', { sessionId, maskIds: [moved.maskId] });
      assert.equal(cut.edit.kind, 'cut-out');
      for (let step = 0; step < 4; step += 1) await client.data('undo', { sessionId });
      assert.equal((await client.data('get_session', { sessionId })).picture.imageId, imageId);
      for (const [name, given, wanted] of [
        ['adjust', { sessionId, kind: 'recolour', colour: 'dragon' }, /colour.*not valid/],
        ['cut_out', { sessionId }, /which thing stays.*segment/],
        ['adjust', { sessionId, kind: 'rotate', hue: 5 }, /not valid/],
      ] as const) assert.match((await client.call(name, given)).content[0].text!, wanted);
    });

    test('reads and writes no files where the server is not on its machine', async () => {
      const { masks: [{ maskId }] } = await client.data('segment', { sessionId, text: 'find ball' });
      for (const [name, given] of [['open_image', { path: 'samples/balls-on-wood.png' }], ['export_mask', { maskId, path: 'mask.json' }]] as const) {
        assert.match((await client.call(name, given)).content[0].text!, /\(path-refused\)$/);
      }
    });

    test('is told which pixels two pictures differ in', async () => {
      const { picture } = await client.data('get_session', { sessionId });
      const same = await client.data('compare', { imageIdA: picture.imageId, imageIdB: picture.imageId });
      assert.deepEqual([same.changedPixels, same.box], [0, null]);
    });

    test('lists templates, completes ids and fills in prompts', async () => {
      const { resourceTemplates } = await client.raw.listResourceTemplates();
      assert.deepEqual(resourceTemplates.map(({ name }) => name), ['session', 'image', 'image-preview', 'image-region', 'mask', 'mask-cutout', 'mask-rle']);
      const completed = await client.raw.complete({ ref: { type: 'ref/resource', uri: 'focus://sessions/{sessionId}' }, argument: { name: 'sessionId', value: sessionId.slice(0, 20) } });
      assert.ok(completed.completion.values.includes(sessionId));
      const prompt = await client.raw.getPrompt({ name: 'remove_carefully', arguments: { sessionId, thing: 'the ball' } });
      assert.match((prompt.messages[0].content as { text: string }).text, /Mark the ball with segment/);
      const listed = await client.raw.listResources();
      assert.ok(listed.resources.some(({ uri }) => uri === `focus://sessions/${sessionId}`));
      await assert.rejects(client.raw.readResource({ uri: 'focus://sessions/01a20f3f-bde7-773b-afc9-dc1f34eea59d' }), /not found/i);
    });

    test('sees the same tools, each with schemas, annotations and a description', async () => {
      const { tools } = await client.raw.listTools();
      assert.deepEqual(tools.map(({ name }) => name), [
        'open_image', 'list_sessions', 'get_session', 'ask', 'segment', 'refine_mask', 'combine_masks', 'edit', 'adjust', 'cut_out', 'background', 'crop', 'undo', 'branch', 'compare', 'export_mask', 'wait', 'stop',
      ]);
      for (const { description, annotations, inputSchema, outputSchema } of tools) {
        assert.ok(description!.length > 80);
        assert.equal(typeof annotations!.readOnlyHint, 'boolean');
        assert.equal(inputSchema.type, 'object');
        assert.equal(outputSchema!.type, 'object');
      }
    });
  });
}
