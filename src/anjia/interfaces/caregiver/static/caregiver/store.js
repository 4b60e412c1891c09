/* The taps that wait on this phone until they are sent, in the order they were made (IndexedDB). */

const STORE = "acts";

function opened() {
  return new Promise((done, fail) => {
    const request = indexedDB.open("anjia-work", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key", autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

async function inStore(mode, act) {
  const database = await opened();
  try {
    return await new Promise((done, fail) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => done(request.result);
      transaction.onerror = transaction.onabort = () => fail(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const keep = (act) => inStore("readwrite", (store) => store.add(act));
export const drop = (key) => inStore("readwrite", (store) => store.delete(key));

export async function waiting(person) {
  const acts = await inStore("readonly", (store) => store.getAll());
  return acts.filter((act) => act.person === person);
}
