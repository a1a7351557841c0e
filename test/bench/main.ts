// npm run bench [-- model | app | page | pictures | large | mcp] [--json FILE]: times on this machine. model: the parts of a turn, the default. app: what
// a person at the page waits for, through `npm start` and a real browser. page: the page with a large picture and many masks.
// pictures: how every state of the page looks. large: pictures of many megapixels through every step. mcp: what tools cost beside the work of the model.

const [what = 'model'] = process.argv.slice(2).filter((argument) => !argument.startsWith('-') && !argument.endsWith('.json'));
if (what === 'model') await import('./model.ts');
else if (what === 'app') await import('./app.ts');
else if (what === 'page') await import('./page.ts');
else if (what === 'pictures') await import('./pictures.ts');
else if (what === 'large') await import('./large-pictures.ts');
else if (what === 'mcp') await import('./mcp.ts');
else {
  console.error(`There is no benchmark "${what}"; there are model, app, page, pictures, large and mcp.`);
  process.exitCode = 1;
}
