// @ts-check

/** A size of text in percent as it may be used: 100 to 200; what is none is 100. */
const sizeOf = (value) => (Number.isFinite(value) ? Math.min(200, Math.max(100, value)) : 100);

export { sizeOf };
