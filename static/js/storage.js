// What the browser remembers for a page. It may be full or switched off: then it lasts as long as the page.
export const recall = (storage, name, otherwise) => {
  try {
    return JSON.parse(storage.getItem(name)) || otherwise;
  } catch {
    return otherwise;
  }
};

export const remember = (storage, name, value) => {
  try {
    if (Object.keys(value).length) storage.setItem(name, JSON.stringify(value));
    else storage.removeItem(name);
  } catch {
    // see above
  }
};
