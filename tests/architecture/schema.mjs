// The schema that the migrations leave behind, read from their text.

/** {table: [column…]}, both in the order in which they were made. */
export function columnsOf(migrations) {
  const tables = new Map();
  for (const text of migrations) {
    const plain = text.replace(/--.*/g, "");
    for (const [statement] of plain.matchAll(/\b(?:CREATE|DROP|ALTER) TABLE\b[^;]*/g)) {
      const [, verb, table, rest] = /^(CREATE|DROP|ALTER) TABLE(?: IF (?:NOT )?EXISTS)? (\w+)([^]*)/.exec(statement);
      if (verb === "DROP") tables.delete(table);
      if (verb === "CREATE") tables.set(table, [...rest.matchAll(/^\s*([a-z]\w*)\s/gm)].map(([, column]) => column));
      if (verb === "ALTER") alter(tables, table, rest);
    }
  }
  return Object.fromEntries(tables);
}

function alter(tables, table, change) {
  const columns = tables.get(table);
  const [, added] = /ADD (?:COLUMN )?(\w+)/.exec(change) ?? [];
  const [, dropped] = /DROP (?:COLUMN )?(\w+)/.exec(change) ?? [];
  const [, from, to] = /RENAME (?:COLUMN )?(\w+) TO (\w+)/.exec(change) ?? [];
  const [, name] = /^ RENAME TO (\w+)/.exec(change) ?? [];
  if (added) columns.push(added);
  if (dropped) columns.splice(columns.indexOf(dropped), 1);
  if (from) columns[columns.indexOf(from)] = to;
  if (name) {
    tables.set(name, columns);
    tables.delete(table);
  }
}
