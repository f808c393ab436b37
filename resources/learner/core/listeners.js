// Who wants to hear of something. A listener that fails keeps nobody else from hearing, and never stops the teller.

// Runs `fn`; what it throws is shown to developers and goes no further.
export function guarded(fn) {
    try {
        return fn();
    } catch (error) {
        console.error(error);
        return undefined;
    }
}

export function createListeners() {
    const listeners = new Set();
    return {
        // Returns the function that ends it.
        add(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        tell(...values) {
            for (const listener of [...listeners]) guarded(() => listener(...values));
        },
    };
}
