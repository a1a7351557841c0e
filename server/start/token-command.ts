import { parseArgs } from 'node:util';
import { dropToken, listTokens, makeToken, type Scope, scopes } from '../access/tokens.ts';
import { FocusError } from '../errors.ts';

const usage = 'npm run mcp -- token NAME [--scopes read,edit] [--days 90] · token --list · token --drop NAME';

/** Makes, lists and takes back tokens. The token itself is printed once, alone on stdout. */
export async function tokenCommand(given: string[], dataFolder: string): Promise<void> {
  const { values, positionals: [name] } = parseArgs({
    args: given,
    allowPositionals: true,
    options: { scopes: { type: 'string', default: 'read,edit' }, days: { type: 'string', default: '90' }, list: { type: 'boolean' }, drop: { type: 'string' } },
  });
  if (values.list) {
    for (const token of await listTokens(dataFolder)) console.log(`${token.name}\t${token.scopes.join(',')}\tuntil ${new Date(token.expiresAt * 1000).toISOString()}`);
    return;
  }
  if (values.drop !== undefined) {
    if (!(await dropToken(dataFolder, values.drop))) throw wrong('token-unknown', `There is no token ${values.drop}.`, 'npm run mcp -- token --list shows them.');
    console.error(`focus: the token ${values.drop} is refused from now on.`);
    return;
  }
  const allowed = values.scopes.split(',') as Scope[];
  const days = Number(values.days);
  if (name === undefined || !/^[\w.@-]{1,60}$/.test(name)) throw wrong('token-name', 'A token needs a name of letters, digits and . _ - @.', usage);
  if (!allowed.every((scope) => scopes.includes(scope))) throw wrong('token-scopes', `The scopes are ${scopes.join(' and ')}.`, usage);
  if (!(days > 0 && days <= 3650)) throw wrong('token-days', 'A token lasts from 1 to 3650 days.', usage);
  const secret = await makeToken(dataFolder, { name, scopes: allowed, expiresAt: Math.round(Date.now() / 1000 + days * 86_400) });
  console.error(`focus: a token for ${name} (${allowed.join(', ')}), good for ${days} days. It is shown only now:`);
  console.log(secret);
}

function wrong(code: string, message: string, hint: string): FocusError {
  return new FocusError({ code, message, hint });
}
