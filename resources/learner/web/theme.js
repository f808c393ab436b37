// Sets the chosen theme before the first paint. A classic script on purpose: a module would run too late and flash.
// 'system' (the default) leaves the attribute off; the style sheet then follows the system.
(function applyStoredTheme() {
    try {
        const theme = localStorage.getItem('cw.theme');
        if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    } catch (_error) {
        // No storage: the system's theme it is.
    }
})();
