/**
 * Names for statements, so that a connection has each of them planned once: planning a session's history takes longer than reading
 * it. What is new behind `most` different ones has no name and is planned each time.
 */
export function statementNames(most = 400): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const name = names.get(sql) ?? (names.size < most ? `focus_${names.size + 1}` : '');
    if (name !== '') names.set(sql, name);
    return name;
  };
}
