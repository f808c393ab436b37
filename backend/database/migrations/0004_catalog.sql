-- Courses as their authors edit them (the draft), what was published of them (editions), and how they are found.
-- Times are epoch milliseconds, money is fen, durations are milliseconds. Users and assets belong to other features:
-- their ids are kept without a foreign key.

CREATE TABLE categories (
    id {{id}},
    slug {{key 64}} NOT NULL UNIQUE,
    name {{text}} NOT NULL,
    parent_id {{bigint}} REFERENCES categories (id),
    order_number {{int}} NOT NULL,
    is_active {{int}} NOT NULL,
    created_at {{bigint}} NOT NULL,
    updated_at {{bigint}} NOT NULL
);

CREATE INDEX categories_by_parent ON categories (parent_id, order_number);

CREATE TABLE tags (
    id {{id}},
    name {{text}} NOT NULL,
    name_key {{key 120}} NOT NULL UNIQUE,    -- case-folded: two tags never differ by case alone
    type {{key 32}} NOT NULL,
    color {{key 16}} NOT NULL,
    created_at {{bigint}} NOT NULL
);

CREATE TABLE courses (
    id {{id}},
    uid {{key 64}} UNIQUE,                   -- NULL only between the insert and the id's becoming known
    owner_id {{bigint}} NOT NULL,
    title {{text}} NOT NULL,
    course_type {{key 16}} NOT NULL,
    category_id {{bigint}} REFERENCES categories (id),
    level {{key 16}} NOT NULL,
    description {{text}} NOT NULL,
    price {{bigint}} NOT NULL,
    is_free {{int}} NOT NULL,
    cover_url {{text}} NOT NULL,
    completion_threshold {{real}} NOT NULL,
    completion_basis {{key 16}} NOT NULL,
    maximum_speed {{real}} NOT NULL,
    status {{key 16}} NOT NULL,              -- draft, published, unpublished
    revision {{bigint}} NOT NULL,            -- of the outline: guards PUT outline
    changes {{bigint}} NOT NULL,             -- grows with every change of the draft, fields or outline
    edition {{int}} NOT NULL,                -- newest edition, 0: none
    edition_changes {{bigint}} NOT NULL,     -- `changes` when that edition was made
    search_text {{text}} NOT NULL,           -- case-folded title and description
    created_at {{bigint}} NOT NULL,
    updated_at {{bigint}} NOT NULL,
    published_at {{bigint}},
    deleted_at {{bigint}}
);

CREATE INDEX courses_by_owner ON courses (owner_id, updated_at);

CREATE INDEX courses_by_category ON courses (category_id);

CREATE TABLE course_tags (
    course_id {{bigint}} NOT NULL REFERENCES courses (id),
    tag_id {{bigint}} NOT NULL REFERENCES tags (id),
    position {{int}} NOT NULL,
    PRIMARY KEY (course_id, tag_id)
);

CREATE INDEX course_tags_by_tag ON course_tags (tag_id);

-- Deleted chapters and lessons keep their rows: an undo brings them back with the same id.
CREATE TABLE chapters (
    id {{id}},
    uid {{key 64}} UNIQUE,
    course_id {{bigint}} NOT NULL REFERENCES courses (id),
    title {{text}} NOT NULL,
    is_free {{int}} NOT NULL,
    is_locked {{int}} NOT NULL,
    position {{bigint}} NOT NULL,
    deleted_at {{bigint}}
);

CREATE INDEX chapters_by_course ON chapters (course_id, position);

CREATE TABLE lessons (
    id {{id}},
    uid {{key 64}} UNIQUE,
    course_id {{bigint}} NOT NULL REFERENCES courses (id),
    chapter_id {{bigint}} NOT NULL REFERENCES chapters (id),
    title {{text}} NOT NULL,
    kind {{key 16}} NOT NULL,
    asset_id {{bigint}},
    duration {{bigint}} NOT NULL,
    content {{text}} NOT NULL,
    price {{bigint}} NOT NULL,
    is_free {{int}} NOT NULL,
    is_trial {{int}} NOT NULL,
    trial_seconds {{int}} NOT NULL,
    position {{bigint}} NOT NULL,
    deleted_at {{bigint}}
);

CREATE INDEX lessons_by_course ON lessons (course_id, chapter_id, position);

CREATE INDEX lessons_by_asset ON lessons (asset_id);

-- Immutable: a row is written once and never changed.
CREATE TABLE editions (
    id {{id}},
    course_id {{bigint}} NOT NULL REFERENCES courses (id),
    number {{int}} NOT NULL,
    snapshot {{blob}} NOT NULL,              -- compact JSON, see backend/catalog/edition.h
    hash {{key 64}} NOT NULL,                -- hex SHA-256 of the snapshot: equal content, equal hash
    summary {{text}} NOT NULL,               -- JSON {chapters, videos, duration}
    created_at {{bigint}} NOT NULL,
    created_by {{bigint}} NOT NULL,
    UNIQUE (course_id, number)
);

-- What the public lists show: the newest edition's face, there only while the course is published.
CREATE TABLE published_courses (
    course_id {{bigint}} NOT NULL PRIMARY KEY,
    uid {{key 64}} NOT NULL,
    owner_id {{bigint}} NOT NULL,
    instructor_name {{text}} NOT NULL,
    edition {{int}} NOT NULL,
    title {{text}} NOT NULL,
    course_type {{key 16}} NOT NULL,
    category_id {{bigint}},
    level {{key 16}} NOT NULL,
    description {{text}} NOT NULL,
    price {{bigint}} NOT NULL,
    is_free {{int}} NOT NULL,
    cover_url {{text}} NOT NULL,
    tags {{text}} NOT NULL,                  -- JSON list of names
    chapter_count {{int}} NOT NULL,
    lesson_count {{int}} NOT NULL,
    duration {{bigint}} NOT NULL,
    search_text {{text}} NOT NULL,
    created_at {{bigint}} NOT NULL,
    published_at {{bigint}} NOT NULL
);

CREATE INDEX published_courses_by_time ON published_courses (published_at);

CREATE INDEX published_courses_by_category ON published_courses (category_id);

CREATE TABLE published_tags (
    course_id {{bigint}} NOT NULL,
    tag_id {{bigint}} NOT NULL,
    PRIMARY KEY (course_id, tag_id)
);

CREATE INDEX published_tags_by_tag ON published_tags (tag_id);

-- Assets of the newest edition: they must not be deleted, whatever the draft says.
CREATE TABLE edition_assets (
    course_id {{bigint}} NOT NULL,
    asset_id {{bigint}} NOT NULL,
    PRIMARY KEY (course_id, asset_id)
);

CREATE INDEX edition_assets_by_asset ON edition_assets (asset_id);
