// The command line of the official inspector, a process for each line: it lists the tools and calls every one of them. What it is
// told and what it has to print stand below, written as in docs/mcp.md.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { tools } from '../../../server/mcp/tools.ts';
import { serve, type Served } from '../../conformance/serve.ts';
import { type AgentHouse, openAgentHouse, root } from './agent-house.ts';
import { differences, fillIn, readPattern } from './page-pattern.ts';

const transcript = `
open_image sample=balls-on-wood title=Balls
{"message": "Opened a picture of 128 x 128 pixels.", "sessionId": "$session", "title": "Balls", "picture": {"imageId": "$image", …}, …}
list_sessions limit=5
{"message": "1 session.", "sessions": [{"sessionId": "$session", "title": "Balls", …}], "next": null}
ask sessionId=$session text=hello
{"message": "So you say: hello", "status": "done", "action": "answer", "turnId": "$asked", …}
segment sessionId=$session points=[{"x":9,"y":9}] text=find ball
{"status": "done", "action": "segment", "turnId": "$marked", "masks": [{"maskId": "$mask", "versionId": "$version", "name": "ball", …}], …}
refine_mask sessionId=$session maskId=$mask points=[{"x":9,"y":9,"positive":false}]
{"status": "done", "masks": [{"maskId": "$mask", "versionId": "$corrected", "area": 30, …}], …}
combine_masks sessionId=$session operation=feather maskIds=["$mask"] pixels=2
{"operation": {"kind": "mask-feather", …}, "changed": {"maskId": "$mask", "versionId": "$soft", …}, "canUndo": "mask-feather", …}
undo sessionId=$session
{"operation": {"kind": "undo", …}, "canUndo": "turn", "canRedo": "mask-feather", …}
edit sessionId=$session kind=recolour maskId=$mask to=green seed=7
{"status": "done", "action": "recolour", "turnId": "$edited", "edit": {"fromImageId": "$image", "toImageId": "$green", "seed": 7, …}, …}
compare imageIdA=$image imageIdB=$green
{"a": {"imageId": "$image", …}, "b": {"imageId": "$green", …}, "sameSize": true, …}
branch sessionId=$session imageId=$image
{"picture": {"imageId": "$image", …}, "operation": {"kind": "branch", …}, …}
export_mask maskId=$mask
{"sessionId": "$session", "imageId": "$image", "mask": {"maskId": "$mask", "versionId": "$corrected", …}, "svg": null, "path": null, …}
wait turnId=$edited
{"status": "done", "turnId": "$edited", "edit": {"toImageId": "$green", …}, …}
stop turnId=$marked
{"status": "done", "turnId": "$marked", …}
get_session sessionId=$session turns=1
{"picture": {"imageId": "$image", …}, "turns": [{"turnId": "$edited", …}], "turnCount": 4, "runningTurnId": null, …}
open_image base64=iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAMAAADJ2y/JAAAAA1BMVEUwcMA3SmMMAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQImWNgIAcAAAA2AAHjaZSbAAAAAElFTkSuQmCC
{"sessionId": "$small", "picture": {"imageId": "$smallImage", "width": 8, "height": 6, …}, …}
segment sessionId=$small text=find ball
{"masks": [{"maskId": "$half", …}], …}
adjust sessionId=$small maskIds=["$half"] kind=fill colour=red
{"operation": {"kind": "adjust", …}, "edit": {"kind": "fill", "fromImageId": "$smallImage", "outsidePixels": 0, …}, …}
background sessionId=$small maskIds=["$half"] to=blur
{"edit": {"kind": "background", …}, …}
cut_out sessionId=$small maskIds=["$half"] trim=false
{"edit": {"kind": "cut-out", …}, "picture": {"width": 8, "height": 6, …}, …}
crop sessionId=$small maskIds=["$half"]
{"edit": {"kind": "crop", …}, "picture": {"width": ≈4, "height": 6, …}, …}
`;

const calls = transcript.trim().split('\n').flatMap((line, index, lines) => (index % 2 === 0 ? [{ said: line, printed: lines[index + 1] }] : []));

describe('the official inspector on the command line', () => {
  let [house, served]: [AgentHouse, Served] = [undefined!, undefined!];
  before(async () => {
    house = await openAgentHouse();
    served = await serve(house.endpoint);
  });
  after(async () => {
    await served?.close();
    await house?.close();
  });

  const inspect = async (...line: string[]): Promise<any> => {
    // It looks for its own name and version from the folder it stands in.
    const cwd = join(root, 'node_modules', '@modelcontextprotocol', 'inspector-cli', 'build');
    const { stdout } = await promisify(execFile)(process.execPath, ['index.js', served.url.href, ...line], { cwd, maxBuffer: 1 << 24 });
    return JSON.parse(stdout);
  };

  test('lists every tool', async () => {
    const listed = await inspect('--method', 'tools/list');
    assert.deepEqual(listed.tools.map(({ name }: { name: string }) => name), tools.map(({ name }) => name));
  });

  test('calls every tool and prints what the transcript says', async () => {
    const ids = new Map<string, string>();
    for (const { said, printed } of calls) {
      const [tool, ...given] = fillIn(said, ids).split(/ (?=\w+=)/);
      const result = await inspect('--method', 'tools/call', '--tool-name', tool, ...given.flatMap((argument) => ['--tool-arg', argument]));
      assert.notEqual(result.isError, true, `${said}\n${result.content[0].text}`);
      assert.deepEqual(differences(readPattern(printed), result.structuredContent, ids), [], said);
    }
    assert.deepEqual([...new Set(calls.map(({ said }) => said.split(' ')[0]))].sort(), tools.map(({ name }) => name).sort());
  });
});
