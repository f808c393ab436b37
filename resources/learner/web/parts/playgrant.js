// The right to play one lesson: asks the door for it and renews it before or after its address has expired.
// A grant is the answer of GET /api/videos/{id}/play; its address is signed and lives until expires_at.

const EARLY = 30 * 1000; // renew when less than this is left

export function createPlayGrant({ api, clock, lessonId }) {
    let grant = null;

    return {
        get: () => grant,
        // Resolves to the API client's result; on success the grant is kept.
        async fetch(quality) {
            const result = await api.get(`/api/videos/${encodeURIComponent(lessonId)}/play?quality=${quality}`);
            if (result.ok) grant = result.data;
            return result;
        },
        isStale() {
            const end = grant && grant.expires_at ? Date.parse(grant.expires_at) : NaN;
            return Number.isFinite(end) && end - clock.now() < EARLY;
        },
    };
}
