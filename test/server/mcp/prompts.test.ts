// Prompts, the model card and the completion of what prompts take, as clients of both eras get them.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { prompts } from '../../../server/mcp/prompts.ts';
import { tools } from '../../../server/mcp/tools.ts';
import { type AgentHouse, openAgentHouse, root } from './agent-house.ts';
import { type AnyClient, eras } from './clients.ts';

let house: AgentHouse;
before(async () => { house = await openAgentHouse(); });
after(() => house.close());

const toolNames = tools.map(({ name }) => name);

for (const era of eras) {
  describe(`a client of ${era}`, () => {
    let client: AnyClient;
    let sessionId: string;
    let imageIds: string[];
    before(async () => {
      client = await house.connect(era);
      ({ sessionId } = await client.data('open_image', { sample: 'balls-on-wood' }));
      const { edit } = await client.data('ask', { sessionId, text: 'paint it', seed: 5 });
      // Newest first.
      imageIds = [edit.toImageId, edit.fromImageId];
    });
    after(() => client.close());

    const textOf = async (name: string, given: Record<string, string>): Promise<string> => {
      const { messages: [{ role, content }, ...more] } = await client.raw.getPrompt({ name, arguments: given });
      assert.deepEqual([role, more], ['user', []]);
      return (content as { text: string }).text;
    };
    const complete = async (prompt: string, argument: string, value: string, context: Record<string, string> = {}): Promise<string[]> =>
      (await client.raw.complete({ ref: { type: 'ref/prompt', name: prompt }, argument: { name: argument, value }, context: { arguments: context } })).completion.values;

    test('gets every prompt with what was filled in; each tool and each result it names is there', async () => {
      const { prompts: listed } = await client.raw.listPrompts();
      assert.deepEqual(listed.map(({ name }) => name), prompts.map(({ name }) => name));
      for (const { name, arguments: list = [] } of listed) {
        const given = Object.fromEntries(list.map((argument) => [argument.name, `the ${argument.name} given`]));
        const needed = Object.fromEntries(list.filter(({ required }) => required).map((argument) => [argument.name, `the ${argument.name} given`]));
        for (const [which, values] of [['all', given], ['what is required', needed]] as const) {
          const text = await textOf(name, values);
          for (const value of Object.values(values)) assert.ok(text.includes(value), `${name} with ${which}: ${text}`);
          assert.doesNotMatch(text, /undefined|null|\[object/);
          const called = Array.from(text.matchAll(/\b(?:[Cc]all|with|use) ((?:open|list|get|refine|combine|export)_\w+|ask|segment|edit|undo|branch|compare|wait|stop)\b/g), ([, tool]) => tool);
          assert.ok(called.length > 0, `${name} names no tool: ${text}`);
          const words = [...called, ...Array.from(text.matchAll(/\b[a-z]+_[a-z_]+\b/g), ([word]) => word)];
          for (const word of words) assert.ok(toolNames.includes(word), `${name} names ${word}`);
        }
      }
    });

    test('is told which argument a prompt lacks', async () => {
      await assert.rejects(textOf('remove_carefully', { sessionId }), (error: { code?: number; message: string }) => error.code === -32602 && /thing/.test(error.message));
    });

    test('is helped with the ids that prompts take, and with nothing else', async () => {
      for (const { name, arguments: list } of prompts) {
        for (const { name: argument, completes } of list) {
          const values = await complete(name, argument, '', argument === 'sessionId' ? {} : { sessionId });
          if (completes === undefined) assert.deepEqual(values, [], `${name} ${argument}`);
          else if (completes === 'sessionId') assert.ok(values.includes(sessionId), `${name} ${argument}`);
          else assert.deepEqual(values, imageIds, `${name} ${argument}`);
        }
      }
      assert.deepEqual(await complete('compare_versions', 'before', imageIds[1].slice(0, -2), { sessionId }), [imageIds[1]]);
      assert.deepEqual(await complete('compare_versions', 'sessionId', `${sessionId}x`), []);
    });

    test('reads the model card that is kept beside the weights', async () => {
      const { resources } = await client.raw.listResources();
      const listed = resources.find(({ uri }) => uri === 'focus://model-card');
      assert.equal(listed?.mimeType, 'text/markdown');
      const { contents: [{ uri, mimeType, ...rest }] } = await client.raw.readResource({ uri: 'focus://model-card' });
      assert.deepEqual([uri, mimeType], ['focus://model-card', 'text/markdown']);
      assert.equal((rest as { text: string }).text, await readFile(join(root, 'models', 'checkpoints', 'nano', 'README.md'), 'utf8'));
    });
  });
}
