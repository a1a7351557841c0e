// Starts the database of the folder given, says so, and waits to be killed.
import { startPostgres } from '../../../server/store/embedded-postgres.ts';

const { pid, url, attached } = await startPostgres(process.argv[2]);
console.log(JSON.stringify({ pid, url, attached }));
setInterval(() => undefined, 1000);
