// Prices of the fake server: list prices only, no ways to pay, no orders. Buying itself is walked at a real school
// (tests/learner/shop); this is what the other pages need to show a course that is to be paid for.

export function commerceRoutes(world, { ok, fail }) {
    const find = (id) => world.courses.find((course) => String(course.id) === id);

    function quote({ query }) {
        const course = query.get('itemType') === 'column' ? find(query.get('itemId')) : null;
        if (!course) return fail(404, 'not_found', 'not sold');
        const { price } = course;
        const lines = [{ rule: 'list', label: 'List price', amount: price }];
        return ok({ listPrice: price, amount: price, currency: 'CNY', lines });
    }

    const page = { page: 1, per_page: 100, total: 0, pages: 0 };
    return [
        ['GET', /^\/api\/quote$/, 'public', quote],
        ['GET', /^\/api\/memberships\/plans$/, 'public', () => ok({ plans: [] })],
        ['GET', /^\/api\/payments\/channels$/, 'public', () => ok({ ways: [] })],
        ['GET', /^\/api\/orders$/, 'user', () => ok({ orders: [], pagination: page })],
    ];
}
