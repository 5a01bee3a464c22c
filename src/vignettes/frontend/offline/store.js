// @ts-check

/** The name of the store of one course. Several courses may live on one host, each in a folder of its own. */
const offlineStore = (scope) => `vignettes-${new URL(scope).pathname}`;

export { offlineStore };
