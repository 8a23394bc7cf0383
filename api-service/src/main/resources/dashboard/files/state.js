/** What all of the page knows: since when the API does not answer (null: it does), and whether it takes changes. */
export const state = {awaySince: null, readOnly: false, answeredAt: Date.now()};

const listeners = new Set();

/** Calls the listener whenever something of the state changes; the answer ends that. */
export function whenChanged(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function change(values) {
  const before = {...state};
  Object.assign(state, values);
  if (before.awaySince !== state.awaySince || before.readOnly !== state.readOnly) {
    listeners.forEach((listener) => listener(state, before));
  }
}

/** Whether something may be asked to change now. */
export function takesChanges() {
  return state.awaySince === null && !state.readOnly;
}

/** A choice of the reader that outlives the page; a browser that keeps nothing has the usual one. */
export function kept(name, usual) {
  try {
    return localStorage.getItem(`gleaner-${name}`) ?? usual;
  } catch {
    return usual;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(`gleaner-${name}`, value);
  } catch {
    // It holds until the page is closed.
  }
}
