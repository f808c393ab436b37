// Accounts of the fake server: access tokens that can be expired at will, refresh tokens that rotate.

export function accountRoutes(world, { ok, fail }) {
    const users = new Map();
    const access = new Map(); // token → user
    const refresh = new Map(); // token → {family, used}
    const deadFamilies = new Set();
    let counter = 0;

    function addUser(login, password, displayName = login) {
        const user = {
            id: users.size + 1,
            login,
            password,
            displayName,
            role: 'learner',
            consents: [],
            progress: new Map(),
            articles: new Map(),
            enrolled: new Set(),
            rights: new Set(), // ids of courses that were paid for
        };
        users.set(login, user);
        return user;
    }

    function tokens(user, family) {
        counter += 1;
        const pair = {
            accessToken: `a${counter}`,
            refreshToken: `r${counter}`,
            expiresIn: 900,
            user: { id: user.id, displayName: user.displayName, role: user.role },
        };
        access.set(pair.accessToken, user);
        refresh.set(pair.refreshToken, { family: family || `f${counter}`, used: false, user });
        return pair;
    }

    world.addUser = addUser;
    world.user = (login) => users.get(login);
    world.userOf = (token) => access.get(token) || null;
    world.expireAccessTokens = () => access.clear();
    world.reusedRefreshTokens = 0;
    world.tokensFor = (login) => tokens(users.get(login));

    return [
        [
            'POST',
            /^\/api\/auth\/register$/,
            'public',
            ({ body }) => {
                if (!body.login || String(body.password || '').length < 8)
                    return fail(400, 'invalid', 'login and password are needed');
                if (users.has(body.login)) return fail(409, 'login_taken', 'This login is taken.');
                if (/^password\d*$/.test(body.password))
                    return fail(400, 'weak_password', 'This password is one of the first.', { reason: 'too_common' });
                return ok(tokens(addUser(body.login, body.password, body.displayName)), 201);
            },
        ],
        [
            'POST',
            /^\/api\/auth\/login$/,
            'public',
            ({ body }) => {
                const user = users.get(body.login);
                return user && user.password === body.password
                    ? { ...ok(tokens(user)), headers: { 'Set-Cookie': 'cw_device=known; HttpOnly; Path=/api/auth' } }
                    : fail(401, 'invalid_credentials', 'The login or the password is wrong.');
            },
        ],
        [
            'POST',
            /^\/api\/auth\/refresh$/,
            'public',
            ({ body }) => {
                const row = refresh.get(body.refreshToken);
                if (!row || deadFamilies.has(row.family)) return fail(401, 'invalid_refresh', 'sign in again');
                if (row.used) {
                    world.reusedRefreshTokens += 1;
                    deadFamilies.add(row.family);
                    return fail(401, 'refresh_reused', 'sign in again');
                }
                row.used = true;
                return ok(tokens(row.user, row.family));
            },
        ],
        [
            'POST',
            /^\/api\/auth\/logout$/,
            'public',
            ({ body }) => {
                const row = refresh.get(body.refreshToken);
                if (row) deadFamilies.add(row.family);
                return ok({});
            },
        ],
        [
            'GET',
            /^\/api\/me$/,
            'user',
            ({ user }) => ok({ id: user.id, displayName: user.displayName, role: user.role, consents: user.consents }),
        ],
        [
            'POST',
            /^\/api\/me\/consent$/,
            'user',
            ({ user, body }) => {
                if (!body.document || typeof body.granted !== 'boolean')
                    return fail(400, 'invalid', 'document and granted are needed');
                const row = {
                    document: body.document,
                    version: body.version,
                    granted: body.granted,
                    time: new Date().toISOString(),
                };
                user.consents = [row, ...user.consents.filter((item) => item.document !== body.document)];
                return ok(row, 201);
            },
        ],
    ];
}
